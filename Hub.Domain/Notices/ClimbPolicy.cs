using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;

namespace Hub.Domain.Notices;

/// <summary>
/// How a notice climbs its ladder: a step tells people and sets a deadline; at the deadline the next step is told;
/// a step that names nobody new is passed at once and said; at the end the end repeats. Pure.
/// </summary>
public static class ClimbPolicy
{
    /// <summary>True when only the act itself (triage, release) ends the climb, and an acknowledgement gives one more period.</summary>
    public static bool NeedsTheAct(NoticeEvent about) => about is NoticeEvent.ReportToTriage or NoticeEvent.DutyOverdue;

    /// <summary>Starts a climb and fires its first step.</summary>
    public static Climb Start(
        Situation situation, NoticeSubject subject, NoticeContent content, string rule, string ladder, TimeSpan within, Quorum quorum, IReadOnlyList<Channel> channels, Guid? dutyId, DateTimeOffset now)
    {
        var climb = Climb.Start(subject, rule, ladder, situation.PlanVersionId, within, 1, dutyId, now);
        situation.Add(climb);
        var asked = situation.Roster.Resolve(situation.Plan.Ladders[ladder].Steps[0].To, now, situation.Incident?.LeaderId);
        climb.Need(quorum.Of(asked.Count(IsReachable)));
        FireFrom(situation, climb, subject, content, channels, 0, now);
        return climb;
    }

    /// <summary>Its deadline fell due: climbs, or repeats the end.</summary>
    /// <param name="situation">How the matter stands.</param>
    /// <param name="climb">The climb; nothing happens when it is answered or ended.</param>
    /// <param name="content">What the notices say.</param>
    /// <param name="channels">Channels of the rule.</param>
    /// <param name="dueAt">When the deadline was due: steps that would have followed before now are passed over and recorded.</param>
    /// <param name="now">Now.</param>
    public static void Advance(Situation situation, Climb climb, NoticeContent content, IReadOnlyList<Channel> channels, DateTimeOffset dueAt, DateTimeOffset now)
    {
        if (climb.State != ClimbState.Climbing)
        {
            return;
        }

        var subject = SubjectOf(climb);
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

        situation.Effects.Facts.Add(new Fact(FactKind.LadderClimbed, ("rule", climb.Rule), ("step", Number(next + 1)), ("of", Number(last + 1))));
        FireFrom(situation, climb, subject, content, channels, next, now);
    }

    /// <summary>Everybody told so far gets a new issue, to be acknowledged again; then it climbs on from where it stood.</summary>
    public static void Reissue(Situation situation, Climb climb, NoticeSubject subject, NoticeContent content, string ladder, TimeSpan within, Quorum quorum, IReadOnlyList<Channel> channels, DateTimeOffset now)
    {
        situation.CancelDeadlines(climb.Id, DeadlineKind.LadderStep, now);
        climb.Reissue(subject, ladder, within);
        var steps = situation.Plan.Ladders[ladder].Steps;
        climb.Need(quorum.Of(situation.Roster.Resolve(steps[0].To, now, situation.Incident?.LeaderId).Count(IsReachable)));
        var toldBefore = climb.Told.Select(t => situation.Roster.Find(t.PersonId)).OfType<Person>()
            .Where(p => p.IsPresent(now)).Select(p => new Recipient(p, AsToldBefore(situation, p))).ToList();
        var asked = situation.Roster.Resolve(steps[climb.Step].To, now, situation.Incident?.LeaderId);
        var everybody = toldBefore.Concat(asked.Where(a => toldBefore.TrueForAll(t => t.Person.Id != a.Person.Id))).Where(IsReachable).ToList();
        if (everybody.Count == 0)
        {
            FireFrom(situation, climb, subject, content, channels, climb.Step, now);
            return;
        }

        Tell(situation, climb, subject, content, channels, everybody, Within(climb, situation.Plan.Ladders[ladder], climb.Step), now);
    }

