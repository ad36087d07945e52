using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;

namespace Hub.Domain.Notices;

/// <summary>Turns the facts of an incident into notices, climbs and deadlines, as the plan says. Pure: no store, no clock.</summary>
public static class NoticePolicy
{
    /// <summary>Key of the rule whose audience is the incident's leader.</summary>
    public const string LeaderRule = "leader";

    /// <summary>Reacts to what was decided about an incident.</summary>
    /// <param name="situation">How it stands; effects are collected in it.</param>
    /// <param name="facts">What was decided, in order.</param>
    /// <param name="by">Name of who decided.</param>
    /// <param name="now">Now.</param>
    public static void React(Situation situation, IReadOnlyList<Fact> facts, string by, DateTimeOffset now)
    {
        foreach (var fact in facts)
        {
            switch (fact.Kind)
            {
                case FactKind.IncidentOpened:
                    Activate(situation, by, now);
                    break;
                case FactKind.GradeRaised:
                    Raise(situation, fact, by, now);
                    break;
                case FactKind.GradeLowered:
                    Lower(situation, fact, by, now);
                    break;
                case FactKind.LeaderAppointed:
                    TellLeader(situation, by, now);
                    break;
                case FactKind.UpdatePosted:
                case FactKind.SituationReportApproved:
                    ScheduleProgress(situation, now);
                    break;
                case FactKind.StoodDown:
                    EndWith(situation, NoticeEvent.StoodDown, fact, by, now);
                    break;
                case FactKind.Closed:
                    EndWith(situation, NoticeEvent.Closed, fact, by, now);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The leader owes a progress report: reminds, and sets the next deadline.</summary>
    public static void ProgressMissed(Situation situation, DateTimeOffset now)
    {
        var incident = situation.Incident!;
        situation.Effects.Facts.Add(new Fact(FactKind.ProgressReportMissed, ("leader", incident.LeaderName ?? "")));
        var subject = new NoticeSubject($"progress:{incident.Id}:{now.UtcTicks}", 1, NoticeEvent.ProgressReportDue, incident.Id, incident.Grade, incident.IsDrill);
        Inform(situation, subject, Content(situation, null, incident.LeaderName), situation.Roster.Resolve([new Target(TargetKind.Leader, "")], now, incident.LeaderId), now);
        ScheduleProgress(situation, now);
    }

    /// <summary>What a notice of this incident says.</summary>
    public static NoticeContent Content(Situation situation, string? detail, string? by, params IEnumerable<(string Name, string Value)> values)
    {
        var incident = situation.Incident!;
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["leader"] = incident.LeaderName ?? "",
            ["category"] = incident.Category.ToString(),
            ["place"] = incident.Place ?? "",
        };
        foreach (var (name, value) in values)
        {
            all[name] = value;
        }

        return new NoticeContent(incident.Number, incident.Title, detail, by, all);
    }

    private static void Activate(Situation situation, string by, DateTimeOffset now)
    {
        var incident = situation.Incident!;
        var rule = situation.Plan.Grades[incident.Grade];
        var subject = Subject(situation, NoticeEvent.Activated);
        var content = Content(situation, incident.Description, by);
        foreach (var audience in rule.Notify)
        {
            ClimbPolicy.Start(situation, subject, content, audience.Key, audience.Ladder, audience.AcknowledgeWithin, audience.Channels, null, now);
        }

        Inform(situation, subject, content, Informed(situation, rule.Inform, now), now);
        ScheduleProgress(situation, now);
    }

    private static void Raise(Situation situation, Fact fact, string by, DateTimeOffset now)
    {
        var incident = situation.Incident!;
        var rule = situation.Plan.Grades[incident.Grade];
        var subject = Subject(situation, NoticeEvent.GradeRaised);
        var content = Content(situation, fact["reason"], by, ("from", fact["from"]));
        var before = situation.Notices.Where(n => n.Matter == subject.Matter && n.Issue < subject.Issue).ToList();
        foreach (var notice in before)
        {
            notice.Supersede(now);
        }

        var running = situation.Climbs.Where(c => c.Matter == subject.Matter && c.State != ClimbState.Ended).ToList();
        foreach (var audience in rule.Notify)
        {
            var climb = running.Find(c => c.Rule == audience.Key);
            if (climb is null)
            {
                ClimbPolicy.Start(situation, subject, content, audience.Key, audience.Ladder, audience.AcknowledgeWithin, audience.Channels, null, now);
            }
            else
            {
                ClimbPolicy.Reissue(situation, climb, subject, content, audience.Ladder, audience.AcknowledgeWithin, audience.Channels, now);
            }
        }

        foreach (var climb in running.Where(c => rule.Notify.All(a => a.Key != c.Rule)))
        {
            ClimbPolicy.Reissue(situation, climb, subject, content, climb.Ladder, rule.AcknowledgeWithin, rule.Channels, now);
        }

        var toldBefore = before.Select(n => situation.Roster.Find(n.PersonId)).OfType<Person>().DistinctBy(p => p.Id)
            .Select(p => new Recipient(p, before.Last(n => n.PersonId == p.Id).As));
        Inform(situation, subject, content, [.. Informed(situation, rule.Inform, now), .. toldBefore], now);
        ScheduleProgress(situation, now);
    }

    private static void Lower(Situation situation, Fact fact, string by, DateTimeOffset now)
    {
        var incident = situation.Incident!;
        var rule = situation.Plan.Grades[incident.Grade];
        Cease(situation, c => c.Matter == situation.MainMatter && rule.Notify.All(a => a.Key != c.Rule), now);

        var subject = new NoticeSubject($"lowered:{incident.Id}:{incident.Version}", 1, NoticeEvent.GradeLowered, incident.Id, incident.Grade, incident.IsDrill);
        Inform(situation, subject, Content(situation, fact["reason"], by, ("from", fact["from"])), EverybodyTold(situation), now);
        ScheduleProgress(situation, now);
    }

    private static void TellLeader(Situation situation, string by, DateTimeOffset now)
    {
        var incident = situation.Incident!;
        foreach (var climb in situation.Climbs.Where(c => c.Rule == LeaderRule && c.State != ClimbState.Ended).ToList())
        {
            ClimbPolicy.End(situation, climb, answered: false, now);
        }

        Withdraw(situation, NoticeEvent.LeaderAppointed, now);
        var subject = new NoticeSubject($"leader:{incident.Id}:{incident.Version}", 1, NoticeEvent.LeaderAppointed, incident.Id, incident.Grade, incident.IsDrill);
        var content = Content(situation, incident.Description, by);
        var rule = situation.Plan.Grades[incident.Grade].Notify.FirstOrDefault(r => r.Key == LeaderRule);
        if (rule is null || incident.State != IncidentState.Open)
        {
            Inform(situation, subject, content, situation.Roster.Resolve([new Target(TargetKind.Leader, "")], now, incident.LeaderId), now);
            return;
        }

        ClimbPolicy.Start(situation, subject, content, rule.Key, rule.Ladder, rule.AcknowledgeWithin, rule.Channels, null, now);
    }

    private static void EndWith(Situation situation, NoticeEvent about, Fact fact, string by, DateTimeOffset now)
    {
        var incident = situation.Incident!;
        var told = EverybodyTold(situation);
        Cease(situation, c => c.DutyId is null, now);
        situation.CancelDeadlines(incident.Id, DeadlineKind.ProgressReport, now);
        Withdraw(situation, NoticeEvent.ProgressReportDue, now);
        var subject = new NoticeSubject($"{about.ToString().ToLowerInvariant()}:{incident.Id}", 1, about, incident.Id, incident.Grade, incident.IsDrill);
        Inform(situation, subject, Content(situation, fact["reason"], by), told, now);
    }

    /// <summary>What was told for information and concerns its recipient no more.</summary>
    private static void Withdraw(Situation situation, NoticeEvent about, DateTimeOffset now)
    {
        foreach (var notice in situation.Notices.Where(n => n.Event == about && n.State == NoticeState.ForInformation))
        {
            notice.Withdraw(now);
        }
    }

    /// <summary>Climbs that ask no more: those that wait end, and where somebody had answered the others are let off too.</summary>
    private static void Cease(Situation situation, Func<Climb, bool> which, DateTimeOffset now)
    {
        foreach (var climb in situation.Climbs.Where(c => c.State != ClimbState.Ended && which(c)).ToList())
        {
            if (climb.State == ClimbState.Climbing)
            {
                ClimbPolicy.End(situation, climb, answered: false, now);
            }
            else
            {
                ClimbPolicy.Withdraw(situation, climb, now);
            }
        }
    }

    private static void ScheduleProgress(Situation situation, DateTimeOffset now)
    {
        var incident = situation.Incident!;
        situation.CancelDeadlines(incident.Id, DeadlineKind.ProgressReport, now);
        if (incident.State == IncidentState.Open && situation.Plan.Grades[incident.Grade].ProgressEvery is { } every)
        {
            situation.Add(Deadline.At(now + every, DeadlineKind.ProgressReport, incident.Id, incident.Id));
        }
    }

    /// <summary>Tells for information, each person once a matter and issue.</summary>
    internal static void Inform(Situation situation, NoticeSubject subject, NoticeContent content, IEnumerable<Recipient> recipients, DateTimeOffset now)
    {
        var channels = subject.Grade is { } grade ? situation.Plan.Grades[grade].Channels : [Channel.Mail];
        foreach (var recipient in recipients.DistinctBy(r => r.Person.Id))
        {
            if (situation.Notices.Exists(n => n.Matter == subject.Matter && n.Issue == subject.Issue && n.PersonId == recipient.Person.Id))
            {
                continue;
            }

            if (recipient.Person.IsRetired || !recipient.Person.HasAddress)
            {
                situation.Effects.Facts.Add(new Fact(FactKind.NotTold, ("name", recipient.Person.Name), ("why", "noAddress")));
                continue;
            }

            var notice = Notice.To(recipient, subject, content.For(recipient.Person, subject.Event, situation.Plan), null, null, now);
            situation.Add(notice);
            situation.Post(notice, recipient.Person, channels, now);
            if (!recipient.Person.IsReachable)
            {
                situation.Effects.Facts.Add(new Fact(FactKind.NotTold, ("name", recipient.Person.Name), ("why", "unverified")));
            }
        }
    }

    /// <summary>Whom targets name; the record says for which of them there is nobody.</summary>
    internal static IReadOnlyList<Recipient> Informed(Situation situation, IReadOnlyList<Target> targets, DateTimeOffset now)
    {
        var leader = situation.Incident?.LeaderId;
        var empty = targets.Where(t => situation.Roster.Resolve([t], now, leader).Count == 0).ToList();
        if (empty.Count > 0)
        {
            situation.Effects.Facts.Add(new Fact(FactKind.NotTold, ("name", ""), ("why", "nobody"), ("targets", string.Join(", ", empty))));
        }

        return situation.Roster.Resolve(targets, now, leader);
    }

    private static List<Recipient> EverybodyTold(Situation situation) =>
        [.. situation.Notices.Where(n => n.Event is not NoticeEvent.ReportOutcome)
            .GroupBy(n => n.PersonId)
            .Select(g => situation.Roster.Find(g.Key) is { } person ? new Recipient(person, g.First().As) : null)
            .OfType<Recipient>()];

    private static NoticeSubject Subject(Situation situation, NoticeEvent about)
    {
        var incident = situation.Incident!;
        return new NoticeSubject(situation.MainMatter, incident.Issue, about, incident.Id, incident.Grade, incident.IsDrill);
    }
}
