using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Notices;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>What people answer besides that they acknowledge: they cannot take it, hand it over, or let it climb.</summary>
public sealed class DeclineStories
{
    [Fact]
    public async Task Who_cannot_take_it_lets_the_ladder_climb_at_once_and_may_take_it_after_all()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Expects("director Activated");
        await story.Pass(5);
        (await Decline(story, "director", "on a plane")).Should().Match<Declined>(d => d.Climbed && !d.WasBefore && d.By == "director");
        await story.Expects("deputy Activated");
        (await Decline(story, "director")).WasBefore.Should().BeTrue();
        await story.Expects();
        var record = await story.Record();
        record.Select(e => e.Kind).Should().ContainInOrder(FactKind.CannotTake, FactKind.LadderClimbed, FactKind.Notified);
        var said = record.Single(e => e.Kind == FactKind.CannotTake);
        said.Actor.Should().Be("director");
        said.ReadData().Should().Contain(("reason", "on a plane")).And.Contain(("means", "Sms"));
        record.Last(e => e.Kind == FactKind.LadderClimbed).ReadData().Should().Contain(("why", ClimbsBecause.CannotTake));
        await story.Pass(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        await story.Expects();
        await story.Do<AcknowledgeNotice, Acknowledged>(a => a.ByToken(TokenOf(story, "director"), null));
        await story.Pass(300);
        await story.Expects();
        (await Climb(story)).State.Should().Be(ClimbState.Answered);
    }

    [Fact]
    public async Task While_somebody_else_of_the_step_can_answer_it_does_not_climb()
    {
        await using var story = await Plans.Begin(Plans.DirectorAndLegalFirst);
        await story.Open(Grade.IV);
        await story.Expects("director Activated", "legal Activated");
        (await Decline(story, "director")).Climbed.Should().BeFalse();
        await story.Expects();
        (await Decline(story, "legal")).Climbed.Should().BeTrue();
        await story.Expects("deputy Activated");
    }

    [Fact]
    public async Task Of_a_step_that_needs_everyone_one_who_declines_is_enough_to_climb()
    {
        await using var story = await Plans.Begin(p => Plans.DirectorAndLegalFirst(p, Domain.Plans.Quorum.Everyone));
        await story.Open(Grade.IV);
        await story.Expects("director Activated", "legal Activated");
        await story.Acknowledge("legal");
        await Decline(story, "director");
        await story.Expects("deputy Activated");
        await story.Acknowledge("deputy");
        await story.Pass(300);
        await story.Expects();
    }

    [Fact]
    public async Task Who_is_on_call_and_cannot_look_at_a_report_lets_it_climb_at_once_also_after_acknowledging()
    {
        await using var story = await Story.Begin();
        await story.Report();
        await story.Expects("samantha ReportToTriage");
        await story.Acknowledge("samantha");
        await Decline(story, "samantha");
        await story.Expects("chief ReportToTriage");
        (await story.Record("reports")).Should().ContainSingle(e => e.Kind == FactKind.CannotTake);
        await Decline(story, "chief");
        await story.Pass(5);
        (await story.Read()).Should().NotBeEmpty("everybody has declined, and somebody must hear that nobody answers").And.OnlyContain(m => m == "chief ReportToTriage");
    }

