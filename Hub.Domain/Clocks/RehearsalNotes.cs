using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans.Readiness;

namespace Hub.Domain.Clocks;

/// <summary>Notes after every act what the policies added: whom a climb has told since, at which step, by which message.</summary>
internal sealed class RehearsalNotes(Situation situation, Action<RehearsedMessage>? leaves)
{
    private readonly Dictionary<Guid, Lane> lanes = [];
    private readonly List<RehearsedNews> news = [];
    private int deliveries;
    private int facts;

    /// <summary>The ladders so far.</summary>
    public IReadOnlyList<RehearsedLadder> Ladders => [.. lanes.Values.Select(l => l.Done(situation))];

    /// <summary>What was said for information.</summary>
    public IReadOnlyList<RehearsedNews> News => news;

    /// <summary>Notes what an act at an instant has added.</summary>
    public void Take(DateTimeOffset now)
    {
        var sent = situation.Effects.Deliveries.Skip(deliveries).Where(d => d.NoticeId is not null).ToLookup(d => d.NoticeId!.Value);
        var passed = situation.Effects.Facts.Skip(facts).Where(f => f.Kind == FactKind.StepEmpty).ToList();
        deliveries = situation.Effects.Deliveries.Count;
        facts = situation.Effects.Facts.Count;
        foreach (var climb in situation.Climbs)
        {
            if (!lanes.TryGetValue(climb.Id, out var lane))
            {
                lanes[climb.Id] = lane = new Lane(climb);
            }

            lane.Take(situation, sent, passed, now);
        }

        var told = situation.Notices.Where(n => !n.AsksAcknowledgement && sent.Contains(n.Id)).ToList();
        news.AddRange(told.GroupBy(n => n.Event).Select(g => new RehearsedNews(now, g.Key, [.. g.Select(n => Somebody(situation, n.PersonId, n, sent[n.Id]))])));
        foreach (var notice in leaves is null ? [] : situation.Notices.Where(n => sent.Contains(n.Id)))
        {
            foreach (var delivery in sent[notice.Id])
            {
                leaves!(new RehearsedMessage(now, notice, delivery.Channel, delivery.Address, delivery.State == DeliveryState.Standby));
            }
        }
    }

    private static RehearsedPerson Somebody(Situation situation, Guid personId, Notice? notice, IEnumerable<Delivery> sent)
    {
        var person = situation.Roster.Find(personId)!;
        return new RehearsedPerson(
            personId,
            person.Name,
            notice?.As ?? Shared.LocalText.Same(person.Name),
            person.IsReachable,
            [.. sent.OrderBy(d => d.Position).Select(d => new RehearsedAddress(d.Channel, d.Address, d.State == DeliveryState.Standby, d.HeldBecause is null ? null : d.NextAttemptAt))],
            notice?.Id);
    }

    /// <summary>One climb's notes.</summary>
    private sealed class Lane(Climb climb)
    {
        private readonly List<RehearsedStep> steps = [];
        private readonly List<RehearsedRepeat> repeats = [];
        private int told;
        private int step = -1;
        private int repeated;

        public void Take(Situation situation, ILookup<Guid, Delivery> sent, List<Fact> passed, DateTimeOffset now)
        {
            var fresh = climb.Told.Skip(told).ToList();
            told = climb.Told.Count;
            for (var at = Math.Min(step + 1, climb.Step); at <= climb.Step; at++)
            {
                var persons = fresh.FindAll(t => t.Step == at);
                if (at > step || persons.Count > 0)
                {
                    steps.Add(Step(situation, at, persons, sent, passed, now));
                }
            }

            step = climb.Step;
            if (climb.Repeats > repeated)
            {
                repeated = climb.Repeats;
                repeats.Add(new RehearsedRepeat(now, [.. climb.Told.Except(fresh).Select(t => NoticeTo(situation, t.PersonId)).OfType<Notice>().Where(n => sent.Contains(n.Id)).Select(n => Somebody(situation, n.PersonId, n, sent[n.Id]))]));
            }
        }

        public RehearsedLadder Done(Situation situation) => new(
            new Audience(
                climb.DutyId is not null ? AudienceKind.Duty : climb.IncidentId is null ? AudienceKind.Triage : AudienceKind.Rule,
                climb.Rule,
                climb.Grade ?? Grade.IV),
            climb.Event,
            climb.DutyId,
            climb.Ladder,
            climb.StartedAt,
            steps,
            repeats,
            situation.Plan.Ladders[climb.Ladder].RepeatEvery,
            climb.LadderEndedAt);

        private RehearsedStep Step(Situation situation, int at, List<Told> persons, ILookup<Guid, Delivery> sent, List<Fact> passed, DateTimeOffset now)
        {
            var number = (at + 1).ToString(CultureInfo.InvariantCulture);
            var empty = passed.FindIndex(f => f["rule"] == climb.Rule && f["step"] == number);
            var why = empty < 0 ? null : passed[empty]["why"];
            if (empty >= 0)
            {
                passed.RemoveAt(empty);
            }

            var rule = situation.Plan.Ladders[climb.Ladder].Steps[at];
            return new RehearsedStep(
                at + 1, now, rule.To, [.. persons.Select(t => Told(situation, t, sent))], why, at == climb.Step ? climb.Needed : 1);
        }

        /// <summary>Who has the message already, of another audience, gets none now.</summary>
        private RehearsedPerson Told(Situation situation, Told told, ILookup<Guid, Delivery> sent)
        {
            var notice = NoticeTo(situation, told.PersonId);
            return Somebody(situation, told.PersonId, notice, notice?.ClimbId == climb.Id ? sent[notice.Id] : []);
        }

        private Notice? NoticeTo(Situation situation, Guid personId) => situation.Notices.Find(n => n.Matter == climb.Matter && n.Issue == climb.Issue && n.PersonId == personId);
    }
}
