using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Notices;

/// <content>Telling the people of a step, and what follows at the end of the ladder.</content>
public static partial class ClimbPolicy
{
    /// <summary>
    /// True while enough of those told at the current step can still answer. Not counted: who declined, whom no channel reaches, and
    /// who has no verified address. Whom an earlier step told does not matter: their time is over.
    /// </summary>
    /// <param name="climb">The climb.</param>
    /// <param name="notices">The notices of its matter and issue, at least.</param>
    /// <param name="counts">Whether a person can be counted on.</param>
    public static bool CanStillBeAnswered(Climb climb, IEnumerable<Notice> notices, Func<Guid, bool> counts)
    {
        var deaf = notices.Where(n => n.Matter == climb.Matter && n.Issue == climb.Issue && n is { State: NoticeState.Declined } or { State: NoticeState.Open, IsUndelivered: true })
            .Select(n => n.PersonId).ToHashSet();
        return climb.Told.Count(t => t.Step == climb.Step && !deaf.Contains(t.PersonId) && counts(t.PersonId)) >= climb.Needed;
    }

    private static bool CanStillBeAnswered(Situation situation, Climb climb) =>
        CanStillBeAnswered(climb, situation.Notices, id => situation.Roster.Find(id) is { IsRetired: false, IsReachable: true });

    /// <summary>Tells the people of a step, and of those after it, until there is somebody to wait for.</summary>
    /// <param name="situation">How the matter stands.</param>
    /// <param name="climb">The climb.</param>
    /// <param name="subject">What the notices are about.</param>
    /// <param name="content">What they say.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="step">First step, from 0.</param>
    /// <param name="now">Now.</param>
    /// <param name="first">Whom the first step tells; null: whom its targets name and nobody has told yet.</param>
    private static void FireFrom(
        Situation situation, Climb climb, NoticeSubject subject, NoticeContent content, IReadOnlyList<Channel> channels, int step, DateTimeOffset now, List<Recipient>? first = null)
    {
        var ladder = situation.Plan.Ladders[climb.Ladder];
        var told = false;
        for (; ; step++, first = null)
        {
            climb.ClimbTo(step);
            var asked = situation.Roster.Resolve(ladder.Steps[step].To, now, situation.Incident?.LeaderId);
            climb.Need(NeededOf(situation, climb, asked));
            var fresh = first ?? asked.Where(r => r.Person.HasAddress && !climb.HasTold(r.Person.Id)).ToList();
            var within = Within(climb, ladder, step);
            told |= fresh.Count > 0;
            if (fresh.Count > 0 && Tell(situation, climb, subject, content, channels, fresh, within, now))
            {
                return;
            }

            var isLast = step == ladder.Steps.Count - 1;
            var canAnswer = fresh.Count > 0 && CanStillBeAnswered(situation, climb);
            if (!canAnswer)
            {
                SayWhoCannotAnswer(situation, climb, asked, fresh);
            }

            if (canAnswer || (isLast && told))
            {
                AwaitStep(situation, climb, within, now);
                return;
            }

            if (isLast)
            {
                RepeatEnd(situation, climb, subject, content, channels, now);
                return;
            }
        }
    }

    private static void SayWhoCannotAnswer(Situation situation, Climb climb, IReadOnlyList<Recipient> asked, List<Recipient> fresh)
    {
        var unverified = fresh.Where(r => !r.Person.IsReachable).Select(r => r.Person.Name).ToList();
        var why = unverified.Count > 0 ? "unverified"
            : fresh.Count > 0 ? "declined"
            : asked.Count == 0 ? "nobody"
            : asked.Any(r => r.Person.HasAddress) ? "toldAlready" : "noAddress";
        situation.Effects.Facts.Add(new Fact(
            FactKind.StepEmpty,
            ("rule", climb.Rule),
            ("step", Number(climb.Step + 1)),
            ("why", why),
            ("targets", string.Join(", ", situation.Plan.Ladders[climb.Ladder].Steps[climb.Step].To)),
            ("names", string.Join(", ", unverified.Count > 0 ? unverified : fresh.Select(r => r.Person.Name)))));
    }