    /// <summary>Somebody acknowledged a notice: the climbs of its matter that told this person may be answered.</summary>
    public static void Acknowledged(Situation situation, Notice notice, DateTimeOffset now)
    {
        foreach (var climb in situation.Climbs.Where(c => c.State == ClimbState.Climbing && c.Matter == notice.Matter && c.Told.Any(t => t.PersonId == notice.PersonId)))
        {
            climb.Touch();
            if (NeedsTheAct(climb.Event))
            {
                situation.CancelDeadlines(climb.Id, DeadlineKind.LadderStep, now);
                situation.Add(Deadline.At(now + climb.AcknowledgeWithin, DeadlineKind.LadderStep, climb.Id, climb.IncidentId));
                continue;
            }

            AnswerIfEnough(situation, climb, now);
        }
    }

    /// <summary>The matter of a climb is over: no further step, and its open notices are withdrawn unless another climb still asks for them.</summary>
    public static void End(Situation situation, Climb climb, bool answered, DateTimeOffset now)
    {
        situation.CancelDeadlines(climb.Id, DeadlineKind.LadderStep, now);
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
        foreach (var notice in situation.Notices.Where(n => n.Matter == climb.Matter && n.State == NoticeState.Open && climb.Told.Any(t => t.PersonId == n.PersonId)))
        {
            var stillAsked = situation.Climbs.Exists(c => c != climb && c.State == ClimbState.Climbing && c.Matter == notice.Matter && c.Told.Any(t => t.PersonId == notice.PersonId));
            if (!stillAsked)
            {
                notice.Withdraw(now);
            }
        }
    }

    /// <summary>The matter that a climb's notices speak of.</summary>
    public static NoticeSubject SubjectOf(Climb climb) =>
        new(climb.Matter, climb.Issue, climb.Event, climb.IncidentId, climb.Grade, climb.IsDrill);

    private static void FireFrom(Situation situation, Climb climb, NoticeSubject subject, NoticeContent content, IReadOnlyList<Channel> channels, int step, DateTimeOffset now)
    {
        var ladder = situation.Plan.Ladders[climb.Ladder];
        for (; ; step++)
        {
            climb.ClimbTo(step);
            var asked = situation.Roster.Resolve(ladder.Steps[step].To, now, situation.Incident?.LeaderId);
            var fresh = asked.Where(r => IsReachable(r) && !climb.Told.Any(t => t.PersonId == r.Person.Id)).ToList();
            if (fresh.Count > 0)
            {
                Tell(situation, climb, subject, content, channels, fresh, Within(climb, ladder, step), now);
                return;
            }

            situation.Effects.Facts.Add(new Fact(
                FactKind.StepEmpty,
                ("rule", climb.Rule),
                ("step", Number(step + 1)),
                ("why", asked.Count == 0 ? "nobody" : asked.Any(IsReachable) ? "toldAlready" : "noAddress"),
                ("targets", string.Join(", ", ladder.Steps[step].To))));
            if (step == ladder.Steps.Count - 1)
            {
                RepeatEnd(situation, climb, subject, content, channels, now);
                return;
            }
        }
    }

    private static void Tell(Situation situation, Climb climb, NoticeSubject subject, NoticeContent content, IReadOnlyList<Channel> channels, List<Recipient> recipients, TimeSpan within, DateTimeOffset now)
    {
        // Who has acknowledged the same matter on another ladder already answers here too; then nobody else need be told.
        var know = NeedsTheAct(climb.Event) ? [] : recipients.FindAll(r => NoticeTo(situation, climb, r.Person.Id)?.State == NoticeState.Acknowledged);
        know.ForEach(r => climb.Tell(r.Person.Id, now));
        var answered = know.Count > 0 && AnswerIfEnough(situation, climb, now);
        foreach (var recipient in answered ? [] : recipients)
        {
            climb.Tell(recipient.Person.Id, now);
            var existing = NoticeTo(situation, climb, recipient.Person.Id);
            if (existing is null)
            {
                var notice = Notice.To(recipient, subject, content, now + within, climb.Id, now);
                situation.Add(notice, Posting.Of(notice, recipient.Person, channels, now));
            }
            else if (existing.Ask(now + within, climb.Id))
            {
                situation.Effects.Deliveries.AddRange(Posting.Of(existing, recipient.Person, channels, now));
            }
        }

        situation.Effects.Facts.Add(new Fact(
            FactKind.Notified,
            ("rule", climb.Rule),
            ("step", Number(climb.Step + 1)),
            ("names", string.Join(", ", (answered ? know : recipients).Select(r => r.Person.Name))),
            ("by", (now + within).UtcDateTime.ToString("O", CultureInfo.InvariantCulture))));
        if (!answered)
        {
            situation.Add(Deadline.At(now + within, DeadlineKind.LadderStep, climb.Id, climb.IncidentId));
        }
    }

