using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Rotas;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>Samantha has the shift from 09:00 on, the deputy from the next morning, then the head; each a day, in Shanghai.</summary>
public sealed class RotaStories
{
    private static readonly DateTimeOffset Morning = TestStore.Start.AddDays(1);

    [Fact]
    public async Task A_cover_is_accepted_ten_minutes_before_the_shift_and_the_colleague_is_the_one_told()
    {
        await using var story = await Story.Begin(Load);
        var (deputy, head, legal) = (await Somebody(story, "deputy"), await Somebody(story, "head"), await Somebody(story, "legal"));
        var id = await story.Do<AskForCover, Guid>(a => a.Run(deputy, "on-call", new CoverEntry(null, 0, Morning, Morning.AddDays(1), "head", "dentist")));
        await story.Expects("head CoverAsked");
        (await story.Try<AnswerCover, Guid>(a => a.Accept(legal, id))).Refusal!.Code.Should().Be("CoverNotAsked");

        await story.Pass(Morning.AddMinutes(-10) - story.Time.GetUtcNow());
        await story.Do<AnswerCover, Guid>(a => a.Accept(head, id));
        await story.Expects("deputy ShiftMoved");

        await story.Pass(11);
        await story.Report();
        await story.Expects("head ReportToTriage");
        (await story.Record("administration")).Select(e => e.Kind).Should().ContainInOrder(FactKind.CoverAsked, FactKind.CoverAccepted);
        (await story.Try<AnswerCover, Guid>(a => a.Accept(head, id))).Refusal!.Code.Should().Be("CoverAccepted");
        await story.Expects();
    }

    [Fact]
    public async Task Whoever_is_not_available_is_not_told_and_the_next_in_turn_is()
    {
        await using var story = await Story.Begin(Load);
        var samantha = await Somebody(story, "samantha");
        var entry = new UnavailableEntry(null, TestStore.Start, TestStore.Start.AddHours(5), "dentist", AcceptsGaps: false);
        var seen = await story.Do<SayUnavailable, IReadOnlyList<Consequence>>(s => s.Look(samantha, entry));
        seen.Should().ContainSingle().Which.Should().Match<Consequence>(c => c.TakenBy!.Name == "deputy" && !c.IsGap);
        await story.Expects();

        var said = await story.Do<SayUnavailable, SaidUnavailable>(s => s.Run(samantha, entry));
        await story.Expects("deputy ShiftMoved");
        await story.Report();
        await story.Expects("deputy ReportToTriage");

        await story.Do<SayUnavailable, Guid>(s => s.Withdraw(samantha, said.Id));
        await story.Expects("deputy ShiftMoved");
        await story.Report(source: "another");
        await story.Expects("samantha ReportToTriage");
    }

    [Fact]
    public async Task A_gap_is_said_before_it_is_saved_and_then_nobody_on_call_is_told()
    {
        await using var story = await Story.Begin(async (db, now) =>
        {
            await StoryPlan.Load(db, now);
        });
        var samantha = await Somebody(story, "samantha");
        var entry = new UnavailableEntry(null, TestStore.Start, TestStore.Start.AddHours(5), null, AcceptsGaps: false);
        var seen = await story.Do<SayUnavailable, IReadOnlyList<Consequence>>(s => s.Look(samantha, entry));
        seen.Should().ContainSingle().Which.Should().Match<Consequence>(c => c.IsGap && c.Still.Count == 0);
        (await story.Try<SayUnavailable, SaidUnavailable>(s => s.Run(samantha, entry))).Refusal!.Code.Should().Be("LeavesGap");

        await story.Do<SayUnavailable, SaidUnavailable>(s => s.Run(samantha, entry with { AcceptsGaps = true }));
        await story.Report();
        await story.Expects("chief ReportToTriage");
    }

    [Fact]
    public async Task Nobody_covers_and_the_asker_hears_it_when_the_shift_begins()
    {
        await using var story = await Story.Begin(Load);
        var deputy = await Somebody(story, "deputy");
        await story.Do<AskForCover, Guid>(a => a.Run(deputy, "on-call", new CoverEntry(null, 0, Morning, Morning.AddDays(1), null, null)));
        await story.Expects("samantha CoverAsked", "head CoverAsked");
        var (head, samantha) = (await Somebody(story, "head"), await Somebody(story, "samantha"));
        (await story.Try<AskForCover, Guid>(a => a.Run(samantha, "on-call", new CoverEntry(null, 0, Morning, Morning.AddDays(1), null, null)))).Refusal!.Code.Should().Be("NotYourShift");

        await story.Pass(Morning.AddMinutes(1) - story.Time.GetUtcNow());
        await story.Expects("deputy ShiftMoved");
        (await story.Record("administration")).Should().ContainSingle(e => e.Kind == FactKind.CoverExpired);
        await story.Report();
        await story.Expects("deputy ReportToTriage");
    }

    [Fact]
    public async Task People_are_told_of_their_shift_once_whatever_happens_to_the_program()
    {
        var story = await Story.Begin(Load);
        await story.Do<KeepRotas, string>(k => k.Change(Chief, "on-call", new RotaEntry("On call", "值班", "Asia/Shanghai", TimeSpan.FromHours(1), TellAtHandOver: true)));
        await story.Pass(Morning.AddHours(-1).AddMinutes(1) - story.Time.GetUtcNow());
        await story.Expects("deputy ShiftBegins");

        story = await story.Crash(TimeSpan.FromMinutes(70));
        await using (story)
        {
            await story.Expects("deputy ShiftBegins");
            await story.Pass(TimeSpan.FromHours(20));
            await story.Expects();
            await story.Pass(TimeSpan.FromHours(3));
            await story.Expects("head ShiftBegins");
        }
    }

    [Fact]
    public async Task Who_covers_is_told_of_the_shift_and_who_is_covered_is_not()
    {
        await using var story = await Story.Begin(Load);
        await story.Do<KeepRotas, string>(k => k.Change(Chief, "on-call", new RotaEntry("On call", "值班", "Asia/Shanghai", TimeSpan.FromHours(1), TellAtHandOver: false)));
        await story.Do<StandIn, Guid>(s => s.Run(Chief, "on-call", new StandInEntry("head", Morning, Morning.AddDays(1), 0)));
        await story.Expects("head ShiftMoved", "deputy ShiftMoved");

        await story.Pass(Morning.AddMinutes(5) - story.Time.GetUtcNow());
        await story.Expects("head ShiftBegins");
    }

    private static Caller Chief { get; } = new(CallerKind.Person, Guid.NewGuid(), null, "chief", RoleRights.Of(Role.Commander));

    private static async Task<Caller> Somebody(Story story, string name)
    {
        await using var db = story.Store.CreateDbContext();
        return new Caller(CallerKind.Person, Guid.NewGuid(), (await db.Persons.SingleAsync(p => p.Name == name)).Id, name, RoleRights.Of(Role.Reporter));
    }

    private static async Task Load(HubDbContext db, DateTimeOffset now)
    {
        await StoryPlan.Load(db, now);
        var people = await db.Persons.ToDictionaryAsync(p => p.Name);
        var rota = await db.Rotas.SingleAsync(r => r.Key == "on-call");
        rota.ChangeLayer(0, new LayerTerms { FirstDay = DateOnly.FromDateTime(TestStore.Start.UtcDateTime), HandOverAt = new TimeOnly(9, 0), ShiftDays = 1, Participants = [people["samantha"].Id, people["deputy"].Id, people["head"].Id] });
        await db.SaveChangesAsync();
    }
}
