using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Notices;

/// <content>What people answer: they acknowledge, cannot take it, hand it over, or an acknowledgement has expired.</content>
public static partial class ClimbPolicy
{
    /// <summary>Somebody acknowledged a notice: the climbs of its matter that told this person may be answered, and what was answered holds anew.</summary>
    public static void Acknowledged(Situation situation, Notice notice, DateTimeOffset now)
    {
        foreach (var climb in situation.Climbs.Where(c => c.Matter == notice.Matter && c.HasTold(notice.PersonId)).ToList())
        {
            switch (climb.State)
            {
                case ClimbState.Climbing when NeedsTheAct(climb.Event):
                    climb.GoOn();
                    situation.CancelDeadlines(climb.Id, DeadlineKind.LadderStep, now);
                    AwaitStep(situation, climb, climb.AcknowledgeWithin, now);
                    break;
                case ClimbState.Climbing:
                    climb.Touch();
                    _ = AnswerIfEnough(situation, climb, now);
                    break;
                case ClimbState.Answered when !NeedsTheAct(climb.Event) && IsStillAsked(situation, climb):
                    AwaitExpiry(situation, climb, now);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>
    /// Somebody cannot take it: every ladder that waits for them climbs at once, unless somebody else at its step can still answer
    /// or it is at its end already. An answer that does not hold without them is taken back.
    /// </summary>
    /// <param name="situation">How the matter stands.</param>
    /// <param name="notice">Their notice.</param>
    /// <param name="now">Now.</param>
    /// <returns>Whether they had said so before. Refused: as <see cref="Notice.Decline"/>; nothing waits for an answer any more (conflict).</returns>
    public static Outcome<bool> Decline(Situation situation, Notice notice, DateTimeOffset now)
    {
        var waiting = WaitingFor(situation, notice);
        if (notice.State == NoticeState.Acknowledged && waiting.Count == 0)
        {
            return Refusal.Conflict("NothingWaits");
        }

        var declined = notice.Decline(now);
        if (declined.IsRefused || !declined.Value)
        {
            return declined.IsRefused ? declined : true;
        }

        foreach (var climb in waiting)
        {
            var reopened = TakeBack(situation, climb, now);
            if (reopened)
            {
                RemindStep(situation, climb, now);
            }

            if (reopened || climb.Told.Any(t => t.PersonId == notice.PersonId && t.Step == climb.Step))
            {
                ClimbIfNobodyIsLeft(situation, climb, notice.Content, now);
            }
        }

        return false;
    }

    /// <summary>
    /// Somebody hands it over: the other person gets the notice at the current step of every ladder that waits for the giver, with
    /// the full time.
    /// </summary>
    /// <param name="situation">How the matter stands.</param>
    /// <param name="notice">The giver's notice.</param>
    /// <param name="to">Who takes it.</param>
    /// <param name="now">Now.</param>
    /// <returns>
    /// The notice of the other person. Refused: to oneself, or to somebody who is absent, has left, has no verified address, is
    /// asked already or has acknowledged (conflict); as <see cref="Notice.Decline"/>; nothing waits for an answer any more (conflict).
    /// </returns>
    public static Outcome<Notice> HandOver(Situation situation, Notice notice, Person to, DateTimeOffset now)
    {
        var theirs = situation.Notices.Find(n => n.Matter == notice.Matter && n.Issue == notice.Issue && n.PersonId == to.Id);
        var waiting = WaitingFor(situation, notice);
        var refusal = to.Id == notice.PersonId ? Refusal.Invalid("person", "HandOverToOneself")
            : !to.IsPresent(now) ? Refusal.Conflict("PersonNotPresent", to.Name)
            : !to.IsReachable ? Refusal.Conflict("PersonNotReachable", to.Name)
            : theirs is { State: NoticeState.Open or NoticeState.Acknowledged } ? Refusal.Conflict("PersonAskedAlready", to.Name)
            : waiting.Count == 0 && notice.State is NoticeState.Open or NoticeState.Acknowledged or NoticeState.Declined ? Refusal.Conflict("NothingWaits")
            : null;
        if ((refusal ?? notice.HandOver(to.Name, now).Refusal) is { } refused)
        {
            return refused;
        }

        var by = waiting.Max(c => now + Within(c, situation.Plan.Ladders[c.Ladder], c.Step));
        theirs = Give(situation, notice, theirs, to, by, waiting[0], now);
        foreach (var climb in waiting)
        {
            _ = TakeBack(situation, climb, now);
            climb.TellAtStep(to.Id, now);
            var within = Within(climb, situation.Plan.Ladders[climb.Ladder], climb.Step);
            situation.Effects.Facts.Add(new Fact(
                FactKind.Notified, ("rule", climb.Rule), ("step", Number(climb.Step + 1)), ("names", to.Name), ("by", Instant(now + within))));
            if (climb.State == ClimbState.Climbing)
            {
                climb.GoOn();
                situation.CancelDeadlines(climb.Id, DeadlineKind.LadderStep, now);
                AwaitStep(situation, climb, within, now);
            }
        }

        return theirs;
    }

    /// <summary>An acknowledgement has expired: whoever gave one is asked again and has the step's time; then it climbs on from where it stood.</summary>
    public static void Expired(Situation situation, Climb climb, NoticeContent content, DateTimeOffset now)
    {
        var terms = ClimbTerms.Of(situation, climb);
        if (climb.State != ClimbState.Answered || NeedsTheAct(climb.Event) || terms.AcknowledgementLasts is null || !IsStillAsked(situation, climb))
        {
            return;
        }

        climb.Reopen();
        var within = Within(climb, situation.Plan.Ladders[climb.Ladder], climb.Step);
        var givers = GiversOf(situation, climb);
        var canAnswer = false;

        // They answer for the step on which it stands: as many as did, but no more than it asks for.
        climb.Need(Math.Min(climb.Needed, givers.Count));
        foreach (var notice in givers)
        {
            climb.TellAtStep(notice.PersonId, now);
            notice.AskAgain(now + within, notice.ClimbId);
            if (situation.Roster.Find(notice.PersonId) is { HasAddress: true } person && person.IsPresent(now))
            {
                situation.Post(notice, person, terms.Channels, now);
                canAnswer |= person.IsReachable;
            }
        }

        situation.Effects.Facts.Add(new Fact(
            FactKind.AcknowledgementExpired, ("rule", climb.Rule), ("name", string.Join(", ", givers.Select(n => n.PersonName))), ("by", Instant(now + within))));
        if (canAnswer)
        {
            AwaitStep(situation, climb, within, now);
        }
        else
        {
            Advance(situation, climb, content, now, now, ClimbsBecause.Expired);
        }
    }

    private static Notice Give(Situation situation, Notice notice, Notice? theirs, Person to, DateTimeOffset by, Climb climb, DateTimeOffset now)
    {
        if (theirs is null)
        {
            var instead = new LocalText($"In place of {notice.PersonName}", $"代{notice.PersonName}");
            theirs = Notice.To(new Recipient(to, instead), SubjectOf(climb), notice.Content.For(to, climb.Event, situation.Plan), by, climb.Id, now);
            situation.Add(theirs);
        }
        else
        {
            theirs.AskAgain(by, climb.Id);
        }

        situation.Post(theirs, to, ClimbTerms.Of(situation, climb).Channels, now);
        return theirs;
    }

    /// <summary>The climbs that told this person and wait, or would wait if their acknowledgement did not hold.</summary>
    private static List<Climb> WaitingFor(Situation situation, Notice notice) => situation.Climbs.FindAll(c =>
        c.Matter == notice.Matter && c.Issue == notice.Issue && c.HasTold(notice.PersonId)
        && (c.State == ClimbState.Climbing || (c.State == ClimbState.Answered && !NeedsTheAct(c.Event) && IsStillAsked(situation, c))));

    /// <summary>True for a climb of an open incident that the plan asks for at this grade; what a lower grade does not ask for stays as it was answered.</summary>
    private static bool IsStillAsked(Situation situation, Climb climb) =>
        climb.DutyId is null && situation.Incident is { State: IncidentState.Open } incident
        && (climb.Grade == incident.Grade || situation.Plan.Grades[incident.Grade].Notify.Any(r => r.Key == climb.Rule));

    /// <summary>An answer that does not hold any more is none: true when it waits again for that.</summary>
    private static bool TakeBack(Situation situation, Climb climb, DateTimeOffset now)
    {
        climb.Touch();
        if (climb.State != ClimbState.Answered || IsEnough(situation, climb, now))
        {
            return false;
        }

        situation.CancelDeadlines(climb.Id, DeadlineKind.AcknowledgementExpires, now);
        climb.Reopen();
        AwaitStep(situation, climb, Within(climb, situation.Plan.Ladders[climb.Ladder], climb.Step), now);
        return true;
    }

    /// <summary>Whoever was asked beside the one who had answered believed it settled: they hear that it is open again.</summary>
    private static void RemindStep(Situation situation, Climb climb, DateTimeOffset now)
    {
        var within = Within(climb, situation.Plan.Ladders[climb.Ladder], climb.Step);
        var asked = climb.Told.Where(t => t.Step == climb.Step).Select(t => NoticeTo(situation, climb, t.PersonId)).OfType<Notice>()
            .Where(n => n.State == NoticeState.Open && situation.Roster.Find(n.PersonId) is { IsRetired: false, IsReachable: true }).ToList();
        foreach (var notice in asked)
        {
            notice.AskAgain(now + within, climb.Id);
            situation.Post(notice, situation.Roster.Find(notice.PersonId)!, ClimbTerms.Of(situation, climb).Channels, now);
        }

        if (asked.Count > 0)
        {
            situation.Effects.Facts.Add(new Fact(
                FactKind.Notified, ("rule", climb.Rule), ("step", Number(climb.Step + 1)), ("names", string.Join(", ", asked.Select(n => n.PersonName))), ("by", Instant(now + within))));
        }
    }

    private static void ClimbIfNobodyIsLeft(Situation situation, Climb climb, NoticeContent content, DateTimeOffset now)
    {
        if (climb.State == ClimbState.Climbing && climb.NobodyAnswersSince is null && !CanStillBeAnswered(situation, climb))
        {
            situation.CancelDeadlines(climb.Id, DeadlineKind.LadderStep, now);
            Advance(situation, climb, content, now, now, ClimbsBecause.CannotTake);
        }
    }

    /// <summary>The notices by which somebody has acknowledged this climb.</summary>
    private static List<Notice> GiversOf(Situation situation, Climb climb) => situation.Notices.FindAll(n =>
        n.Matter == climb.Matter && n.Issue == climb.Issue && n.State == NoticeState.Acknowledged && climb.HasTold(n.PersonId));

    private static bool AnswerIfEnough(Situation situation, Climb climb, DateTimeOffset now)
    {
        if (!IsEnough(situation, climb, now))
        {
            return false;
        }

        Answer(situation, climb, now);
        return true;
    }

    private static void Answer(Situation situation, Climb climb, DateTimeOffset now)
    {
        situation.CancelDeadlines(climb.Id, DeadlineKind.LadderStep, now);
        climb.Answer(now);
        AwaitExpiry(situation, climb, now);
    }

    private static void AwaitExpiry(Situation situation, Climb climb, DateTimeOffset now)
    {
        situation.CancelDeadlines(climb.Id, DeadlineKind.AcknowledgementExpires, now);
        if (IsStillAsked(situation, climb) && ClimbTerms.Of(situation, climb).AcknowledgementLasts is { } lasts)
        {
            situation.Add(Deadline.At(now + lasts, DeadlineKind.AcknowledgementExpires, climb.Id, climb.IncidentId));
        }
    }

    /// <summary>
    /// True when enough have acknowledged of any one step that was told: of the current one as many as are needed now, of an earlier
    /// one as many as its quorum asks of those it told. Who handed it over does not count, since somebody else does in their place.
    /// </summary>
    private static bool IsEnough(Situation situation, Climb climb, DateTimeOffset now)
    {
        var givers = GiversOf(situation, climb).Select(n => n.PersonId).ToHashSet();
        if (givers.Count == 0)
        {
            return false;
        }

        var named = situation.Roster.Resolve(situation.Plan.Ladders[climb.Ladder].Steps[climb.Step].To, now, situation.Incident?.LeaderId).Select(r => r.Person.Id).ToHashSet();
        if (climb.Told.Count(t => (t.Step == climb.Step || named.Contains(t.PersonId)) && givers.Contains(t.PersonId)) >= climb.Needed)
        {
            return true;
        }

        return climb.Told.Where(t => t.Step < climb.Step).GroupBy(t => t.Step).Any(step =>
            step.Count(t => givers.Contains(t.PersonId)) >= ClimbTerms.QuorumOf(situation, climb, step.Key).Of(step.Count(t =>
                situation.Roster.Find(t.PersonId) is { IsReachable: true } && NoticeTo(situation, climb, t.PersonId)?.HandedTo is null)));
    }
}
