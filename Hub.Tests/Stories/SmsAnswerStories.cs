using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Notices;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>What a short message in answer must not do.</summary>
public sealed class SmsAnswerStories
{
    private const string Number = "+861000000001";

    [Theory]
    [InlineData("+1000000001")]
    [InlineData("001000000001")]
    [InlineData("＋1 000-000-001")]
    public async Task A_telephone_of_another_country_is_not_taken_for_one_that_ends_alike(string from)
    {
        await using var story = await Begin();
        var made = await Sms(story, "1 " + (await Notice(story, "director")).Code, from);
        (made.Verdict, made.Answer).Should().Be((InboundVerdict.NotMatched, null));
        (await Notice(story, "director")).State.Should().Be(NoticeState.Open);
        await story.Read();
    }

    [Fact]
    public async Task Who_only_says_that_a_number_is_theirs_does_not_count_beside_who_proved_it()
    {
        await using var story = await Begin(async (db, now) =>
        {
            await StoryPlan.Load(db, now);
            await Reach(db, "deputy", Number);
        });
        await story.Pass(30);
        (await Sms(story, "1 " + (await Notice(story, "deputy")).Code)).Verdict.Should().Be(InboundVerdict.WrongCode);
        (await Notice(story, "deputy")).State.Should().Be(NoticeState.Open);
        (await Sms(story, "1 " + (await Notice(story, "director")).Code)).Verdict.Should().Be(InboundVerdict.Acknowledged);
        await story.Read();
    }

    [Fact]
    public async Task A_number_that_nobody_proved_still_answers()
    {
        await using var story = await Begin(async (db, now) =>
        {
            await StoryPlan.Load(db, now);
            await Reach(db, "director", Number);
        });
        (await Sms(story, "1 " + (await Notice(story, "director")).Code)).Verdict.Should().Be(InboundVerdict.Acknowledged);
        await story.Read();
    }

    [Theory]
    [InlineData(DeliveryState.Standby, false)]
    [InlineData(DeliveryState.Queued, false)]
    [InlineData(DeliveryState.Bundled, false)]
    [InlineData(DeliveryState.Failed, false)]
    [InlineData(DeliveryState.Accepted, true)]
    public async Task A_bare_answer_takes_only_what_this_telephone_was_told(DeliveryState state, bool takes)
    {
        await using var story = await Begin();
        await story.Expects("director Activated");
        await story.TellBySms(state);
        var made = await Sms(story, "1");
        made.Verdict.Should().Be(takes ? InboundVerdict.Acknowledged : InboundVerdict.NotMatched);
        (await Notice(story, "director")).State.Should().Be(takes ? NoticeState.Acknowledged : NoticeState.Open);
        (takes || made.Answer!.StartsWith("No notice that was sent to this telephone", StringComparison.Ordinal)).Should().BeTrue();
        (await Sms(story, "1 " + (await Notice(story, "director")).Code)).Verdict.Should().Be(takes ? InboundVerdict.Repeated : InboundVerdict.Acknowledged, "a code names what is meant");
        await story.Read();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_travels_in_a_bundle_was_told_once_the_bundle_has_left(bool left)
    {
        await using var story = await Begin();
        await story.Read();
        await using (var db = story.Store.CreateDbContext())
        {
            var bundle = Bundle.To((await Notice(story, "director")).PersonId, Channel.Sms, Number, story.Time.GetUtcNow());
            var message = Delivery.Of(bundle, Grade.IV, story.Time.GetUtcNow(), story.Time.GetUtcNow());
            if (left)
            {
                message.Accept(story.Time.GetUtcNow());
            }

            db.AddRange(bundle, message);
            await db.SaveChangesAsync();
            await db.Deliveries.Where(d => d.Channel == Channel.Sms && d.NoticeId != null).ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Bundled).SetProperty(d => d.BundleId, bundle.Id));
        }

