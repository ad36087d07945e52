using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;

namespace Hub.Domain.Notices;

/// <summary>
/// How a notice climbs its ladder: a step tells people and sets a deadline; at the deadline the next step is told;
/// a step that can answer nothing is passed at once and said; at the end the end repeats. Pure.
/// </summary>
public static partial class ClimbPolicy
{
    /// <summary>True when only the act itself (triage, release) ends the climb, and an acknowledgement gives one more period.</summary>
    public static bool NeedsTheAct(NoticeEvent about) => about is NoticeEvent.ReportToTriage or NoticeEvent.DutyOverdue;

    /// <summary>Starts a climb and fires its first step.</summary>
    public static Climb Start(
        Situation situation, NoticeSubject subject, NoticeContent content, string rule, string ladder, TimeSpan within, IReadOnlyList<Channel> channels, Guid? dutyId, DateTimeOffset now) =>
        Start(situation, subject, content, rule, ladder, within, channels, dutyId, now, first: null);

    /// <summary>Starts a climb whose first step tells others than the ladder names: those who may decide the matter. When they are silent, the ladder goes on above them.</summary>
    public static Climb Ask(
        Situation situation, NoticeSubject subject, NoticeContent content, string rule, string ladder, TimeSpan within, IReadOnlyList<Channel> channels, IEnumerable<Recipient> first, DateTimeOffset now) =>
        Start(situation, subject, content, rule, ladder, within, channels, null, now, [.. first]);

    private static Climb Start(
        Situation situation, NoticeSubject subject, NoticeContent content, string rule, string ladder, TimeSpan within, IReadOnlyList<Channel> channels, Guid? dutyId, DateTimeOffset now, List<Recipient>? first)
    {
        var climb = Climb.Start(subject, rule, ladder, situation.PlanVersionId, within, 1, dutyId, now);
        situation.Add(climb);
        FireFrom(situation, climb, subject, content, channels, 0, now, first);
        return climb;
    }

    /// <summary>Its deadline fell due: climbs, or repeats the end.</summary>
    /// <param name="situation">How the matter stands.</param>
    /// <param name="climb">The climb; nothing happens when it is answered or ended.</param>
    /// <param name="content">What the notices say.</param>
    /// <param name="dueAt">When the deadline was due: steps that would have followed before now are passed over and recorded.</param>
    /// <param name="now">Now.</param>
    /// <param name="why">Why it climbs: a key of the record's texts.</param>
    public static void Advance(Situation situation, Climb climb, NoticeContent content, DateTimeOffset dueAt, DateTimeOffset now, string why = ClimbsBecause.NobodyAcknowledged)
    {
        if (climb.State != ClimbState.Climbing)
        {
            return;
        }

        var subject = SubjectOf(climb);
        var channels = ClimbTerms.Of(situation, climb).Channels;
        var ladder = situation.Plan.Ladders[climb.Ladder];
        var last = ladder.Steps.Count - 1;
        if (climb.Step >= last)
        {
            RepeatEnd(situation, climb, subject, content, channels, now);
            return;
        }

        var next = climb.Step + 1;
        var wouldBeDue = dueAt + Within(climb, ladder, next);
        var skipped = new List<int>();
        while (next < last && wouldBeDue <= now)
        {
            skipped.Add(next);
            next++;
            wouldBeDue += Within(climb, ladder, next);
        }

        if (skipped.Count > 0)
        {
            situation.Effects.Facts.Add(new Fact(
                FactKind.StepsSkipped,
                ("rule", climb.Rule),
                ("steps", string.Join(", ", skipped.Select(s => Number(s + 1)))),
                ("late", Number((int)(now - dueAt).TotalMinutes))));
        }

        situation.Effects.Facts.Add(new Fact(FactKind.LadderClimbed, ("rule", climb.Rule), ("step", Number(next + 1)), ("of", Number(last + 1)), ("why", why)));
        FireFrom(situation, climb, subject, content, channels, next, now);
    }

    /// <summary>
    /// Somebody lets it take its next step before its time. False when it stands on that step no more, so that a second click
    /// does nothing; or is answered, or at its end.
    /// </summary>
    /// <param name="situation">How the matter stands.</param>
    /// <param name="climb">The climb.</param>
    /// <param name="fromStep">Step, from 0, that it must stand on.</param>
    /// <param name="content">What the notices say.</param>
    /// <param name="now">Now.</param>
    public static bool ClimbByHand(Situation situation, Climb climb, int fromStep, NoticeContent content, DateTimeOffset now)
    {
        if (climb.State != ClimbState.Climbing || climb.Step != fromStep || IsAtEnd(situation, climb))
        {
            return false;
        }

        situation.CancelDeadlines(climb.Id, DeadlineKind.LadderStep, now);
        Advance(situation, climb, content, now, now, ClimbsBecause.ByHand);
        return true;
    }

