using CsCheck;
using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Tests.Harness;

namespace Hub.Tests.Stories;

/// <summary>
/// Thousands of incidents live through anything that people, clocks and outages can do, and the rules hold after every
/// step of every life. A life that breaks one prints its seed and its story.
/// </summary>
public sealed class RandomLives
{
    private static readonly Gen<string> Somebody = Gen.Int[0, LifePlan.Names.Length - 1].Select(i => LifePlan.Names[i]);
    private static readonly Gen<Action<Life>> Minutes = Gen.Int[0, 45].Select(m => (Action<Life>)(life => life.Pass(m)));
    private static readonly Gen<Action<Life>> Anybody = Gen.Select(Somebody, Gen.Int[0, 4], (n, late) => (Action<Life>)(life => life.Acknowledge(n, alsoDeclined: late == 0)));

    private static readonly Gen<Action<Life>> Acts = Gen.Frequency(
        (8, Minutes),
        (6, Anybody),
        (3, Somebody.Select(n => (Action<Life>)(life => life.Decline(n)))),
        (2, Gen.Select(Somebody, Somebody, (n, to) => (Action<Life>)(life => life.HandOver(n, to)))),
        (2, Gen.Int[0, 9].Select(i => (Action<Life>)(life => life.ClimbByHand(i)))),
        (3, Gen.Enum<Grade>().Select(g => (Action<Life>)(life => life.Regrade(g)))),
        (2, Somebody.Select(n => (Action<Life>)(life => life.Appoint(n)))),
        (2, Gen.Int[10, 60 * 30].Select(m => (Action<Life>)(life => life.Outage(TimeSpan.FromMinutes(m))))),
        (2, Gen.Select(Somebody, Gen.Int[-1, 600], (n, m) => (Action<Life>)(life => life.Away(n, m < 0 ? null : TimeSpan.FromMinutes(m))))),
        (2, Gen.Select(Gen.Int[0, 3], Gen.Bool, (i, release) => (Action<Life>)(life =>
        {
            if (life.Duties.Count > 0)
            {
                life.Decide(life.Duties[i % life.Duties.Count], release);
            }
        }))),
        (1, Somebody.Select(n => (Action<Life>)(life => life.Retire(n)))),
        (1, Gen.Const((Action<Life>)(life => life.Post()))),
        (1, Gen.Const((Action<Life>)(life => life.StandDown()))),
        (1, Gen.Const((Action<Life>)(life => life.Close()))));

    [Fact]
    public void Whatever_happens_nobody_is_forgotten_and_nobody_is_told_twice() =>
        Gen.Select(Gen.Enum<Grade>(), Acts.Array[1, 30]).Sample(
            (grade, acts) =>
            {
                var life = LifePlan.Open(grade);
                var watch = new Watch(life);
                watch.Look();
                foreach (var act in acts)
                {
                    act(life);
                    watch.Look();
                }
            },
            iter: 5_000,
            print: lived => $"a life from grade {lived.Item1} with {lived.Item2.Length} acts");

    /// <summary>What must hold after every step, and what the step before looked like.</summary>
    private sealed class Watch(Life life)
    {
        private readonly Dictionary<Guid, (int Issue, string Ladder, int Step, int Repeats)> last = [];
        private readonly HashSet<Guid> gone = [];
        private int messages;

