using CsCheck;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>
/// Random lives on the real store: programs die between any two writes and start again after any time, relays fail in every
/// way, two programs share one store. Whatever happens, no notice is lost. A life that breaks a rule prints its seed and its story.
/// </summary>
public sealed class StoredLives
{
    private static readonly string[] Faults = ["down", "up", "refuses", "is busy for", "accepts"];
    private static readonly Gen<string> Somebody = Gen.Int[0, StoredLife.Names.Length - 1].Select(i => StoredLife.Names[i]);
    private static readonly Gen<int> Which = Gen.Int[0, 9];

    private static readonly Gen<Func<StoredLife, Task>> Acts = Gen.Frequency(
        (8, Gen.Int[0, 2400].Select(s => Do(life => life.Pass(TimeSpan.FromSeconds(s))))),
        (6, Gen.Select(Somebody, Which, (who, n) => Do(life => life.Acknowledge(who, n)))),
        (2, Gen.Select(Somebody, Which, (who, n) => Do(life => life.Decline(who, n)))),
        (1, Gen.Select(Somebody, Which, (who, n) => Do(life => life.ClimbNow(who, n)))),
        (2, Gen.Select(Gen.Enum<Grade>(), Which, (grade, n) => Do(life => life.Open(grade, n)))),
        (1, Gen.Select(Gen.Enum<Grade>(), Which, (grade, n) => Do(life => life.Report(n > 4 ? grade : null, n)))),
        (1, Gen.Select(Gen.Enum<Grade>(), Which, (grade, n) => Do(life => life.Confirm(grade, n)))),
        (1, Which.Select(n => Do(life => life.Dismiss(n)))),
        (2, Gen.Select(Gen.Enum<Grade>(), Which, (grade, n) => Do(life => life.Regrade(grade, n)))),
        (1, Which.Select(n => Do(life => life.StandDown(n)))),
        (1, Which.Select(n => Do(life => life.Close(n)))),
        (2, Gen.Select(Somebody, Gen.Int[-1, 300], (who, m) => Do(life => life.Away(who, m)))),
        (5, Gen.Select(Gen.Bool, Gen.Int[0, Faults.Length - 1].Select(i => Faults[i]), Somebody, (mail, what, who) => Do(life =>
        {
            life.Fault(mail ? life.Mail : life.Sms, what, who);
            return Task.CompletedTask;
        }))),
        (4, Gen.Bool.Select(mail => Do(life =>
        {
            var relay = mail ? life.Mail : life.Sms;
            life.Told.Add($"{relay.Kind} loses an answer");
            relay.LoseAnswer();
            return Task.CompletedTask;
        }))),
        (14, Gen.Select(Gen.Int[1, 8], Which, (edge, n) => Do(life =>
        {
            life.DieAt(edge, n);
            return Task.CompletedTask;
        }))),
        (1, Gen.Int[1, 60 * 20].Select(m => Do(life => life.Outage(TimeSpan.FromMinutes(m))))));

    [Fact]
    public async Task Whatever_dies_and_fails_no_notice_is_lost()
    {
        int deaths = 0, messages = 0, lost = 0;
        await Gen.Select(Gen.Enum<Grade>(), Gen.Int[1, 2], Acts.Array[3, 14]).SampleAsync(
            async (grade, nodes, acts) =>
            {
                await using var life = await StoredLife.Begin(nodes);
                await life.Open(grade, 0);
                foreach (var act in acts)
                {
                    await act(life);
                }

                await life.Heal();
                await life.Pass(TimeSpan.FromMinutes(12));
                await Judge(life);
                Interlocked.Add(ref deaths, life.Deaths);
                Interlocked.Add(ref messages, life.Mail.Taken.Count + life.Sms.Taken.Count);
                Interlocked.Add(ref lost, life.AnswersLost);
            },
            iter: 200,
            threads: 2,
            print: lived => $"a life from grade {lived.Item1} on {lived.Item2} nodes with {lived.Item3.Length} acts");
        TestContext.Current.TestOutputHelper?.WriteLine($"{messages} messages, {deaths} deaths of programs, {lost} answers lost.");
        deaths.Should().BeGreaterThan(100, "lives in which no program dies show little");
        messages.Should().BeGreaterThan(2_000);
        lost.Should().BeGreaterThan(20);
    }

    private static Func<StoredLife, Task> Do(Func<StoredLife, Task> act) => act;

