using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Notices;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>People answer from where they are: by mail and by short message.</summary>
public sealed class AnswerStories
{
    private const string Director = "director@contoso.example";
    private const string Number = "+861000000001";

    private int mails;

    [Fact]
    public async Task The_director_answers_by_mail_and_the_ladder_stops()
    {
        await using var story = await Begin();
        (await Mail(story, Director, AnswerKind.Acknowledge, await DeliveryTo(story, "director"))).Verdict.Should().Be(InboundVerdict.Acknowledged);
        await story.Expects("director Activated", $"answer {Director}: Acknowledged: IV {story.Number} Worm on WEB2. You are the first to answer.");
        await story.Pass(120);
        (await Fact(story, FactKind.Acknowledged)).Should().Contain("Mail");
        await using var db = story.Store.CreateDbContext();
        (await db.Acknowledgements.SingleAsync()).Should().Match<Acknowledgement>(a => a.Means == AcknowledgementMeans.Mail && a.From == Director && a.By == "director");
    }

    [Fact]
    public async Task The_code_in_the_subject_is_enough_from_any_mailbox()
    {
        await using var story = await Begin();
        var made = await Take(story, new MailAnswer(NextId(), "director@home.example", MailNature.Written, [], [(await Notice(story, "director")).ReplyCode], AnswerKind.Acknowledge, null, story.Time.GetUtcNow()));
        made.Verdict.Should().Be(InboundVerdict.Acknowledged);
        await story.Expects("director Activated", $"answer director@home.example: Acknowledged: IV {story.Number} Worm on WEB2. You are the first to answer.");
    }

