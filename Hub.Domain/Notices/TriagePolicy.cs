using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;

namespace Hub.Domain.Notices;

/// <summary>A new report is itself a matter: the person on call is told at once, and the notice climbs until it is judged. Pure.</summary>
public static class TriagePolicy
{
    /// <summary>Key of the climb's rule.</summary>
    public const string Rule = "triage";

    /// <summary>True when a report can share the notice of a climb: same source, within the plan's time, and not graver than what that notice said.</summary>
    public static bool Shares(TriageRule rule, Climb climb, Report report, DateTimeOffset now) =>
        climb.State == ClimbState.Climbing
        && now - climb.StartedAt <= rule.ShareWithin
        && (!IsGrave(report.SuspectedGrade) || IsGrave(climb.Grade));

    /// <summary>Starts the climb of a report.</summary>
    public static Climb Tell(Situation situation, Report report, DateTimeOffset now)
    {
        var rule = situation.Plan.Triage;
        var within = IsGrave(report.SuspectedGrade) ? rule.WithinWhenGrave : rule.Within;
        var subject = new NoticeSubject($"report:{report.Id}", 1, NoticeEvent.ReportToTriage, null, report.SuspectedGrade, report.IsDrill);
        var climb = ClimbPolicy.Start(situation, subject, Content(report), Rule, rule.Ladder, within, rule.Channels, null, now);
        report.ToldBy(climb.Id);
        return climb;
    }

    /// <summary>What the notice says.</summary>
    public static NoticeContent Content(Report report) => new(
        report.Number,
        report.Title,
        report.Description,
        report.ReporterName,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["place"] = report.Place ?? "", ["source"] = report.Source ?? "" });

    /// <summary>The last report of a climb was judged: nobody needs to look any more.</summary>
    public static void Judged(Situation situation, Climb climb, DateTimeOffset now) => ClimbPolicy.End(situation, climb, answered: true, now);

    /// <summary>The reporter hears what became of it (requirement 100), unless they judged it themselves; of a restricted incident only that it was judged.</summary>
    public static void TellOutcome(Situation situation, Report report, string outcome, Incident? incident, string? reason, Caller by, DateTimeOffset now)
    {
        if (report.ReporterPersonId is not { } personId || personId == by.PersonId || situation.Roster.Find(personId) is not { IsRetired: false } person || person.ContactPoints.Count == 0)
        {
            return;
        }

        var isSecret = incident is { IsRestricted: true };
        var subject = new NoticeSubject($"outcome:{report.Id}", 1, NoticeEvent.ReportOutcome, report.IncidentId, null, report.IsDrill);
        var content = new NoticeContent(report.Number, report.Title, isSecret ? null : reason, by.Name, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["outcome"] = isSecret ? "judged" : outcome,
            ["incident"] = isSecret ? "" : incident?.Number ?? "",
        });
        var notice = Notice.To(new Recipient(person, new LocalText("Reporter", "报告人")), subject, content.For(person, subject.Event, situation.Plan), null, null, now);
        situation.Add(notice);
        situation.Post(notice, person, [Channel.Mail], now);
    }

    private static bool IsGrave(Grade? grade) => grade is Grade.I or Grade.II;
}
