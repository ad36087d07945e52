using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>What the page behind a link says of others: who has acknowledged, and who is told next.</summary>
/// <param name="Before">Who acknowledged the same matter, first who was first: name and time.</param>
/// <param name="Next">Whom the ladder tells next; null when it waits for nobody, or has no further step.</param>
/// <param name="Step">Step on which it stands, from 1; 0 when it waits for nobody.</param>
/// <param name="Of">How many steps there are.</param>
public sealed record PhoneOthers(IReadOnlyList<(string Name, string At)> Before, string? Next, int Step, int Of)
{
    /// <summary>Nothing is known of others.</summary>
    public static PhoneOthers None { get; } = new([], null, 0, 0);

    /// <summary>Who leads the incident, and the number under which they are called; null when nobody leads, it is the recipient, or no number is known.</summary>
    public (string Name, string Telephone)? Leader { get; init; }

    /// <summary>To whom the recipient can hand it over: people of its ladder who are present, reachable and not asked yet; identity and what they are called.</summary>
    public IReadOnlyList<(Guid Id, string Name)> Takers { get; init; } = [];
}

/// <summary>Reads what stands on the page behind a notice's link.</summary>
public sealed class PhoneQuery(IDbContextFactory<HubDbContext> contexts, PlanInForce plans, TimeProvider time)
{
    private const int Most = 5;

    // a page for a slow line: whoever is not among these is reached through the program
    private const int MostTakers = 20;

    /// <summary>The notice with that token; null when there is none.</summary>
    public async Task<(Notice Notice, PhoneOthers Others)?> Find(string token, CancellationToken cancellation)
    {
        if (token.Length != 16)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var notice = await db.Notices.AsNoTracking().FirstOrDefaultAsync(n => n.Token == token, cancellation);

        // An engine may compare without regard to case; a capability is exact.
        return notice?.Token == token ? (notice, await Others(db, notice, cancellation) with { Leader = await Leader(db, notice, cancellation) }) : null;
    }

    private async Task<PhoneOthers> Others(HubDbContext db, Notice notice, CancellationToken cancellation)
    {
        if (notice.State is not (NoticeState.Open or NoticeState.Declined or NoticeState.Acknowledged))
        {
            return PhoneOthers.None;
        }

        var words = NoticeWords.For(notice.Culture);
        var before = await db.Notices.AsNoTracking()
            .Where(n => n.Matter == notice.Matter && n.Issue == notice.Issue && n.Id != notice.Id && n.State == NoticeState.Acknowledged)
            .OrderBy(n => n.EndedAt).Take(Most).Select(n => new { n.AcknowledgedBy, n.PersonName, n.EndedAt }).ToListAsync(cancellation);
        var others = before.ConvertAll(n => (OneLine.Clean(n.AcknowledgedBy ?? n.PersonName), NoticeMatter.Time(n.EndedAt!.Value, notice.TimeZone, words)));
        var climbs = await db.Climbs.AsNoTracking().Where(c => c.Matter == notice.Matter && c.Issue == notice.Issue && c.State == ClimbState.Climbing).ToListAsync(cancellation);
        if (climbs.Find(c => c.Told.Any(t => t.PersonId == notice.PersonId && t.Step == c.Step)) is not { } climb)
        {
            return new PhoneOthers(others, null, 0, 0);
        }

        var plan = await plans.Load(db, climb.PlanVersionId);
        var steps = plan.Ladders[climb.Ladder].Steps;
        var takers = notice.State == NoticeState.Open ? await Takers(db, notice, plan, plan.Ladders[climb.Ladder], cancellation) : [];
        if (climb.Step + 1 >= steps.Count)
        {
            return new PhoneOthers(others, null, climb.Step + 1, steps.Count) { Takers = takers };
        }

        var names = await RuleNames.Load(db, plan);
        var next = string.Join(words.IsChinese ? "、" : ", ", steps[climb.Step + 1].To.Select(t => names.Target(t.ToString()).For(notice.Culture)));
        return new PhoneOthers(others, next, climb.Step + 1, steps.Count) { Takers = takers };
    }

    private static async Task<(string Name, string Telephone)?> Leader(HubDbContext db, Notice notice, CancellationToken cancellation)
    {
        if (notice.IncidentId is not { } incident
            || await db.Incidents.Where(i => i.Id == incident).Select(i => i.LeaderId).FirstOrDefaultAsync(cancellation) is not { } leader || leader == notice.PersonId)
        {
            return null;
        }

        var person = await db.Persons.AsNoTracking().FirstOrDefaultAsync(p => p.Id == leader && !p.IsRetired, cancellation);
        return person?.ContactPoints.OrderBy(c => c.Position).FirstOrDefault(c => c.Channel == Channel.Sms)?.Address is { } telephone ? (person.Name, telephone) : null;
    }

    private async Task<List<(Guid Id, string Name)>> Takers(HubDbContext db, Notice notice, EmergencyPlan plan, Ladder ladder, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var asked = await db.Notices.Where(n => n.Matter == notice.Matter && n.Issue == notice.Issue && (n.State == NoticeState.Open || n.State == NoticeState.Acknowledged)).Select(n => n.PersonId).ToListAsync(cancellation);
        var roster = await Rosters.Load(db);
        return [.. roster.Resolve(ladder.Steps.SelectMany(s => s.To).Concat(plan.Leader), now)
            .Where(r => r.Person.Id != notice.PersonId && !asked.Contains(r.Person.Id) && r.Person.IsPresent(now) && r.Person.IsReachable)
            .DistinctBy(r => r.Person.Id).Take(MostTakers)
            .Select(r => (r.Person.Id, OneLine.Clean(r.As.For(notice.Culture) is var post && post != r.Person.Name ? $"{r.Person.Name} · {post}" : r.Person.Name)))];
    }
}