    [Fact]
    public async Task An_overdue_duty_that_legal_cannot_take_goes_to_the_next_at_once()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.II);
        await story.Acknowledge("director");
        await story.Acknowledge("legal");
        await story.Pass(240);
        (await story.Read()).Should().Contain("legal DutyOverdue").And.NotContain("head DutyOverdue");
        await Decline(story, "legal", about: NoticeEvent.DutyOverdue);
        await story.Expects("head DutyOverdue");
    }

    [Fact]
    public async Task Whoever_takes_back_an_acknowledgement_lets_the_ladder_climb_from_where_it_stood()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Expects("director Activated");
        await story.Acknowledge("director");
        await story.Pass(120);
        await story.Expects();
        await Decline(story, "director");
        await story.Expects("deputy Activated");
        await story.Acknowledge("deputy");
        await story.Do<AcknowledgeNotice, Acknowledged>(a => a.ByToken(TokenOf(story, "director"), null));
        await story.Command(c => c.Close(Story.Chief, story.Number, "over"));
        await story.Expects("director Closed", "deputy Closed");
        (await story.Try<DeclineNotice, Declined>(d => d.ByToken(TokenOf(story, "director"), AcknowledgementMeans.Link))).Refusal!.Code.Should().Be("NothingWaits");
        await story.Pass(300);
        await story.Expects();
    }

    [Fact]
    public async Task Handed_over_the_other_has_the_full_time_at_the_same_step()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Expects("director Activated");
        await story.Pass(20);
        var handed = await HandOver(story, "director", "legal@contoso.example");
        handed.AcknowledgeBy.Should().Be(story.Time.GetUtcNow().AddMinutes(30));
        await story.Expects("legal Activated");
        await story.Pass(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        await story.Expects();
        await story.Pass(TimeSpan.FromSeconds(1));
        await story.Expects("deputy Activated");
        var record = await story.Record();
        record.Single(e => e.Kind == FactKind.HandedOver).ReadData().Should().Contain(("name", "director")).And.Contain(("to", "legal"));
        await using var db = story.Store.CreateDbContext();
        (await db.Notices.SingleAsync(n => n.PersonName == "director")).Should().Match<Notice>(n => n.State == NoticeState.Declined && n.HandedTo == "legal");
        (await db.Notices.SingleAsync(n => n.PersonName == "legal")).As.For("en").Should().Be("In place of director");
    }

    [Fact]
    public async Task Handing_over_a_restricted_incident_names_the_other_on_it_and_the_record_says_so()
    {
        await using var story = await Story.Begin();
        var opened = await story.Do<OpenIncident, Opened>(o => o.ReportAndConfirm(Story.Samantha, new ReportContent { Title = "An inside job" }, Grade.IV, "seen", isRestricted: true));
        story.Number = opened.Number;
        await story.Expects("director Activated");
        (await Sees(story, "legal")).Should().BeFalse("nobody has told them");
        (await story.Try<HandOverNotice, HandedOver>(async h => await h.Run(await CallerOf(story, "legal"), (await NoticeOf(story, "director")).Id, "legal")))
            .Refusal!.Code.Should().Be("NoticeUnknown", "nobody takes what is another's, or learns that it is there");

        await HandOver(story, "director", "legal");
        await story.Expects("legal Activated");

        (await Sees(story, "legal")).Should().BeTrue();
        (await Sees(story, "director")).Should().BeTrue("who was told stays named");
        (await Sees(story, "deputy")).Should().BeFalse();
        (await story.Record()).Single(e => e.Kind == FactKind.HandedOver).ReadData().Should().Contain(("to", "legal")).And.Contain(("why", "restricted"));
    }

    [Fact]
    public async Task Whoever_has_acknowledged_can_hand_it_over_and_the_other_must_take_it()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Acknowledge("director");
        await story.Expects("director Activated");
        await HandOver(story, "director", "legal");
        await story.Expects("legal Activated");
        (await Climb(story)).State.Should().Be(ClimbState.Climbing);
        await story.Acknowledge("legal");
        (await Climb(story)).State.Should().Be(ClimbState.Answered);
        await story.Pass(300);
        await story.Expects();
    }

    [Fact]
    public async Task Nobody_can_hand_over_to_who_is_absent_gone_unreachable_asked_already_or_oneself()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.III);
        await story.Expects("director Activated", "legal Activated");
        await story.Pass(15);
        await story.Expects("deputy Activated");
        await using (var db = story.Store.CreateDbContext())
        {
            var people = await db.Persons.ToDictionaryAsync(p => p.Name);
            people["head"].AwayUntil(story.Time.GetUtcNow().AddDays(1));
            people["samantha"].Retire();
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlAsync($"UPDATE ContactPoints SET VerifiedAt = NULL WHERE PersonId = {people["chief"].Id}");
        }

        foreach (var (to, code) in new[] { ("head", "PersonNotPresent"), ("samantha", "PersonUnknown"), ("chief", "PersonNotReachable"), ("deputy", "PersonAskedAlready"), ("director", "HandOverToOneself"), ("nobody", "PersonUnknown"), (" ", "Required") })
        {
            var caller = await CallerOf(story, "director");
            var notice = await NoticeOf(story, "director");
            (await story.Try<HandOverNotice, HandedOver>(h => h.Run(caller, notice.Id, to))).Refusal!.Code.Should().Be(code, to);
        }

        var deputy = await NoticeOf(story, "deputy");
        (await story.Try<HandOverNotice, HandedOver>(async h => await h.Run(await CallerOf(story, "director"), deputy.Id, "legal"))).Refusal!.Code.Should().Be("NoticeUnknown");
    }

    [Fact]
    public async Task Whoever_commands_lets_it_climb_now_and_a_second_click_leaves_no_second_step()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Expects("director Activated");
        var notice = await NoticeOf(story, "director");
        (await story.Try<ClimbNow, Climbed>(c => c.Run(Story.Legal, notice.Id))).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await story.Do<ClimbNow, Climbed>(c => c.Run(Story.Chief, notice.Id))).Should().Be(new Climbed(2, 3, true));
        (await story.Do<ClimbNow, Climbed>(c => c.Run(Story.Chief, notice.Id))).Should().Be(new Climbed(2, 3, false));
        await story.Expects("deputy Activated");
        var deputy = await NoticeOf(story, "deputy");
        (await story.Do<ClimbNow, Climbed>(c => c.ByToken(deputy.Token, "127.0.0.1"))).Should().Be(new Climbed(3, 3, true));
        await story.Expects("head Activated");
        var head = await NoticeOf(story, "head");
        (await story.Try<ClimbNow, Climbed>(c => c.ByToken(head.Token, null))).Refusal!.Code.Should().Be("LadderAtEnd");
        var climb = await Climb(story);
        (await story.Do<ClimbNow, Climbed>(c => c.Run(Story.Chief, climb.Id, 2))).IsNew.Should().BeFalse();
        await story.Acknowledge("head");
        (await story.Try<ClimbNow, Climbed>(c => c.Run(Story.Chief, notice.Id))).Refusal!.Code.Should().Be("NothingWaits");
        (await story.Record()).Where(e => e.Kind == FactKind.ClimbedByHand).Select(e => e.Actor).Should().Equal("chief", "deputy");
        await story.Pass(300);
        await story.Expects();
    }

    private static Task<Declined> Decline(Story story, string name, string? reason = null, NoticeEvent? about = null) =>
        story.Do<DeclineNotice, Declined>(d => d.ByToken(TokenOf(story, name, about), AcknowledgementMeans.Sms, reason, "+861000000001"));

    private static async Task<bool> Sees(Story story, string name)
    {
        var caller = await CallerOf(story, name) with { Rights = Right.Read | Right.Acknowledge };
        await using var db = story.Store.CreateDbContext();
        return await Sight.Sees(db, caller, await db.Incidents.SingleAsync());
    }

    private static async Task<HandedOver> HandOver(Story story, string name, string to)
    {
        var (caller, notice) = (await CallerOf(story, name), await NoticeOf(story, name));
        return await story.Do<HandOverNotice, HandedOver>(h => h.Run(caller, notice.Id, to));
    }

    private static string TokenOf(Story story, string name, NoticeEvent? about = null)
    {
        using var db = story.Store.CreateDbContext();
        return db.Notices.Where(n => n.PersonName == name && n.AcknowledgeBy != null && (about == null || n.Event == about)).Select(n => n.Token).First();
    }

    private static async Task<Notice> NoticeOf(Story story, string name)
    {
        await using var db = story.Store.CreateDbContext();
        return await db.Notices.AsNoTracking().FirstAsync(n => n.PersonName == name && n.AcknowledgeBy != null);
    }

    private static async Task<Climb> Climb(Story story)
    {
        await using var db = story.Store.CreateDbContext();
        return await db.Climbs.AsNoTracking().SingleAsync(c => c.IncidentId != null);
    }

    private static async Task<Caller> CallerOf(Story story, string name)
    {
        await using var db = story.Store.CreateDbContext();
        var id = await db.Persons.Where(p => p.Name == name).Select(p => p.Id).SingleAsync();
        return new Caller(CallerKind.Person, Guid.NewGuid(), id, name, RoleRights.Of(Role.Reporter));
    }
}