        (await Sms(story, "1")).Verdict.Should().Be(left ? InboundVerdict.Acknowledged : InboundVerdict.NotMatched);
        await story.Read();
    }

    [Fact]
    public async Task Who_tries_codes_is_not_heard_for_an_hour()
    {
        await using var story = await Begin();
        var code = (await Notice(story, "director")).Code;
        for (var i = 0; i < AnswerBySms.MostWrongCodes; i++)
        {
            (await Sms(story, code == $"000{i}" ? "1 0010" : $"1 000{i}")).Verdict.Should().Be(InboundVerdict.WrongCode);
        }

        var made = await Sms(story, "1 " + code);
        (made.Verdict, made.Answer).Should().Be((InboundVerdict.NotMatched, null));
        (await Notice(story, "director")).State.Should().Be(NoticeState.Open);
        await using (var db = story.Store.CreateDbContext())
        {
            (await db.InboundMessages.CountAsync()).Should().Be(AnswerBySms.MostWrongCodes + 1, "what is not heard is kept too");
        }

        story.Time.Advance(TimeSpan.FromMinutes(61));
        (await Sms(story, "1 " + code)).Verdict.Should().Be(InboundVerdict.Acknowledged);
        await story.Read();
    }

    [Fact]
    public async Task The_same_text_within_a_minute_is_new_when_another_notice_has_come_meanwhile()
    {
        await using var story = await Begin();
        (await Guessed(story)).Verdict.Should().Be(InboundVerdict.NotMatched, "the telephone was told nothing yet");
        await story.TellBySms();
        var first = await Notice(story, "director");
        (await Guessed(story)).Should().Match<Answered>(a => a.Verdict == InboundVerdict.Acknowledged && a.NoticeId == first.Id && !a.WasBefore);
        (await Guessed(story)).WasBefore.Should().BeTrue("nothing waits");
        story.Time.Advance(TimeSpan.FromSeconds(5));
        await story.Open(Grade.IV);
        (await Guessed(story)).WasBefore.Should().BeTrue("what waits was not told to this telephone");
        await story.TellBySms();
        var second = await Notice(story, "director");
        (await Guessed(story)).Should().Match<Answered>(a => a.Verdict == InboundVerdict.Acknowledged && a.NoticeId == second.Id && !a.WasBefore);
        (await Guessed(story)).WasBefore.Should().BeTrue();
        await story.Read();
    }

    [Fact]
    public async Task The_same_question_within_a_minute_is_answered_once()
    {
        await using var story = await Begin();
        await story.TellBySms();
        (await Guessed(story, "?")).WasBefore.Should().BeFalse();
        (await Guessed(story, "?")).WasBefore.Should().BeTrue();
        await story.Read();
    }

    /// <summary>Four digits are few: one answer must not stop the ladder of a notice that nobody has read.</summary>
    [Fact]
    public async Task Two_that_wait_have_the_same_code_by_chance_and_none_is_acknowledged_before_it_is_clear_which()
    {
        await using var story = await Begin();
        await story.Open(Grade.I);
        await SameCode(story, "4821");
        var unclear = await Sms(story, "1 4821");
        unclear.Verdict.Should().Be(InboundVerdict.NotMatched);
        await using var db = story.Store.CreateDbContext();
        var open = await db.Notices.AsNoTracking().Where(n => n.PersonName == "director" && n.State == NoticeState.Open).OrderBy(n => n.CreatedAt).ToListAsync();
        open.Should().HaveCount(2);
        open.Select(n => n.Code).Should().OnlyHaveUniqueItems().And.NotContain("4821");
        unclear.Answer.Should().ContainAll(open.Select(n => n.Code)).And.StartWith("4821 may mean several notices.");

        (await Sms(story, "1 " + open[0].Code)).Verdict.Should().Be(InboundVerdict.Acknowledged);
        (await db.Notices.AsNoTracking().SingleAsync(n => n.Id == open[0].Id)).State.Should().Be(NoticeState.Acknowledged);
        (await db.Notices.AsNoTracking().SingleAsync(n => n.Id == open[1].Id)).State.Should().Be(NoticeState.Open);
        await story.Read();
    }

    [Fact]
    public async Task A_late_answer_to_what_is_over_does_not_acknowledge_what_has_the_same_code()
    {
        await using var story = await Begin();
        await story.Acknowledge("director");
        await story.Pass(1);
        await story.Open(Grade.I);
        await SameCode(story, "4821");
        (await Sms(story, "1 4821")).Verdict.Should().Be(InboundVerdict.NotMatched);
        (await Notice(story, "director")).State.Should().Be(NoticeState.Open);
        (await Sms(story, "1 " + (await Notice(story, "director")).Code)).Verdict.Should().Be(InboundVerdict.Acknowledged);
        await story.Read();
    }

    private static async Task SameCode(Story story, string code)
    {
        await using var db = story.Store.CreateDbContext();
        (await db.Notices.Where(n => n.PersonName == "director").ExecuteUpdateAsync(set => set.SetProperty(n => n.Code, code))).Should().Be(2);
    }

    private static async Task<Story> Begin(Func<HubDbContext, DateTimeOffset, Task>? load = null)
    {
        var story = await Story.Begin(load);
        await story.Open(Grade.IV);
        return story;
    }

    /// <summary>An address that nobody proved.</summary>
    private static async Task Reach(HubDbContext db, string name, string number)
    {
        (await db.Persons.SingleAsync(p => p.Name == name)).ReachBy((Channel.Mail, name + "@home.example"), (Channel.Sms, number));
        await db.SaveChangesAsync();
    }

    private static Task<Answered> Sms(Story story, string text, string from = Number) => story.Do<AnswerBySms, Answered>(a => a.Run(null, from, text));

    private static Task<Answered> Guessed(Story story, string text = "1") => story.Do<AnswerBySms, Answered>(a => a.Run("made-up", Number, text, isGuessed: true));

    private static async Task<Notice> Notice(Story story, string person)
    {
        await using var db = story.Store.CreateDbContext();
        return await db.Notices.AsNoTracking().Where(n => n.PersonName == person && n.Event == NoticeEvent.Activated).OrderByDescending(n => n.CreatedAt).FirstAsync();
    }
}
