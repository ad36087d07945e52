using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Dispatch.Channels;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Dispatch;

/// <summary>The sender with rows that cannot be read, and with a clock that is set back.</summary>
public sealed class HardTimesTests : IAsyncLifetime
{
    private TestStore store = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.Sqlite();
        await using var db = store.CreateDbContext();
        db.Add(Letters.Samantha());
        await db.SaveChangesAsync(Stop);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_notice_that_cannot_be_read_holds_up_no_other()
    {
        using var node = new Node(store);
        var broken = await Queue(Grade.I);
        await Spoil(broken);
        var sound = await Queue(Grade.III);

        await node.Drain();

        node.Mail.Tried.Select(m => m.DeliveryId).Should().Equal(await MailOf(sound));
        (await Deliveries(broken)).Should().AllSatisfy(d => d.EndedAt.Should().BeNull("nobody was told"));
    }

    [Fact]
    public async Task A_delivery_that_cannot_be_read_holds_up_no_other()
    {
        using var node = new Node(store);
        var broken = await MailOf(await Queue(Grade.I));
        var sound = await MailOf(await Queue(Grade.III));
        await store.Execute($"UPDATE Deliveries SET CheckId = 'no identity' WHERE Id = '{broken.ToString().ToUpperInvariant()}'");

        await node.Drain();
        node.Mail.Tried.Select(m => m.DeliveryId).Should().Equal(sound);

        await store.Execute("UPDATE Deliveries SET CheckId = NULL");
        store.Time.Advance(TimeSpan.FromMinutes(3));
        await node.Drain();
        node.Mail.Tried.Select(m => m.DeliveryId).Should().Equal(sound, broken);
    }

    [Fact]
    public async Task A_notice_that_cannot_be_read_is_tried_again_and_shows_as_stuck()
    {
        using var node = new Node(store);
        var broken = await Queue(Grade.I);
        var content = await Spoil(broken);
        await node.Drain();

        store.Time.Advance(TimeSpan.FromSeconds(61));
        await node.Drain();
        var stuck = store.Time.GetUtcNow() - TimeSpan.FromMinutes(1);
        (await Deliveries(broken)).Should().Contain(d => d.State == DeliveryState.Queued && d.LeaseOwner == null && d.NextAttemptAt < stuck, "the watchman looks for such");

        await Write(broken, content);
        store.Time.Advance(TimeSpan.FromMinutes(3));
        await node.Drain();

        node.Mail.Tried.Select(m => m.DeliveryId).Should().Contain(await MailOf(broken));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_holds_up_no_next_address()
    {
        using var node = new Node(store);
        node.Mail.Always(new SendResult.Temporary("450 busy"));
        await node.Sender.StartAsync(Stop);
        await Soon.Until(() => node.Pulse.LastCycleCompletedAt is not null);

        store.Time.AdjustTime(store.Time.GetUtcNow() - TimeSpan.FromHours(1));
        await Queue(Grade.II);
        node.Signals.Deliveries.Raise();
        await Soon.Until(() => node.Mail.Tried.Count > 0);
        for (var second = 0; second < 15 && node.Sms.Tried.Count == 0; second++)
        {
            store.Time.Advance(TimeSpan.FromSeconds(1));
            node.Signals.Deliveries.Raise();
            await Soon.Until(() => node.Pulse.LastCycleCompletedAt == store.Time.GetUtcNow());
        }

        await Soon.Until(() => node.Sms.Tried.Count > 0);
        await node.Sender.StopAsync(Stop);
        node.Sms.Tried.Should().ContainSingle("the relay has not taken it for ten seconds");
    }

    [Fact]
    public async Task A_clock_that_is_set_back_keeps_no_channel_down()
    {
        using var node = new Node(store);
        node.Mail.Always(new SendResult.Unavailable("The relay cannot be reached.", TimeSpan.FromSeconds(1)));
        await Queue(Grade.I);
        await node.Drain();
        node.State.IsDown(Channel.Mail).Should().BeTrue();

        store.Time.AdjustTime(store.Time.GetUtcNow() - TimeSpan.FromHours(1));
        node.Mail.Always(new SendResult.Accepted("250 OK"));
        var later = await Queue(Grade.I);
        await node.Drain();

        node.Mail.Tried.Select(m => m.DeliveryId).Should().Contain(await MailOf(later));
    }

    private async Task<Notice> Queue(Grade grade)
    {
        var to = Letters.Samantha();
        var notice = Letters.Notice(to, grade: grade, now: store.Time.GetUtcNow());
        await using var db = store.CreateDbContext();
        db.Add(notice);
        db.AddRange(Posting.Of(notice, to, [Channel.Mail], notice.CreatedAt));
        await db.SaveChangesAsync(Stop);
        return notice;
    }

    private async Task<string> Spoil(Notice notice)
    {
        await using var db = store.CreateDbContext();
        var sound = await db.Database.SqlQueryRaw<string>("SELECT \"Content\" AS \"Value\" FROM \"Notices\"").FirstAsync(Stop);
        await Write(notice, "{");
        return sound;
    }

    private async Task Write(Notice notice, string content)
    {
        await using var db = store.CreateDbContext();
        await db.Database.ExecuteSqlAsync($"UPDATE \"Notices\" SET \"Content\" = {content} WHERE \"Token\" = {notice.Token}", Stop);
    }

    private async Task<List<Delivery>> Deliveries(Notice notice)
    {
        await using var db = store.CreateDbContext();
        return await db.Deliveries.Where(d => d.NoticeId == notice.Id).OrderBy(d => d.Position).ToListAsync(Stop);
    }

    private async Task<Guid> MailOf(Notice notice) => (await Deliveries(notice)).Single(d => d.Channel == Channel.Mail).Id;
}
