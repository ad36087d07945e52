using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Dispatch;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Notices;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>Answers that are not what they seem: on behalf of somebody, with an id found elsewhere, or about another address.</summary>
public sealed class HostileAnswerStories
{
    private const string Director = "director@contoso.example";

    private int mails;

    [Theory]
    [InlineData(Channel.Sms)]
    [InlineData(Channel.Robot)]
    public async Task The_id_of_what_did_not_leave_by_mail_is_good_for_no_answer_by_mail(Channel channel)
    {
        await using var story = await Begin();
        var delivery = await Delivered(story);
        await Change(story, d => d.ExecuteUpdateAsync(set => set.SetProperty(x => x.Channel, channel)));
        (await Written(story, "stranger@elsewhere.example", AnswerKind.Acknowledge, delivery.Id)).Verdict.Should().Be(InboundVerdict.NotMatched);
        (await Bounced(story, delivery.Id)).Verdict.Should().Be(channel == Channel.Sms ? InboundVerdict.Bounce : InboundVerdict.Automatic, "short messages leave by mail here, robots never");
        (await Notice(story)).State.Should().Be(NoticeState.Open);
        await story.Read();
    }

    [Fact]
    public async Task A_short_message_that_left_by_mail_comes_back_by_the_gateways_mailbox()
    {
        await using var story = await Begin();
        var delivery = await Delivered(story);
        await Change(story, d => d.ExecuteUpdateAsync(set => set.SetProperty(x => x.Channel, Channel.Sms).SetProperty(x => x.Address, "+861000000001")));
        (await Bounced(story, delivery.Id, "+861000000001@sms.example")).Verdict.Should().Be(InboundVerdict.Automatic);
        (await Bounced(story, delivery.Id, "861000000001@SMS.example")).Verdict.Should().Be(InboundVerdict.Bounce);
        await story.Read();
    }

    [Fact]
    public void What_is_logged_of_a_delivery_does_not_answer_its_mail()
    {
        var delivery = Delivery.Of(Guid.NewGuid(), Guid.NewGuid(), Grade.I, "body@police.example", TestStore.Start);
        var name = new Claimed(delivery, null, null, false, TestStore.Start).LogName;
        name.Should().HaveLength(13).And.StartWith($"{delivery.Id:N}"[..8]).And.EndWith($"{delivery.Id:N}"[^4..]);
    }

    [Fact]
    public async Task A_bounce_about_another_address_fails_nothing()
    {
        await using var story = await Begin();
        var delivery = await Delivered(story);
        await story.Read();
        (await Bounced(story, delivery.Id, "gone@elsewhere.example")).Verdict.Should().Be(InboundVerdict.Automatic);
        await story.Expects();
        (await Delivered(story)).State.Should().Be(DeliveryState.Accepted);
        (await IsMarked(story)).Should().BeFalse();
        (await Bounced(story, delivery.Id, "gone@elsewhere.example", "DIRECTOR@contoso.example")).Verdict.Should().Be(InboundVerdict.Bounce);
        await story.Expects("director Activated sms");
        (await IsMarked(story)).Should().BeTrue();
    }

    [Fact]
    public async Task A_bounce_that_names_no_address_fails_the_delivery_and_leaves_the_address_in_use()
    {
        await using var story = await Begin();
        (await Bounced(story, (await Delivered(story)).Id)).Verdict.Should().Be(InboundVerdict.Bounce);
        await story.Expects("director Activated", "director Activated sms");
        (await Delivered(story)).State.Should().Be(DeliveryState.Failed);
        (await IsMarked(story)).Should().BeFalse();
    }

    [Theory]
    [InlineData(AnswerKind.Acknowledge)]
    [InlineData(AnswerKind.CannotTake)]
    [InlineData(AnswerKind.Details)]
    public async Task Somebody_on_copy_does_not_answer_in_the_recipients_name(AnswerKind kind)
    {
        await using var story = await Begin();
        await story.Expects("director Activated");
        (await Written(story, "Legal@contoso.example", kind, (await Delivered(story)).Id)).Verdict.Should().Be(InboundVerdict.NotMatched);
        (await story.Read()).Should().ContainSingle().Which.Should().StartWith("answer legal@contoso.example: The notice that you answer is addressed to somebody else");
        (await Notice(story)).State.Should().Be(NoticeState.Open);
        await using (var db = story.Store.CreateDbContext())
        {
            await db.Persons.Where(p => p.Name == "legal").ExecuteUpdateAsync(set => set.SetProperty(p => p.IsRetired, true));
        }

        (await Written(story, "legal@contoso.example", AnswerKind.Acknowledge, (await Delivered(story)).Id)).Verdict.Should().Be(InboundVerdict.Acknowledged, "nobody of the directory has it");
        await story.Read();
    }