    private static async Task Judge(StoredLife life)
    {
        await using var db = life.Store.CreateDbContext();
        var now = life.Store.Time.GetUtcNow();
        Hold(life, life.Mail.Wrong.Concat(life.Sms.Wrong).FirstOrDefault() is null, life.Mail.Wrong.Concat(life.Sms.Wrong).FirstOrDefault() ?? "");

        var notices = await db.Notices.AsNoTracking().ToListAsync();
        var deliveries = (await db.Deliveries.AsNoTracking().Where(d => d.NoticeId != null).ToListAsync()).ToLookup(d => d.NoticeId!.Value);
        var climbs = await db.Climbs.AsNoTracking().ToListAsync();
        var deadlines = await db.Deadlines.AsNoTracking().ToListAsync();
        foreach (var notice in notices.Where(n => n.State is NoticeState.Open or NoticeState.ForInformation))
        {
            var reached = deliveries[notice.Id].Any(d => d.State == DeliveryState.Accepted);
            var waits = deliveries[notice.Id].Any(d => d.State is DeliveryState.Bundled || (d.State is DeliveryState.Queued or DeliveryState.Standby && d.HeldBecause is not null));
            Hold(life, reached || waits || notice.IsUndelivered || IsOvertaken(notice, deliveries[notice.Id], notices), $"the notice of {notice.Matter} to {notice.PersonName} is lost: {string.Join(", ", deliveries[notice.Id].Select(d => $"{d.Channel} {d.State} {d.LastError}"))}");
        }

        foreach (var notice in notices.Where(n => n.State == NoticeState.Open))
        {
            var asking = climbs.FindAll(c => c.Matter == notice.Matter && c.Issue == notice.Issue && c.Told.Any(t => t.PersonId == notice.PersonId));
            Hold(life, asking.Exists(c => c.State != ClimbState.Ended), $"{notice.PersonName} is asked about {notice.Matter} by no ladder");
        }

        foreach (var climb in climbs)
        {
            var pending = deadlines.Count(d => d.SubjectId == climb.Id && d.Kind == DeadlineKind.LadderStep && d.State == DeadlineState.Pending);
            Hold(life, pending == (climb is { State: ClimbState.Climbing, LadderEndedAt: null } ? 1 : 0), $"the {climb.State} ladder {climb.Rule} of {climb.Matter} has {pending} pending steps");
        }

        var late = deadlines.Find(d => d.State == DeadlineState.Pending && d.DueAt < now);
        Hold(life, late is null, $"a deadline {late?.Kind} is past due and did not fire");
        Hold(life, deadlines.TrueForAll(d => d.State != DeadlineState.Fired || d.EndedAt >= d.DueAt), "a deadline fired before its time");
        var twice = notices.GroupBy(n => (n.Matter, n.Issue, n.PersonId)).FirstOrDefault(g => g.Count() > 1);
        Hold(life, twice is null, $"{twice?.First().PersonName} has two notices of one issue");

        // At least once, and no more than once for each message that was on its way when a program died or an answer was lost.
        var repeated = life.Mail.Taken.Values.Concat(life.Sms.Taken.Values).Sum(times => times - 1);
        Hold(life, repeated <= (life.Deaths * 2) + life.AnswersLost, $"{repeated} messages came twice after {life.Deaths} deaths and {life.AnswersLost} lost answers");

        var record = await db.Timeline.AsNoTracking().ToListAsync();
        var acknowledged = await db.Acknowledgements.AsNoTracking().CountAsync();
        Hold(life, record.Count(e => e.Kind == FactKind.Acknowledged) >= acknowledged, "an acknowledgement is missing in the record");
        Hold(life, notices.TrueForAll(n => !n.IsUndelivered || record.Exists(e => e.Kind == FactKind.Undelivered)), "an undelivered notice is missing in the record");
        var chains = await new RecordCheck(life.Store).Run(null);
        Hold(life, chains.All(c => c.Fault is null), "a chain of the record is broken");
    }

    /// <summary>News for information that were not sent, since newer ones came to the same person; those are judged for themselves.</summary>
    private static bool IsOvertaken(Notice notice, IEnumerable<Delivery> deliveries, List<Notice> notices) =>
        notice.State == NoticeState.ForInformation && deliveries.Any(d => d.LastError == DeliveryCancelled.Superseded)
        && notices.Exists(n => n.IncidentId == notice.IncidentId && n.PersonId == notice.PersonId && n.Id != notice.Id && n.CreatedAt >= notice.CreatedAt
            && n.Event is NoticeEvent.GradeRaised or NoticeEvent.GradeLowered or NoticeEvent.StoodDown or NoticeEvent.Closed);

    private static void Hold(StoredLife life, bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"{otherwise}. The life: {string.Join("; ", life.Told)}");
        }
    }
}