    /// <summary>Tells people at the current step; true when that answers the climb, since they know of the matter already.</summary>
    private static bool Tell(Situation situation, Climb climb, NoticeSubject subject, NoticeContent content, IReadOnlyList<Channel> channels, List<Recipient> recipients, TimeSpan within, DateTimeOffset now)
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
                var notice = Notice.To(recipient, subject, content.For(recipient.Person, subject.Event, situation.Plan), now + within, climb.Id, now);
                situation.Add(notice);
                situation.Post(notice, recipient.Person, channels, now);
            }
            else if (existing.Ask(now + within, climb.Id))
            {
                situation.Post(existing, recipient.Person, channels, now);
            }
        }

        situation.Effects.Facts.Add(new Fact(
            FactKind.Notified,
            ("rule", climb.Rule),
            ("step", Number(climb.Step + 1)),
            ("names", string.Join(", ", (answered ? know : recipients).Select(r => r.Person.Name))),
            ("by", Instant(now + within))));
        return answered;
    }

    private static void RepeatEnd(Situation situation, Climb climb, NoticeSubject subject, NoticeContent content, IReadOnlyList<Channel> channels, DateTimeOffset now)
    {
        // Somebody may have come on call, or back, since the end was reached.
        var ladder = situation.Plan.Ladders[climb.Ladder];
        var fresh = situation.Roster.Resolve(ladder.Steps.SelectMany(s => s.To), now, situation.Incident?.LeaderId)
            .Where(r => r.Person.HasAddress && !climb.HasTold(r.Person.Id)).ToList();
        if (fresh.Count > 0)
        {
            if (!Tell(situation, climb, subject, content, channels, fresh, ladder.RepeatEvery, now))
            {
                AwaitStep(situation, climb, ladder.RepeatEvery, now);
            }

            return;
        }

        var again = Silent(situation, climb, now);
        if (again.Count == 0 && !NeedsTheAct(climb.Event) && GiversOf(situation, climb).Count > 0)
        {
            // Whoever can be told has acknowledged; those who are missing have left.
            Answer(situation, climb, now);
            return;
        }

        if (climb.Repeats >= ladder.RepeatTimes)
        {
            climb.EndLadder(now);
            situation.Effects.Facts.Add(new Fact(FactKind.LadderEnded, ("rule", climb.Rule), ("times", Number(climb.Repeats))));
            return;
        }

        climb.RepeatEnd(now);
        foreach (var notice in again)
        {
            situation.Post(notice, situation.Roster.Find(notice.PersonId)!, channels, now);
        }

        situation.Effects.Facts.Add(new Fact(
            FactKind.NobodyAnswers,
            ("rule", climb.Rule),
            ("names", string.Join(", ", again.Select(n => n.PersonName))),
            ("time", Number(climb.Repeats))));
        AwaitStep(situation, climb, ladder.RepeatEvery, now);
    }

    /// <summary>
    /// Who is reminded at the end: those of the highest step that has somebody left who has not answered; who is absent only when
    /// nobody else is left, and who declined only when everybody has: somebody must hear that nobody answers.
    /// </summary>
    private static List<Notice> Silent(Situation situation, Climb climb, DateTimeOffset now)
    {
        var left = climb.Told.Select(t => (t.Step, Notice: NoticeTo(situation, climb, t.PersonId), Person: situation.Roster.Find(t.PersonId)))
            .Where(t => t.Notice is not null && t.Person is { IsRetired: false, HasAddress: true }).ToList();
        var silent = left.FindAll(t => t.Notice!.State == NoticeState.Open || (NeedsTheAct(climb.Event) && t.Notice.State == NoticeState.Acknowledged));
        var present = silent.FindAll(t => t.Person!.IsPresent(now));
        var reminded = present.Count > 0 ? present : silent.Count > 0 ? silent : left.FindAll(t => t.Notice!.State == NoticeState.Declined);
        return [.. reminded.GroupBy(t => t.Step).MaxBy(g => g.Key)?.Select(t => t.Notice!) ?? []];
    }
}