    [Fact]
    public async Task However_an_address_is_spelt_it_gets_five_answers_and_they_come_after_the_notices()
    {
        await using var story = await Begin();
        var delivery = await Delivered(story);
        await story.Read();
        for (var i = 0; i < 12; i++)
        {
            await Written(story, Director[..i].ToUpperInvariant() + Director[i..], AnswerKind.Unclear, delivery.Id);
        }

        (await story.Read()).Should().HaveCount(Answering.MostPassiveAnswers).And.OnlyContain(m => m.StartsWith($"answer {Director}: ", StringComparison.Ordinal));
        await Written(story, Director, AnswerKind.Acknowledge, delivery.Id);
        await story.Read();
        await using var db = story.Store.CreateDbContext();
        (await db.Deliveries.Where(d => d.InboundId != null).OrderBy(d => d.CreatedAt).Select(d => d.Rank).ToListAsync())
            .Order().Should().Equal(2, 4, 4, 4, 4, 4);
    }

    [Fact]
    public async Task A_key_that_may_not_see_a_restricted_incident_answers_no_notice_of_it()
    {
        await using var story = await Story.Begin();
        await story.Do<OpenIncident, Opened>(o => o.ReportAndConfirm(Story.Samantha, new ReportContent { Title = "An inside job" }, Grade.IV, "seen", isRestricted: true));
        await story.Expects("director Activated");
        var notice = await Notice(story);
        var key = new Caller(CallerKind.ApiKey, Guid.NewGuid(), null, "chat", Right.Read | Right.Acknowledge | Right.Command | Right.Triage);
        Hidden(await story.Try<AcknowledgeNotice, Acknowledged>(a => a.Run(key, notice.Id)));
        Hidden(await story.Try<DeclineNotice, Declined>(d => d.Run(key, notice.Id)));
        Hidden(await story.Try<HandOverNotice, HandedOver>(h => h.Run(key, notice.Id, "legal")));
        Hidden(await story.Try<ClimbNow, Climbed>(c => c.Run(key, notice.Id)));
        Hidden(await story.Try<SendAgain, SentOnceMore>(s => s.Run(key, notice.Id)));
        Hidden(await story.Try<TellByTelephone, Acknowledged>(t => t.Run(key, notice.Id)));
        await story.Expects();
        (await Notice(story)).State.Should().Be(NoticeState.Open);
        var trusted = key with { Rights = key.Rights | Right.ReadRestricted };
        (await story.Do<AcknowledgeNotice, Acknowledged>(a => a.Run(trusted, notice.Id))).WasBefore.Should().BeFalse();
    }

    private static void Hidden<T>(Outcome<T> outcome) => outcome.Refusal.Should().Be(Refusal.NotFound("NoticeUnknown"));

    private static async Task<Story> Begin()
    {
        var story = await Story.Begin();
        await story.Open(Grade.IV);
        return story;
    }

    private Task<Answered> Written(Story story, string from, AnswerKind kind, Guid answered) =>
        Take(story, new MailAnswer(NextId(), from, MailNature.Written, [answered], [], kind, null, story.Time.GetUtcNow()));

    private Task<Answered> Bounced(Story story, Guid delivery, params string[] failed) =>
        Take(story, new MailAnswer(NextId(), "mailer-daemon@mx.example", MailNature.Bounce, [delivery], [], AnswerKind.Empty, "5.1.1 no such user", story.Time.GetUtcNow(), failed));

    private static Task<Answered> Take(Story story, MailAnswer mail) => story.Do<AnswerByMail, Answered>(a => a.Run(mail));

    private string NextId() => $"{++mails}@mail.example";

    private static async Task<Notice> Notice(Story story)
    {
        await using var db = story.Store.CreateDbContext();
        return await db.Notices.AsNoTracking().SingleAsync(n => n.PersonName == "director" && n.Event == NoticeEvent.Activated);
    }

    private static async Task<Delivery> Delivered(Story story)
    {
        var notice = await Notice(story);
        await using var db = story.Store.CreateDbContext();
        return await db.Deliveries.AsNoTracking().OrderBy(d => d.Position).FirstAsync(d => d.NoticeId == notice.Id);
    }

    private static async Task Change(Story story, Func<IQueryable<Delivery>, Task> change)
    {
        var delivery = await Delivered(story);
        await using var db = story.Store.CreateDbContext();
        await change(db.Deliveries.Where(d => d.Id == delivery.Id));
    }

    private static async Task<bool> IsMarked(Story story)
    {
        await using var db = story.Store.CreateDbContext();
        return (await db.Set<ContactPoint>().SingleAsync(c => c.Address == Director)).BouncedAt is not null;
    }
}
