using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Limits;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Dispatch;

/// <summary>A store with one person, and nodes whose limits are small enough to be met.</summary>
internal sealed class LimitBed : IAsyncDisposable
{
    private readonly List<Node> nodes = [];

    private LimitBed(TestStore store) => Store = store;

    public TestStore Store { get; }

    public Person Samantha { get; } = Letters.Samantha();

    public Node Node => nodes[^1];

    public DateTimeOffset Now => Store.Time.GetUtcNow();

    public static async Task<LimitBed> Start(ChannelLimits? mail = null, SmsOptions? sms = null)
    {
        var bed = new LimitBed(await TestStore.Sqlite());
        bed.AddNode(mail, sms);
        await using var db = bed.Store.CreateDbContext();
        db.Add(bed.Samantha);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return bed;
    }

    /// <summary>A process starts on the store: its memory is empty.</summary>
    public Node AddNode(ChannelLimits? mail = null, SmsOptions? sms = null)
    {
        nodes.Add(new Node(Store, mailLimits: mail, smsOptions: sms));
        return Node;
    }

    /// <summary>Notices of a grade to Samantha, queued for her mailbox; her number stands by when asked.</summary>
    public async Task<List<Notice>> Queue(int count, Grade grade = Grade.IV, Channel channel = Channel.Mail, bool standby = false, TimeSpan? within = null, bool drill = false)
    {
        var notices = Enumerable.Range(0, count)
            .Select(i => Letters.Notice(Samantha, grade: grade, title: $"Matter {i}", number: $"INC-2026-{i + 1:D4}", within: within ?? TimeSpan.FromHours(8), drill: drill, now: Now.AddMilliseconds(i))).ToList();
        await using var db = Store.CreateDbContext();
        db.AddRange(notices);
        db.AddRange(notices.SelectMany(n => Posting.Of(n, Samantha, [channel], Now)).Where(d => standby || d.State == DeliveryState.Queued));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return notices;
    }

    public async Task Pass(TimeSpan span)
    {
        Store.Time.Advance(span);
        await Node.Drain();
    }

    public async Task Change(Guid id, Action<Notice> change)
    {
        await using var db = Store.CreateDbContext();
        change(await db.Notices.SingleAsync(n => n.Id == id));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public async Task<T> Read<T>(Func<HubDbContext, Task<T>> query)
    {
        await using var db = Store.CreateDbContext();
        return await query(db);
    }

    public Task<List<Delivery>> Deliveries() => Read(db => db.Deliveries.AsNoTracking().OrderBy(d => d.CreatedAt).ThenBy(d => d.Position).ToListAsync());

    public Task<List<Fact>> Facts(FactKind kind) => Read(async db => (await db.Timeline.Where(e => e.Kind == kind).OrderBy(e => e.Number).ToListAsync()).ConvertAll(e => new Fact(e.Kind, [.. e.ReadData()])));

    public IReadOnlyList<OutgoingMessage> Sent => [.. nodes.SelectMany(n => n.Mail.Tried.Concat(n.Sms.Tried))];

    public async ValueTask DisposeAsync()
    {
        nodes.ForEach(n => n.Dispose());
        await Store.DisposeAsync();
    }
}
