using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;

namespace Hub.Domain.Clocks;

/// <summary>
/// Who would be told: an incident that does not exist is reported and confirmed, and the policies that notify people are run at every
/// deadline while nobody answers. Nothing of it says by itself who is told, so that it cannot say otherwise than what would happen. Pure.
/// </summary>
public sealed class Rehearsal
{
    private readonly RehearsalQuestion question;
    private readonly IReadOnlyDictionary<string, ExternalBody> bodies;
    private readonly Situation triage;
    private readonly Situation situation;
    private readonly Report report;
    private readonly Incident incident;
    private readonly Fact opened;
    private readonly RehearsalNotes triageNotes;
    private readonly RehearsalNotes notes;
    private readonly List<Duty> duties = [];

    private Rehearsal(RehearsalQuestion question, EmergencyPlan plan, Guid planVersionId, Roster roster, IReadOnlyDictionary<string, ExternalBody> bodies, Action<RehearsedMessage>? leaves)
    {
        this.question = question;
        this.bodies = bodies;
        var content = new ReportContent { Title = question.Title, Place = question.Place, Category = question.Category, SuspectedGrade = question.Grade };
        (report, _) = Report.Receive(Number("R", question.At), content, question.Title, null, false, question.At);
        (incident, opened) = Incident.Open(Number("INC", question.At), report, question.Category, question.Grade, question.Title, planVersionId, false, question.At).Value;
        triage = new Situation { Plan = plan, PlanVersionId = planVersionId, Roster = roster };
        situation = new Situation { Plan = plan, PlanVersionId = planVersionId, Roster = roster, Incident = incident };
        triageNotes = new RehearsalNotes(triage, leaves);
        notes = new RehearsalNotes(situation, leaves);
        TriagePolicy.Tell(triage, report, question.At);
        triageNotes.Take(question.At);
    }

    /// <summary>Runs it.</summary>
    /// <param name="question">What incident, and when.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="planVersionId">Its version.</param>
    /// <param name="roster">Who there is.</param>
    /// <param name="bodies">External bodies by key.</param>
    /// <param name="by">Name of who would confirm it.</param>
    /// <param name="leaves">Is shown every message at the moment at which it would leave, to write its text.</param>
    public static Rehearsed Run(
        RehearsalQuestion question, EmergencyPlan plan, Guid planVersionId, Roster roster, IReadOnlyDictionary<string, ExternalBody> bodies, string by, Action<RehearsedMessage>? leaves = null)
    {
        var rehearsal = new Rehearsal(question with { At = question.At.Stored() }, plan, planVersionId, roster, bodies, leaves);
        rehearsal.Activate(by);
        return rehearsal.Wait();
    }

    private static string Number(string prefix, DateTimeOffset at) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}-{at.UtcDateTime.Year}-0000");

    private void Activate(string by)
    {
        var now = question.At;
        if (situation.Roster.Resolve(situation.Plan.Leader, now).FirstOrDefault() is { } leader)
        {
            incident.Appoint(leader.Person.Id, leader.Person.Name);
        }

        NoticePolicy.React(situation, [opened], by, now);
        duties.AddRange(DutyPolicy.Open(situation, [], bodies, now));
        notes.Take(now);
    }

    private Rehearsed Wait()
    {
        var latest = question.At + Shorter(question.For ?? RehearsalQuestion.LongestTime, RehearsalQuestion.LongestTime);
        var reminders = situation.Deadlines.Where(d => d.Kind == DeadlineKind.DutyReminder).ToDictionary(d => d.SubjectId, d => d.DueAt);
        var until = question.At;
        while (Next(latest) is var (where, note, due) && (question.For is not null || due.DueAt <= until || !HaveAllRepeated()))
        {
            until = due.DueAt;
            due.Fire(until);
            Fire(where, due, until);
            note.Take(until);
        }

        return new Rehearsed(
            question,
            incident.LeaderId is { } id ? new NamedPerson(id, incident.LeaderName ?? "") : null,
            question.For is null ? until : latest,
            [.. triageNotes.Ladders, .. notes.Ladders],
            notes.News,
            [.. duties.Select(d => new RehearsedDuty(d, situation.Plan.Duties[d.Key], bodies.GetValueOrDefault(d.BodyKey), reminders.TryGetValue(d.Id, out var at) ? at : null))]);
    }

    private bool HaveAllRepeated() => triage.Climbs.Concat(situation.Climbs.Where(c => c.Event != NoticeEvent.DutyOverdue)).All(c => c.Repeats > 0 || c.LadderEndedAt is not null);

    private (Situation, RehearsalNotes, Deadline)? Next(DateTimeOffset latest)
    {
        var due = new[] { (triage, triageNotes), (situation, notes) }
            .SelectMany(s => s.Item1.Deadlines.Where(d => d.State == DeadlineState.Pending && d.DueAt <= latest).Select(d => (s.Item1, s.Item2, d)))
            .OrderBy(d => d.d.DueAt).ToList();
        return due.Count == 0 ? null : due[0];
    }

    private void Fire(Situation where, Deadline due, DateTimeOffset now)
    {
        switch (due.Kind)
        {
            case DeadlineKind.LadderStep:
                var climb = where.Climbs.Single(c => c.Id == due.SubjectId);
                ClimbPolicy.Advance(where, climb, ContentOf(where, climb), due.DueAt, now);
                break;
            case DeadlineKind.DutyReminder:
                DutyPolicy.Remind(where, duties.Single(d => d.Id == due.SubjectId), now);
                break;
            case DeadlineKind.DutyDue:
                DutyPolicy.Overdue(where, duties.Single(d => d.Id == due.SubjectId), now);
                break;
            case DeadlineKind.ProgressReport:
                NoticePolicy.ProgressMissed(where, now);
                break;
            default:
                break;
        }
    }

    /// <summary>What a climb's notices say: what they said before, else what the incident or the duty says.</summary>
    private NoticeContent ContentOf(Situation where, Climb climb) =>
        where.Notices.FindLast(n => n.Matter == climb.Matter && n.Issue == climb.Issue)?.Content
        ?? (where.Incident is null ? TriagePolicy.Content(report) : climb.DutyId is { } id ? DutyPolicy.Content(where, duties.Single(d => d.Id == id)) : NoticePolicy.Content(where, incident.Description, null));

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
