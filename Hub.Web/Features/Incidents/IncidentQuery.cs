using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Live;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>Everything about an incident that its timeline, notices and duties do not say.</summary>
public sealed record IncidentDetail(
    IncidentView Head, Guid? LeaderId, string? Description, string? Place, Category Category, DateTimeOffset? StoodDownAt, DateTimeOffset? ClosedAt,
    string Plan, int PlanVersion, IReadOnlyList<ReportDetail> Reports);

/// <summary>Somebody who can be appointed.</summary>
public sealed record PersonChoice(Guid Id, string Name, string Offices)
{
    public override string ToString() => Name;
}

/// <summary>Reads an incident that the caller may see; null when there is none for them.</summary>
public sealed class IncidentQuery(IDbContextFactory<HubDbContext> contexts, PlanInForce plans, CurrentCaller callers)
{
    public async Task<IncidentDetail?> Run(string number)
    {
        var caller = await callers.Get();
        await using var db = await contexts.CreateDbContextAsync();
        var incident = await db.Incidents.SeenBy(db, caller).AsNoTracking().FirstOrDefaultAsync(i => i.Number == number);
        if (incident is null)
        {
            return null;
        }

        var head = (await BoardQuery.Incidents(db, [incident.Id], CancellationToken.None)).Single();
        var version = await db.PlanVersions.Where(v => v.Id == incident.PlanVersionId).Select(v => new { v.NameEn, v.NameZh, v.Number }).SingleAsync();
        var reports = await db.Reports.AsNoTracking().Where(r => r.IncidentId == incident.Id).OrderBy(r => r.ReceivedAt).ToListAsync();
        return new IncidentDetail(
            head, incident.LeaderId, incident.Description, incident.Place, incident.Category, incident.StoodDownAt, incident.ClosedAt,
            new LocalText(version.NameEn, version.NameZh).For(CultureInfo.CurrentUICulture.Name), version.Number, reports.ConvertAll(TriageQuery.Of));
    }

    /// <summary>What it is called and said to be; null when there is none for the caller.</summary>
    public async Task<IncidentText?> TextOf(string number)
    {
        var caller = await callers.Get();
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Incidents.SeenBy(db, caller).Where(i => i.Number == number).Select(i => new IncidentText(i.Title, i.Description, i.Place)).FirstOrDefaultAsync();
    }

    /// <summary>What the grades ask for under the plan that the incident keeps.</summary>
    public async Task<IReadOnlyList<GradeOption>> GradesOf(Guid incidentId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var plan = await plans.Load(db, await db.Incidents.Where(i => i.Id == incidentId).Select(i => i.PlanVersionId).SingleAsync());
        return GradeOption.Of(plan, await RuleNames.Load(db, plan));
    }

    /// <summary>Everybody who can be appointed, by name, with the posts that they hold.</summary>
    public async Task<IReadOnlyList<PersonChoice>> People()
    {
        await using var db = await contexts.CreateDbContextAsync();
        var persons = await db.Persons.AsNoTracking().IgnoreAutoIncludes().Where(p => !p.IsRetired).OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).ToListAsync();
        var offices = await db.Offices.AsNoTracking().ToListAsync();
        var culture = CultureInfo.CurrentUICulture.Name;
        return persons.ConvertAll(p => new PersonChoice(
            p.Id, p.Name, string.Join(" · ", offices.Where(o => o.Seats.Any(s => s.PersonId == p.Id)).Select(o => o.Name.For(culture)))));
    }
}