        public void Look()
        {
            var situation = life.Situation;
            foreach (var climb in situation.Climbs)
            {
                var pending = situation.Deadlines.Count(d => d.SubjectId == climb.Id && d.Kind == DeadlineKind.LadderStep && d.State == DeadlineState.Pending);
                Hold(pending == (climb is { State: ClimbState.Climbing, LadderEndedAt: null } ? 1 : 0), $"{climb.State} climb {climb.Rule} of {climb.Matter} has {pending} pending steps");
                Hold(life.Incident.State == IncidentState.Open || climb.DutyId is not null || climb.State != ClimbState.Climbing, $"{climb.Rule} climbs although the response has ended");
                var expiries = situation.Deadlines.Count(d => d.SubjectId == climb.Id && d.Kind == DeadlineKind.AcknowledgementExpires && d.State == DeadlineState.Pending);
                Hold(expiries <= (climb.State == ClimbState.Answered ? 1 : 0), $"{climb.State} climb {climb.Rule} of {climb.Matter} has {expiries} acknowledgements that expire");
                Hold(climb.LadderEndedAt is null || (climb.State == ClimbState.Climbing && climb.NobodyAnswersSince is not null), $"{climb.Rule} has ended its ladder and nobody sees it");
                var ladder = situation.Plan.Ladders[climb.Ladder];
                Hold(ladder.RepeatTimes is null || climb.Repeats <= ladder.RepeatTimes, $"{climb.Rule} repeats more often than the plan asks");
                var steps = ladder.Steps.Count;
                var waits = climb.Told.Where(t => t.Step == climb.Step).Select(t => situation.Notices.Find(n => n.Matter == climb.Matter && n.Issue == climb.Issue && n.PersonId == t.PersonId)).OfType<Notice>().ToList();

                // Whose acknowledgement has expired is waited for too, at whatever step they were told.
                var askedAgain = situation.Notices.Exists(n => n.Matter == climb.Matter && n.Issue == climb.Issue && n.State == NoticeState.Open && n.AcknowledgeBy >= life.Now && climb.Told.Any(t => t.PersonId == n.PersonId));
                Hold(climb.State != ClimbState.Climbing || climb.Step == steps - 1 || waits.Count == 0 || askedAgain || waits.Exists(n => n.State != NoticeState.Declined), $"{climb.Rule} waits for people who have all declined");
                Hold(climb.Step < steps, "a step beyond the ladder");
                Hold(climb.Repeats == 0 || climb.Step == steps - 1, $"{climb.Rule} repeats before its end");
                if (last.TryGetValue(climb.Id, out var before) && before.Issue == climb.Issue && before.Ladder == climb.Ladder)
                {
                    Hold(climb.Step >= before.Step && climb.Repeats >= before.Repeats, $"{climb.Rule} went down within an issue");
                }

                last[climb.Id] = (climb.Issue, climb.Ladder, climb.Step, climb.Repeats);
            }

            foreach (var notice in situation.Notices.Where(n => n.State == NoticeState.Open))
            {
                var askers = situation.Climbs.Where(c => c.Matter == notice.Matter && c.Told.Any(t => t.PersonId == notice.PersonId)).ToList();
                Hold(askers.Exists(c => c.State != ClimbState.Ended && c.Issue == notice.Issue), $"{notice.PersonName} is asked about {notice.Matter} by no ladder");
                Hold(askers.Exists(c => c.State == ClimbState.Climbing) || life.Incident.State == IncidentState.Open || askers.Exists(c => c.DutyId is not null), $"{notice.PersonName} is asked after the end");
            }

            var twice = situation.Notices.GroupBy(n => (n.Matter, n.Issue, n.PersonId)).FirstOrDefault(g => g.Count() > 1);
            Hold(twice is null, $"{twice?.First().PersonName} has two notices of one issue");
            foreach (var delivery in situation.Effects.Deliveries.Skip(messages))
            {
                var notice = situation.Notices.Single(n => n.Id == delivery.NoticeId);
                Hold(!gone.Contains(notice.PersonId), $"{notice.PersonName} has left and is written to");
            }

            messages = situation.Effects.Deliveries.Count;
            gone.UnionWith(life.People.Values.Where(p => p.IsRetired).Select(p => p.Id));
            foreach (var duty in life.Duties)
            {
                var due = situation.Deadlines.Count(d => d.SubjectId == duty.Id && d.Kind == DeadlineKind.DutyDue && d.State == DeadlineState.Pending);
                var climbing = situation.Climbs.Count(c => c.DutyId == duty.Id && c.State == ClimbState.Climbing);
                Hold(duty.State != DutyState.Open || due + (duty.OverdueAt is null ? 0 : climbing) == 1, $"{duty.Key} is open and nothing waits for it");
                Hold(duty.State == DutyState.Open || due + climbing == 0, $"{duty.Key} is decided and something waits for it");
            }

            var progress = situation.Deadlines.Count(d => d.Kind == DeadlineKind.ProgressReport && d.State == DeadlineState.Pending);
            Hold(progress == (life.Incident.State == IncidentState.Open && situation.Plan.Grades[life.Incident.Grade].ProgressEvery is not null ? 1 : 0), $"{progress} progress reports are awaited");
        }

        private void Hold(bool holds, string otherwise)
        {
            if (!holds)
            {
                throw new InvalidOperationException($"{otherwise}. The life: {string.Join("; ", life.Story)}");
            }
        }
    }
}
