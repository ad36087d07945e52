using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>Where the directory, the plan in force and the plans of running incidents name something: it cannot be taken away under them.</summary>
internal static class WhereNamed
{
    /// <summary>The places that name an office, group or person; none: it may go.</summary>
    public static async Task<IReadOnlyList<LocalText>> Of(HubDbContext db, PlanInForce plans, Target target, CancellationToken cancellation)
    {
        var places = new List<LocalText>();
        var groups = await db.Groups.AsNoTracking().ToListAsync(cancellation);
        places.AddRange(groups.Where(g => g.Members.Any(m => Target.TryParse(m, out var member) && IsIt(member))).Select(g => Said("group", "组", g.Name)));
        var written = target.ToString();
        places.AddRange((await db.Assets.AsNoTracking().Where(a => a.Owner == written).ToListAsync(cancellation)).Select(a => Said("asset", "资产", a.Name)));
        if (target.Kind == TargetKind.Person)
        {
            var id = Guid.Parse(target.Key);
            places.AddRange((await db.Offices.AsNoTracking().ToListAsync(cancellation)).Where(o => o.Seats.Any(s => s.PersonId == id)).Select(o => Said("office", "岗位", o.Name)));
            places.AddRange((await db.Rotas.AsNoTracking().AsSplitQuery().ToListAsync(cancellation))
                .Where(r => r.Layers.Any(l => l.Participants.Contains(id)) || r.Overrides.Any(o => o.PersonId == id)).Select(r => Said("rota", "值班", r.Name)));
        }

        foreach (var plan in await Plans(db, plans, cancellation))
        {
            places.AddRange(PlacesInPlan.Of(plan, IsIt));
        }

        return [.. places.Distinct()];

        bool IsIt(Target named) => named == target || (target.Kind == TargetKind.Office && named.Kind == TargetKind.Deputy && named.Key == target.Key);
    }

    /// <summary>The duties for which the plans name an outside body.</summary>
    public static async Task<IReadOnlyList<LocalText>> OfBody(HubDbContext db, PlanInForce plans, string key, CancellationToken cancellation) =>
        [.. (await Plans(db, plans, cancellation)).SelectMany(p => PlacesInPlan.OfBody(p, key)).Distinct()];

    /// <summary>The plan in force, and those that running incidents keep.</summary>
    private static async Task<IReadOnlyList<EmergencyPlan>> Plans(HubDbContext db, PlanInForce plans, CancellationToken cancellation)
    {
        var kept = await db.Incidents.Where(i => i.State != IncidentState.Closed).Select(i => i.PlanVersionId).Distinct().ToListAsync(cancellation);
        var found = new List<EmergencyPlan>();
        if (await db.PlanVersions.AnyAsync(v => v.State == PlanState.InForce && !v.IsDrillCopy, cancellation))
        {
            var (version, plan) = await plans.Load(db);
            found.Add(plan);
            kept.Remove(version.Id);
        }

        foreach (var id in kept)
        {
            found.Add(await plans.Load(db, id));
        }

        return found;
    }

    private static LocalText Said(string en, string zh, LocalText name) => new($"{en} {name.En}", $"{zh} {name.Zh}");
}
