using CsCheck;
using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Hub.Tests.Harness;

namespace Hub.Tests.Stories;

/// <summary>
/// What readiness says is what happens: in random organisations, incidents are confirmed at random instants and at the very
/// edges of what it found, and the policies that notify people are run. Nobody but these policies says who is told.
/// </summary>
public sealed class ReadinessLives
{
    [Fact]
    public void What_is_called_covered_is_answered_and_what_is_called_a_gap_reaches_nobody()
    {
        var (gaps, covered, findings) = (0, 0, 0);
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 14 * 24 * 60].Array[6]).Sample(
            (seed, minutes) =>
            {
                var world = ReadinessWorld.Random(seed);
                var result = ReadinessCheck.Of(world.Input, ReadinessWorld.From, ReadinessWorld.Until);
                findings += result.Findings.Count;
                var edges = result.Findings.SelectMany(f => f.Spans).SelectMany(s => new[] { s.From, s.Until.AddMicroseconds(-1), s.Until }).Distinct().Take(12);
                foreach (var at in minutes.Select(m => ReadinessWorld.From.AddMinutes(m)).Concat(edges).Where(result.Interval.Holds))
                {
                    foreach (var grade in Grades.All)
                    {
                        var isCovered = result.Covered[grade].Any(s => s.Holds(at));
                        Confirm(world, result, grade, at, isCovered);
                        gaps += isCovered ? 0 : 1;
                        covered += isCovered ? 1 : 0;
                    }
                }
            },
            iter: 600);
        findings.Should().BePositive();
        gaps.Should().BeGreaterThan(500, "a test without gaps proves nothing about them");
        covered.Should().BeGreaterThan(500, "a test in which nothing is covered proves nothing about it");
    }

    private static void Confirm(ReadinessWorld world, ReadinessResult result, Grade grade, DateTimeOffset at, bool isCovered)
    {
        var (report, _) = Report.Receive("R-2026-0001", new ReportContent { Title = "Worm", SuspectedGrade = grade }, "ids", null, false, at);
        var triage = new Situation { Plan = world.Plan, PlanVersionId = Guid.NewGuid(), Roster = world.Roster };
        TriagePolicy.Tell(triage, report, at);
        var (incident, opened) = Incident.Open("INC-2026-0001", report, Category.Manmade, grade, "seen", Guid.NewGuid(), false, at).Value;
        var situation = new Situation { Plan = world.Plan, PlanVersionId = incident.PlanVersionId, Roster = world.Roster, Incident = incident };
        if (world.Roster.Resolve(world.Plan.Leader, at).FirstOrDefault() is { } leader)
        {
            incident.Appoint(leader.Person.Id, leader.Person.Name);
        }

        NoticePolicy.React(situation, [opened], "chief", at);
        var duties = DutyPolicy.Open(situation, [], world.Input.Bodies, at);

        foreach (var climb in triage.Climbs.Concat(situation.Climbs))
        {
            var audience = new Audience(climb.DutyId is not null ? AudienceKind.Duty : climb.IncidentId is null ? AudienceKind.Triage : AudienceKind.Rule, climb.Rule, grade);
            var gap = result.Findings.FirstOrDefault(f => f.Kind == FindingKind.NobodyReached && f.Audiences.Contains(audience) && f.Spans.Any(s => s.Holds(at)));
            Reached(world, climb).Should().Be(gap is null, $"{audience} of {grade} at {at:O}, {world}");
            if (gap is not null)
            {
                var end = gap.Spans.Single(s => s.Holds(at)).Until;
                WaitUntil(climb.IncidentId is null ? triage : situation, climb, end < at.AddHours(3) ? end : at.AddHours(3));
                Reached(world, climb).Should().BeFalse($"the gap of {audience} lasts until {end:O}, {world}");
            }
        }

        var untold = duties.Where(d => world.Input.Bodies.GetValueOrDefault(d.BodyKey) is var body && DutyPolicy.Send(situation, d, body, at) is null && body?.Telephone is null).Select(d => d.Key).ToList();
        result.Findings.Where(f => f.Kind == FindingKind.BodyUnreachable && f.Concerns(grade)).Select(f => f.Subject.Key).Should().BeEquivalentTo(untold);
        var nobody = triage.Climbs.Concat(situation.Climbs).Any(c => !Reached(world, c)) || untold.Count > 0;
        isCovered.Should().Be(!nobody, $"{grade} at {at:O}, {world}");
        if (isCovered)
        {
            Answer(world, situation, at);
            Answer(world, triage, at);
            situation.Climbs.Should().OnlyContain(c => c.State == ClimbState.Answered, $"everybody who was reached has answered, {world}");
            triage.Notices.Should().Contain(n => n.State == NoticeState.Acknowledged);
        }
    }

    private static bool Reached(ReadinessWorld world, Climb climb) => climb.Told.Any(t => world.Roster.Find(t.PersonId)!.IsReachable);

    private static void Answer(ReadinessWorld world, Situation situation, DateTimeOffset now)
    {
        foreach (var notice in situation.Notices.Where(n => n.AsksAcknowledgement && world.Roster.Find(n.PersonId)!.IsReachable).ToList())
        {
            if (notice.State == NoticeState.Open)
            {
                notice.Acknowledge(notice.PersonName, now).IsRefused.Should().BeFalse();
                ClimbPolicy.Acknowledged(situation, notice, now);
            }
        }
    }

    /// <summary>Nobody answers: the ladder's deadlines fire until an instant.</summary>
    private static void WaitUntil(Situation situation, Climb climb, DateTimeOffset end)
    {
        while (situation.Deadlines.Where(d => d.SubjectId == climb.Id && d.State == DeadlineState.Pending && d.DueAt < end).MinBy(d => d.DueAt) is { } due)
        {
            due.Fire(due.DueAt);
            ClimbPolicy.Advance(situation, climb, new NoticeContent("INC-2026-0001", "Worm", null, null, new Dictionary<string, string>(StringComparer.Ordinal)), due.DueAt, due.DueAt);
        }
    }
}
