using System.Linq.Expressions;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>
/// Who may know of an incident: a restricted one is invisible to those who are not named on it. Its leader and everybody
/// told of it are; whoever reported it is not, though they hear that their report was judged.
/// </summary>
public static class Sight
{
    /// <summary>The incidents that a caller may see, for lists, counts and searches.</summary>
    public static IQueryable<Incident> SeenBy(this IQueryable<Incident> incidents, HubDbContext db, Caller caller)
    {
        if (!caller.Has(Right.Read))
        {
            return incidents.Where(_ => false);
        }

        if (caller.Has(Right.ReadRestricted))
        {
            return incidents;
        }

        var person = caller.PersonId;
        Expression<Func<Incident, bool>> open = i => !i.IsRestricted
            || (person != null && (i.LeaderId == person || db.Notices.Any(n => n.IncidentId == i.Id && n.PersonId == person && n.Event != NoticeEvent.ReportOutcome)));
        return incidents.Where(open);
    }

    /// <summary>The reports that a caller may see: all for whoever judges them, but none of an incident that they may not see; else their own.</summary>
    public static IQueryable<Report> SeenBy(this IQueryable<Report> reports, HubDbContext db, Caller caller)
    {
        var person = caller.PersonId;
        if (!caller.Has(Right.Triage))
        {
            return reports.Where(r => r.ReporterPersonId != null && r.ReporterPersonId == person);
        }

        var seen = db.Incidents.SeenBy(db, caller);
        return caller.Has(Right.Read) && caller.Has(Right.ReadRestricted) ? reports : reports.Where(r => r.IncidentId == null || seen.Any(i => i.Id == r.IncidentId));
    }

    /// <summary>True when the caller may see the incident.</summary>
    public static async Task<bool> Sees(HubDbContext db, Caller caller, Incident incident)
    {
        if (!incident.IsRestricted || caller.Has(Right.ReadRestricted))
        {
            return caller.Has(Right.Read) || caller.Kind == CallerKind.Link || !incident.IsRestricted;
        }

        return caller.PersonId is { } person
            && (incident.LeaderId == person || await db.Notices.AnyAsync(n => n.IncidentId == incident.Id && n.PersonId == person && n.Event != NoticeEvent.ReportOutcome));
    }
}
