using System.Globalization;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;

namespace Hub.Domain.Response;

/// <summary>
/// Asks those who may approve a submitted situation report, and asks no more once it is decided. Who is silent is climbed
/// over on the ladder of the incident's leader, as with every notice that asks. Pure.
/// </summary>
public static class ApprovalPolicy
{
    /// <summary>Key of the climb's rule.</summary>
    public const string Rule = "approval";

    // The desk holds the report as well; a telephone rings only when nobody answers the mail.
    private static readonly Channel[] FirstWord = [Channel.Mail];
    private static readonly LocalText Approver = new("Approver", "审批人");

    /// <summary>The matter of everything that is asked about a report, without the submission.</summary>
    public static string MatterOf(Guid report) => $"sitrep:{report:N}:";

    /// <summary>Asks for the approval of a report that was submitted just now. Nobody to ask: the record says so.</summary>
    /// <param name="situation">How the incident stands.</param>
    /// <param name="report">The report.</param>
    /// <param name="mayApprove">Persons who have the right to approve, and may see the incident.</param>
    /// <param name="by">Who submitted it.</param>
    /// <param name="now">Now.</param>
    public static void Submitted(Situation situation, SituationReport report, IReadOnlySet<Guid> mayApprove, string by, DateTimeOffset now)
    {
        var incident = situation.Incident!;
        var rule = situation.Plan.Grades[incident.Grade];
        var ladder = (rule.Notify.FirstOrDefault(r => r.Key == NoticePolicy.LeaderRule) ?? rule.Notify.FirstOrDefault())?.Ladder ?? situation.Plan.Triage.Ladder;
        var asked = Approvers(situation, report, situation.Plan.Ladders[ladder], mayApprove, now);
        if (asked.Count == 0)
        {
            situation.Effects.Facts.Add(new Incidents.Fact(Incidents.FactKind.NotTold, ("name", ""), ("why", "noApprover")));
            return;
        }

        var version = report.Version.ToString(CultureInfo.InvariantCulture);
        var subject = new NoticeSubject(MatterOf(report.Id) + version, 1, NoticeEvent.SituationReportToApprove, incident.Id, incident.Grade, incident.IsDrill);
        var content = NoticePolicy.Content(situation, null, by, ("version", report.Number.ToString(CultureInfo.InvariantCulture)));
        ClimbPolicy.Ask(situation, subject, content, Rule, ladder, rule.AcknowledgeWithin, FirstWord, asked, now);
    }

    /// <summary>It was approved, sent back or taken back: nobody is asked any more.</summary>
    public static void Decided(Situation situation, SituationReport report, DateTimeOffset now)
    {
        var matter = MatterOf(report.Id);
        foreach (var climb in situation.Climbs.Where(c => c.Matter.StartsWith(matter, StringComparison.Ordinal)).ToList())
        {
            ClimbPolicy.End(situation, climb, answered: report.State == SituationReportState.Approved, now);
        }
    }

    /// <summary>
    /// Those whom the plan names for approving at this grade; else those of the leader's ladder, on the lowest step that has somebody
    /// who may: nobody else need read it; else those who were told of the incident; else everybody with the right. Never who wrote on
    /// it, and nobody who is absent or has no address.
    /// </summary>
    private static List<Recipient> Approvers(Situation situation, SituationReport report, Ladder ladder, IReadOnlySet<Guid> mayApprove, DateTimeOffset now)
    {
        var incident = situation.Incident!;
        var writers = report.Writers.Select(w => w.WriterId).ToHashSet();
        var named = situation.Plan.Authority.TryGetValue(incident.Grade, out var authority) ? situation.Roster.Resolve(authority.Approve, now, incident.LeaderId) : [];
        var steps = ladder.Steps.Select(s => situation.Roster.Resolve(s.To, now, incident.LeaderId));
        var told = situation.Notices.Where(n => n.Event is not NoticeEvent.ReportOutcome).GroupBy(n => n.PersonId)
            .Select(n => situation.Roster.Find(n.Key) is { } person ? new Recipient(person, n.First().As) : null).OfType<Recipient>();
        var all = mayApprove.Select(situation.Roster.Find).OfType<Person>().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => new Recipient(p, Approver));
        return ((IEnumerable<IEnumerable<Recipient>>)[named, .. steps, told, all])
            .Select(some => some.Where(r => mayApprove.Contains(r.Person.Id) && !writers.Contains(r.Person.Id) && r.Person.HasAddress && r.Person.IsPresent(now)).DistinctBy(r => r.Person.Id).ToList())
            .FirstOrDefault(some => some.Count > 0) ?? [];
    }
}
