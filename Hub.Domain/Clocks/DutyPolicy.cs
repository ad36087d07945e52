using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;

namespace Hub.Domain.Clocks;

/// <summary>
/// Opens the duties that the plan asks for, tells those who may release them, reminds, and climbs when their time is over.
/// Nothing leaves for an external body without a recorded release. Pure.
/// </summary>
public static class DutyPolicy
{
    // The incident's own notice rings the telephone; several duties opened with it must not ring it again each.
    private static readonly Channel[] FirstWord = [Channel.Mail];
    private const int LongestSubject = 200;

    /// <summary>Opens the duties of the incident's grade that are neither open nor released. What was waived under a lesser grade is to be decided anew.</summary>
    public static IReadOnlyList<Duty> Open(Situation situation, IReadOnlyList<Duty> existing, IReadOnlyDictionary<string, ExternalBody> bodies, DateTimeOffset now)
    {
        var incident = situation.Incident!;
        var opened = new List<Duty>();
        foreach (var key in situation.Plan.Grades[incident.Grade].Duties.Where(k => existing.All(d => d.Key != k || d.State == DutyState.Waived)))
        {
            var rule = situation.Plan.Duties[key];
            var body = bodies.GetValueOrDefault(rule.Body);
            var culture = body?.Culture ?? "zh-Hans";
            var (duty, fact) = Duty.Open(
                incident, key, rule.Name, rule.Body, body?.Name ?? LocalText.Same(rule.Body), culture, SubjectOf(Fill(rule.Subject, culture, incident)), Fill(rule.Text, culture, incident), rule.Within, now);
            opened.Add(duty);
            situation.Effects.Facts.Add(fact);
            situation.Add(Deadline.At(duty.DueAt, DeadlineKind.DutyDue, duty.Id, incident.Id));
            if (rule.RemindBefore is { } before && duty.DueAt - before > now)
            {
                situation.Add(Deadline.At(duty.DueAt - before, DeadlineKind.DutyReminder, duty.Id, incident.Id));
            }

            ClimbPolicy.Start(situation, Subject(incident, duty, NoticeEvent.DutyToRelease), Content(situation, duty), key, rule.Ladder, rule.AcknowledgeWithin, FirstWord, duty.Id, now);
        }

        return opened;
    }

    /// <summary>The duty was released or waived: its deadlines and climbs end.</summary>
    public static void Decided(Situation situation, Duty duty, DateTimeOffset now)
    {
        situation.CancelDeadlines(duty.Id, DeadlineKind.DutyDue, now);
        situation.CancelDeadlines(duty.Id, DeadlineKind.DutyReminder, now);
        foreach (var climb in situation.Climbs.Where(c => c.DutyId == duty.Id).ToList())
        {
            ClimbPolicy.End(situation, climb, answered: true, now);
        }
    }

    /// <summary>The released text goes to the body by mail; null when it has no mailbox (then it is told otherwise), or in a drill.</summary>
    public static Delivery? Send(Situation situation, Duty duty, ExternalBody? body, DateTimeOffset now)
    {
        var incident = situation.Incident!;
        if (incident.IsDrill)
        {
            situation.Effects.Facts.Add(new Fact(FactKind.DutyHeldInDrill, ("dutyEn", duty.NameEn), ("dutyZh", duty.NameZh), ("bodyEn", duty.BodyNameEn), ("bodyZh", duty.BodyNameZh)));
            return null;
        }

        if (body?.Mail is not { Length: > 0 } address)
        {
            return null;
        }

        var delivery = Delivery.Of(duty.Id, incident.Id, incident.Grade, address, now);
        situation.Effects.Deliveries.Add(delivery);
        return delivery;
    }

    /// <summary>True when a reminder comes too late, as after an outage: that the duty is overdue is said in its place.</summary>
    public static bool IsTooLateToRemind(Duty duty, DateTimeOffset now) => duty.DueAt <= now;