    [Fact]
    public async Task The_same_mail_read_twice_is_taken_once_and_a_second_answer_says_who_was_before()
    {
        await using var story = await Begin();
        var mail = new MailAnswer("one@contoso.example", Director, MailNature.Written, [await DeliveryTo(story, "director")], [], AnswerKind.Acknowledge, null, story.Time.GetUtcNow());
        (await Take(story, mail)).WasBefore.Should().BeFalse();
        (await Take(story, mail)).WasBefore.Should().BeTrue();
        await story.Expects("director Activated", $"answer {Director}: Acknowledged: IV {story.Number} Worm on WEB2. You are the first to answer.");
        (await Mail(story, Director, AnswerKind.Acknowledge, await DeliveryTo(story, "director"))).Verdict.Should().Be(InboundVerdict.Repeated);
        await story.Expects($"answer {Director}: IV {story.Number} Worm on WEB2 was acknowledged before, by director at 2026-11-23 09:00 (Asia/Shanghai, UTC+08:00).");
        await using var db = story.Store.CreateDbContext();
        (await db.Acknowledgements.CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task An_answer_names_those_who_acknowledged_before()
    {
        await using var story = await Begin();
        await story.Pass(30);
        await story.Expects("director Activated", "deputy Activated");
        await story.Acknowledge("deputy");
        await Sms(story, "1 " + (await Notice(story, "director")).Code);
        await story.Expects($"answer {Number}: Acknowledged: IV {story.Number} Worm on WEB2. Before you: deputy 09:30.");
    }

    [Theory]
    [InlineData(MailNature.Automatic, AnswerKind.Acknowledge)]
    [InlineData(MailNature.Written, AnswerKind.Unclear)]
    [InlineData(MailNature.Written, AnswerKind.Empty)]
    public async Task What_is_automatic_or_unclear_acknowledges_nothing(MailNature nature, AnswerKind kind)
    {
        await using var story = await Begin();
        await Take(story, new MailAnswer(NextId(), Director, nature, [await DeliveryTo(story, "director")], [], kind, null, story.Time.GetUtcNow()));
        var all = await story.Read();
        all.Should().HaveCount(nature == MailNature.Automatic ? 1 : 2);
        all.Should().OnlyContain(m => m == "director Activated" || m.Contains("is NOT acknowledged", StringComparison.Ordinal));
        (await Notice(story, "director")).State.Should().Be(NoticeState.Open);
        await story.Pass(30);
        await story.Expects("deputy Activated");
    }

    [Fact]
    public async Task A_stranger_hears_nothing_and_somebody_known_hears_that_no_notice_is_named()
    {
        await using var story = await Begin();
        await story.Expects("director Activated");
        (await Mail(story, "stranger@elsewhere.example", AnswerKind.Acknowledge)).Answer.Should().BeNull();
        (await Sms(story, "1", "+447700900000")).Answer.Should().BeNull();
        await story.Expects();
        (await Mail(story, "LEGAL@contoso.example", AnswerKind.Acknowledge)).Verdict.Should().Be(InboundVerdict.NotMatched);
        (await story.Read()).Should().ContainSingle().Which.Should().StartWith("answer legal@contoso.example: It is not clear which notice you answer");
        (await Take(story, new MailAnswer(NextId(), "legal@contoso.example", MailNature.Written, [], [], AnswerKind.Unclear, null, story.Time.GetUtcNow().AddHours(-2)))).Answer.Should().BeNull();
        await story.Expects();
    }

    [Fact]
    public async Task Two_systems_that_write_to_each_other_stop_after_five_answers_and_an_acknowledgement_is_still_answered()
    {
        await using var story = await Begin();
        await story.Expects("director Activated");
        for (var i = 0; i < 8; i++)
        {
            await Sms(story, "what do you want from me " + i);
        }

        (await story.Read()).Should().HaveCount(Answering.MostPassiveAnswers).And.OnlyContain(m => m.Contains("is NOT acknowledged. Reply 1 ", StringComparison.Ordinal));
        await Sms(story, "1");
        await story.Expects($"answer {Number}: Acknowledged: IV {story.Number} Worm on WEB2. You are the first to answer.");
        await using (var db = story.Store.CreateDbContext())
        {
            (await db.InboundMessages.CountAsync()).Should().Be(9, "what gets no answer is kept too");
        }

        await story.Pass(61);
        (await Sms(story, "1")).Verdict.Should().Be(InboundVerdict.Repeated);
        (await story.Read()).Should().ContainSingle().Which.Should().Contain("was acknowledged before, by director at 09:00");
    }

    [Theory]
    [InlineData("+861000000001")]
    [InlineData("861000000001")]
    [InlineData("00861000000001")]
    [InlineData("1000000001")]
    public async Task A_gateway_writes_numbers_in_its_own_way(string from)
    {
        await using var story = await Begin();
        (await Sms(story, "1", from)).Verdict.Should().Be(InboundVerdict.Acknowledged);
        (await story.Read()).Should().HaveCount(2).And.Contain(m => m.StartsWith($"answer {Number}: Acknowledged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_code_it_must_be_clear_which_notice_is_meant()
    {
        await using var story = await Begin();
        var first = await Notice(story, "director");
        story.Time.Advance(TimeSpan.FromSeconds(1));
        await story.Open(Grade.IV);
        var second = await Notice(story, "director");
        (await Sms(story, "1")).Verdict.Should().Be(InboundVerdict.NotMatched);
        await story.Expects(
            "director Activated", "director Activated",
            $"answer {Number}: 2 notices wait for you. Reply 1 and the code of one: {second.Code} IV {second.Content.Number}, {first.Code} IV {first.Content.Number}.");
        (await Sms(story, first.Code)).NoticeId.Should().Be(first.Id);
        (await Sms(story, "１")).NoticeId.Should().Be(second.Id, "only one is left");
        (await Sms(story, first.Code == "0000" || second.Code == "0000" ? "1 0001" : "1 0000")).Verdict.Should().Be(InboundVerdict.WrongCode);
        (await story.Read()).Should().HaveCount(3).And.Contain(m => m.Contains("No notice of yours has the code", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_who_share_a_telephone_are_told_apart_by_their_codes()
    {
        await using var story = await Begin(await Shared());
        await story.Pass(30);
        (await Sms(story, "1 " + (await Notice(story, "deputy")).Code)).Verdict.Should().Be(InboundVerdict.Acknowledged);
        (await Notice(story, "deputy")).State.Should().Be(NoticeState.Acknowledged);
        (await Notice(story, "director")).State.Should().Be(NoticeState.Open);
        await story.Expects("director Activated", "deputy Activated", $"answer {Number}: Acknowledged: IV {story.Number} Worm on WEB2. You are the first to answer.");
    }

    [Fact]
    public async Task Who_cannot_take_it_says_so_and_the_next_is_told_at_once()
    {
        await using var story = await Begin();
        (await Sms(story, "2")).Verdict.Should().Be(InboundVerdict.CannotTake);
        await story.Expects("director Activated", "deputy Activated", $"answer {Number}: Noted: you cannot take IV {story.Number} Worm on WEB2. Whoever is next is told now.");
        (await Fact(story, FactKind.CannotTake)).Should().Contain("Sms");
        (await Mail(story, Director, AnswerKind.CannotTake, await DeliveryTo(story, "director"))).Verdict.Should().Be(InboundVerdict.Repeated);
        await story.Expects($"answer {Director}: IV {story.Number} Worm on WEB2: you have said before that you cannot take it.");
        (await Sms(story, "1 " + (await Notice(story, "director")).Code)).Verdict.Should().Be(InboundVerdict.Acknowledged, "they may change their mind");
        (await story.Read()).Should().ContainSingle().Which.Should().Contain("Acknowledged: IV");
        await story.Pass(60);
    }

    [Fact]
    public async Task Who_cannot_take_what_another_has_taken_lets_no_ladder_climb()
    {
        await using var story = await Begin();
        await story.Pass(30);
        await story.Acknowledge("deputy");
        await story.Read();
        await Mail(story, Director, AnswerKind.CannotTake, await DeliveryTo(story, "director"));
        await story.Expects($"answer {Director}: Noted: you cannot take IV {story.Number} Worm on WEB2. Others have been told of it.");
        await story.Pass(60);
    }

    [Fact]
    public async Task The_details_say_who_leads_who_acknowledged_and_where_to_read_on()
    {
        await using var story = await Begin();
        await Sms(story, "?");
        var notice = await Notice(story, "director");
        await story.Expects("director Activated", $"answer {Number}: IV {story.Number} Worm on WEB2. Lead: chief. Acknowledged: nobody. http://localhost:5080/n/{notice.Token}");
        await story.Acknowledge("director");
        await Mail(story, Director, AnswerKind.Details, await DeliveryTo(story, "director"));
        await story.Expects($"answer {Director}: IV {story.Number} Worm on WEB2. Lead: chief. Acknowledged: director 2026-11-23 09:00 (Asia/Shanghai, UTC+08:00). http://localhost:5080/n/{notice.Token}");
    }

    [Fact]
    public async Task What_is_over_says_so()
    {
        await using var story = await Begin();
        var first = await DeliveryTo(story, "director");
        await story.Command(c => c.ChangeGrade(Story.Chief, story.Number, Grade.III, "it spreads"));
        await Mail(story, Director, AnswerKind.Acknowledge, first);
        var all = await story.Read();
        all.Should().Contain($"answer {Director}: IV {story.Number} Worm on WEB2: a newer notice took its place. Please answer that one.");
        await story.Command(c => c.Close(Story.Chief, story.Number, "over"));
        await story.Read();
        await Sms(story, "1");
        (await story.Read()).Should().ContainSingle().Which.Should().StartWith($"answer {Number}: No notice that was sent to this telephone waits for you.");
    }

    [Fact]
    public async Task A_mail_that_comes_back_counts_as_refused_and_the_next_address_is_tried()
    {
        await using var story = await Begin();
        await story.Expects("director Activated");
        var delivery = await DeliveryTo(story, "director");
        var bounce = new MailAnswer(NextId(), "mailer-daemon@mx.example", MailNature.Bounce, [delivery], [], AnswerKind.Empty, "5.1.1 no such user", story.Time.GetUtcNow(), [Director]);
        (await Take(story, bounce)).Verdict.Should().Be(InboundVerdict.Bounce);
        await story.Expects("director Activated sms");
        (await Fact(story, FactKind.Bounced)).Should().Contain("5.1.1 no such user");
        (await Take(story, bounce)).WasBefore.Should().BeTrue();
        await story.Expects();
        await using var db = story.Store.CreateDbContext();
        (await db.Set<ContactPoint>().SingleAsync(c => c.Address == Director)).BouncedAt.Should().NotBeNull();
    }

    [Fact]
    public async Task One_answer_to_a_bundle_acknowledges_all_of_it()
    {
        await using var story = await Begin();
        story.Time.Advance(TimeSpan.FromSeconds(1));
        await story.Open(Grade.IV);
        await story.Read();
        Bundle bundle;
        await using (var db = story.Store.CreateDbContext())
        {
            var director = await db.Persons.SingleAsync(p => p.Name == "director");
            bundle = Bundle.To(director.Id, Channel.Sms, Number, story.Time.GetUtcNow());
            db.Bundles.Add(bundle);
            await db.SaveChangesAsync();
            await db.Deliveries.Where(d => d.Channel == Channel.Mail && d.NoticeId != null).ExecuteUpdateAsync(set => set.SetProperty(d => d.BundleId, bundle.Id));
        }

        (await Sms(story, "? " + bundle.Code)).Verdict.Should().Be(InboundVerdict.Details);
        (await story.Read()).Should().ContainSingle().Which.Should().Contain("2 notices wait").And.Contain(bundle.Token);
        (await Sms(story, "1 " + bundle.Code)).Verdict.Should().Be(InboundVerdict.Acknowledged);
        (await story.Read()).Should().ContainSingle().Which.Should().Contain("2 notices acknowledged: INC-2026-0002, INC-2026-0001.");
        await story.Pass(60);
        await story.Expects();
        (await Sms(story, "1 " + bundle.Code)).Verdict.Should().Be(InboundVerdict.Repeated);
        await story.Read();
    }

    private static async Task<Story> Begin(Story? prepared = null)
    {
        var story = prepared ?? await Story.Begin();
        await story.Open(Grade.IV);
        return story;
    }

    /// <summary>Director and deputy have one telephone.</summary>
    private static Task<Story> Shared() => Story.Begin(async (db, now) =>
    {
        await StoryPlan.Load(db, now);
        (await db.Persons.SingleAsync(p => p.Name == "deputy")).ReachableBy((Channel.Mail, "deputy@contoso.example"), (Channel.Sms, Number));
        await db.SaveChangesAsync();
    });

    private Task<Answered> Mail(Story story, string from, AnswerKind kind, params Guid[] answered) =>
        Take(story, new MailAnswer(NextId(), from, MailNature.Written, answered, [], kind, null, story.Time.GetUtcNow()));

    private static Task<Answered> Take(Story story, MailAnswer mail) => story.Do<AnswerByMail, Answered>(a => a.Run(mail));

    private static async Task<Answered> Sms(Story story, string text, string from = Number)
    {
        await story.TellBySms();
        return await story.Do<AnswerBySms, Answered>(a => a.Run(null, from, text));
    }

    private string NextId() => $"{++mails}@mail.example";

    private static async Task<Notice> Notice(Story story, string person)
    {
        await using var db = story.Store.CreateDbContext();
        return await db.Notices.AsNoTracking().Where(n => n.PersonName == person && n.Event == NoticeEvent.Activated).OrderByDescending(n => n.CreatedAt).FirstAsync();
    }

    private static async Task<Guid> DeliveryTo(Story story, string person)
    {
        var notice = await Notice(story, person);
        await using var db = story.Store.CreateDbContext();
        return await db.Deliveries.Where(d => d.NoticeId == notice.Id && d.Channel == Channel.Mail).Select(d => d.Id).FirstAsync();
    }

    private static async Task<string> Fact(Story story, FactKind kind) => (await story.Record()).Single(e => e.Kind == kind).Data;
}