    /// <summary>True when the ladder has no further step.</summary>
    public static bool IsAtEnd(Situation situation, Climb climb) => climb.Step >= situation.Plan.Ladders[climb.Ladder].Steps.Count - 1;

    /// <summary>Everybody told so far gets a new issue, to be acknowledged again; then it climbs on from where it stood.</summary>
    public static void Reissue(Situation situation, Climb climb, NoticeSubject subject, NoticeContent content, string ladder, TimeSpan within, IReadOnlyList<Channel> channels, DateTimeOffset now)
    {
        CancelAll(situation, climb, now);
        climb.Reissue(subject, ladder, within);
        var steps = situation.Plan.Ladders[ladder].Steps;
        var asked = situation.Roster.Resolve(steps[climb.Step].To, now, situation.Incident?.LeaderId);
        climb.Need(NeededOf(situation, climb, asked));
        var toldBefore = climb.Told.Select(t => situation.Roster.Find(t.PersonId)).OfType<Person>()
            .Where(p => p.IsPresent(now)).Select(p => new Recipient(p, AsToldBefore(situation, p))).ToList();
        var everybody = toldBefore.Concat(asked.Where(a => toldBefore.TrueForAll(t => t.Person.Id != a.Person.Id))).Where(r => r.Person.HasAddress).ToList();
        if (everybody.Count == 0 || !everybody.Exists(r => r.Person.IsReachable))
        {
            FireFrom(situation, climb, subject, content, channels, climb.Step, now, everybody);
            return;
        }

        var time = Within(climb, situation.Plan.Ladders[ladder], climb.Step);
        if (!Tell(situation, climb, subject, content, channels, everybody, time, now))
        {
            AwaitStep(situation, climb, time, now);
        }
    }

    /// <summary>The matter of a climb is over: no further step, and its open notices are withdrawn unless another climb still asks for them.</summary>
    public static void End(Situation situation, Climb climb, bool answered, DateTimeOffset now)
    {
        if (answered)
        {
            climb.Answer(now);
        }
        else
        {
            climb.EndWithMatter(now);
        }

        Withdraw(situation, climb, now);
    }

    /// <summary>Nobody is asked by this climb any more: its open notices are withdrawn unless another climb still asks for them.</summary>
    public static void Withdraw(Situation situation, Climb climb, DateTimeOffset now)
    {
        CancelAll(situation, climb, now);
        foreach (var notice in situation.Notices.Where(n => n.Matter == climb.Matter && n.State is NoticeState.Open or NoticeState.Declined && climb.HasTold(n.PersonId)))
        {
            var stillAsked = situation.Climbs.Exists(c => c != climb && c.State == ClimbState.Climbing && c.Matter == notice.Matter && c.HasTold(notice.PersonId));
            if (!stillAsked)
            {
                notice.Withdraw(now);
            }
        }
    }

    /// <summary>The matter that a climb's notices speak of.</summary>
    public static NoticeSubject SubjectOf(Climb climb) =>
        new(climb.Matter, climb.Issue, climb.Event, climb.IncidentId, climb.Grade, climb.IsDrill);

    private static void CancelAll(Situation situation, Climb climb, DateTimeOffset now)
    {
        situation.CancelDeadlines(climb.Id, DeadlineKind.LadderStep, now);
        situation.CancelDeadlines(climb.Id, DeadlineKind.AcknowledgementExpires, now);
    }

    private static void AwaitStep(Situation situation, Climb climb, TimeSpan within, DateTimeOffset now) =>
        situation.Add(Deadline.At(now + within, DeadlineKind.LadderStep, climb.Id, climb.IncidentId));

    private static int NeededOf(Situation situation, Climb climb, IEnumerable<Recipient> asked) =>
        ClimbTerms.QuorumOf(situation, climb, climb.Step).Of(asked.Count(r => r.Person.IsReachable));

    private static Notice? NoticeTo(Situation situation, Climb climb, Guid personId) =>
        situation.Notices.Find(n => n.Matter == climb.Matter && n.Issue == climb.Issue && n.PersonId == personId);

    private static TimeSpan Within(Climb climb, Ladder ladder, int step) => ladder.Steps[step].Within ?? climb.AcknowledgeWithin;

    private static LocalText AsToldBefore(Situation situation, Person person) =>
        situation.Notices.FindLast(n => n.PersonId == person.Id)?.As ?? LocalText.Same(person.Name);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>Why a ladder climbs; stands in the record. Stored: never change one.</summary>
public static class ClimbsBecause
{
    /// <summary>Its time is over.</summary>
    public const string NobodyAcknowledged = "silent";

    /// <summary>Too few of those who were asked can take it.</summary>
    public const string CannotTake = "declined";

    /// <summary>Somebody asked for it.</summary>
    public const string ByHand = "byHand";

    /// <summary>Whoever had acknowledged cannot be asked again.</summary>
    public const string Expired = "expired";
}