    private static void RepeatEnd(Situation situation, Climb climb, NoticeSubject subject, NoticeContent content, IReadOnlyList<Channel> channels, DateTimeOffset now)
    {
        // Somebody may have come on call, or back, since the end was reached.
        var ladder = situation.Plan.Ladders[climb.Ladder];
        var fresh = situation.Roster.Resolve(ladder.Steps.SelectMany(s => s.To), now, situation.Incident?.LeaderId)
            .Where(r => IsReachable(r) && !climb.Told.Any(t => t.PersonId == r.Person.Id)).ToList();
        if (fresh.Count > 0)
        {
            Tell(situation, climb, subject, content, channels, fresh, ladder.RepeatEvery, now);
            return;
        }

        var again = Silent(situation, climb, now);
        if (again.Count == 0 && !NeedsTheAct(climb.Event) && Answers(situation, climb) > 0)
        {
            // Whoever can be told has acknowledged; those who are missing have left.
            climb.Answer(now);
            return;
        }

        climb.RepeatEnd(now);
        foreach (var notice in again)
        {
            situation.Effects.Deliveries.AddRange(Posting.Of(notice, situation.Roster.Find(notice.PersonId)!, channels, now));
        }

        situation.Effects.Facts.Add(new Fact(
            FactKind.NobodyAnswers,
            ("rule", climb.Rule),
            ("names", string.Join(", ", again.Select(n => n.PersonName))),
            ("time", Number(climb.Repeats))));
        situation.Add(Deadline.At(now + ladder.RepeatEvery, DeadlineKind.LadderStep, climb.Id, climb.IncidentId));
    }

    /// <summary>Who is reminded at the end: those of the highest step that has somebody left who has not answered; who is absent only when nobody else is left.</summary>
    private static List<Notice> Silent(Situation situation, Climb climb, DateTimeOffset now)
    {
        var silent = climb.Told.Select(t => (t.Step, Notice: NoticeTo(situation, climb, t.PersonId), Person: situation.Roster.Find(t.PersonId)))
            .Where(t => t.Notice is { } n && t.Person is { IsRetired: false, ContactPoints.Count: > 0 }
                && (n.State == NoticeState.Open || (NeedsTheAct(climb.Event) && n.State == NoticeState.Acknowledged)))
            .ToList();
        var present = silent.FindAll(t => t.Person!.IsPresent(now));
        return [.. (present.Count > 0 ? present : silent).GroupBy(t => t.Step).MaxBy(g => g.Key)?.Select(t => t.Notice!) ?? []];
    }

    private static Notice? NoticeTo(Situation situation, Climb climb, Guid personId) =>
        situation.Notices.Find(n => n.Matter == climb.Matter && n.Issue == climb.Issue && n.PersonId == personId);

    private static int Answers(Situation situation, Climb climb) => situation.Notices.Count(n =>
        n.Matter == climb.Matter && n.Issue == climb.Issue && n.State == NoticeState.Acknowledged && climb.Told.Any(t => t.PersonId == n.PersonId));

    private static bool AnswerIfEnough(Situation situation, Climb climb, DateTimeOffset now)
    {
        if (Answers(situation, climb) < climb.Needed)
        {
            return false;
        }

        situation.CancelDeadlines(climb.Id, DeadlineKind.LadderStep, now);
        climb.Answer(now);
        return true;
    }

    private static TimeSpan Within(Climb climb, Ladder ladder, int step) => ladder.Steps[step].Within ?? climb.AcknowledgeWithin;

    private static bool IsReachable(Recipient recipient) => recipient.Person.ContactPoints.Count > 0;

    private static LocalText AsToldBefore(Situation situation, Person person) =>
        situation.Notices.FindLast(n => n.PersonId == person.Id)?.As ?? LocalText.Same(person.Name);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