    /// <summary>A reminder before the time is over. Does nothing for a duty that is decided or due.</summary>
    public static void Remind(Situation situation, Duty duty, DateTimeOffset now)
    {
        if (duty.State != DutyState.Open || IsTooLateToRemind(duty, now))
        {
            return;
        }

        var incident = situation.Incident!;
        var rule = situation.Plan.Duties[duty.Key];
        situation.Effects.Facts.Add(new Fact(FactKind.DutyReminded, ("dutyEn", duty.NameEn), ("dutyZh", duty.NameZh), ("bodyEn", duty.BodyNameEn), ("bodyZh", duty.BodyNameZh)));
        var subject = new NoticeSubject($"duty-reminder:{duty.Id}", 1, NoticeEvent.DutyToRelease, incident.Id, incident.Grade, incident.IsDrill);
        NoticePolicy.Inform(situation, subject, Content(situation, duty), situation.Roster.Resolve(situation.Plan.Ladders[rule.Ladder].Steps[0].To, now, incident.LeaderId), now);
    }

    /// <summary>Its time passed unreleased: it climbs its own ladder until it is released or waived.</summary>
    public static void Overdue(Situation situation, Duty duty, DateTimeOffset now)
    {
        if (duty.State != DutyState.Open)
        {
            return;
        }

        var incident = situation.Incident!;
        var rule = situation.Plan.Duties[duty.Key];
        foreach (var climb in situation.Climbs.Where(c => c.DutyId == duty.Id && c.State == ClimbState.Climbing).ToList())
        {
            ClimbPolicy.End(situation, climb, answered: false, now);
        }

        situation.Effects.Facts.Add(duty.MarkOverdue(now));
        ClimbPolicy.Start(situation, Subject(incident, duty, NoticeEvent.DutyOverdue), Content(situation, duty), duty.Key, rule.Ladder, rule.AcknowledgeWithin, situation.Plan.Grades[incident.Grade].Channels, duty.Id, now);
    }

    /// <summary>What the notices about a duty say.</summary>
    public static NoticeContent Content(Situation situation, Duty duty) => NoticePolicy.Content(
        situation,
        null,
        null,
        ("dutyEn", duty.NameEn),
        ("dutyZh", duty.NameZh),
        ("bodyEn", duty.BodyNameEn),
        ("bodyZh", duty.BodyNameZh),
        ("dueAt", duty.DueAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)));

    private static NoticeSubject Subject(Incident incident, Duty duty, NoticeEvent about) => new(
        about == NoticeEvent.DutyOverdue ? $"duty-overdue:{duty.Id}" : $"duty:{duty.Id}", 1, about, incident.Id, incident.Grade, incident.IsDrill);

    /// <summary>One line of at most 200 characters, whatever the plan puts into it: a subject that cannot be stored would stop the activation.</summary>
    private static string SubjectOf(string filled)
    {
        var line = string.Join(' ', filled.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestSubject ? line : line[..(char.IsHighSurrogate(line[LongestSubject - 2]) ? LongestSubject - 2 : LongestSubject - 1)] + "…";
    }

    private static string Fill(LocalText text, string culture, Incident incident)
    {
        var chinese = culture.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
        var grade = new LocalText(
            $"{incident.Grade.Numeral()} {GradeNames.English(incident.Grade)}",
            $"{incident.Grade.Numeral()}级（{GradeNames.Chinese(incident.Grade)}）").For(culture);
        return text.For(culture)
            .Replace("{number}", incident.Number, StringComparison.Ordinal)
            .Replace("{grade}", grade, StringComparison.Ordinal)
            .Replace("{category}", CategoryNames.Of(incident.Category).For(culture), StringComparison.Ordinal)
            .Replace("{place}", incident.Place ?? (chinese ? "（待填）" : "(to be filled in)"), StringComparison.Ordinal)
            .Replace("{openedAt}", incident.OpenedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{description}", incident.Description ?? (chinese ? "（待填）" : "(to be filled in)"), StringComparison.Ordinal)
            .Replace("{title}", incident.Title, StringComparison.Ordinal);
    }
}
