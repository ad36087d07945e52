using Hub.Domain.Grading;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Desk;

/// <summary>Something that falls due soon.</summary>
public sealed record DeadlineView(Guid Id, DeadlineKind Kind, DateTimeOffset DueAt, string Number, string Title, Grade Grade);

/// <summary>The earliest pending deadlines of the incidents that the caller may see; one line for what falls due together.</summary>
public sealed class DeadlinesQuery(IDbContextFactory<HubDbContext> contexts, CurrentCaller callers)
{
    /// <summary>More than these nobody can watch.</summary>
    public const int Most = 8;

    public async Task<IReadOnlyList<DeadlineView>> Run()
    {
        var caller = await callers.Get();
        await using var db = await contexts.CreateDbContextAsync();
        var rows = await (
            from d in db.Deadlines
            join i in db.Incidents.SeenBy(db, caller) on d.IncidentId equals (Guid?)i.Id
            where d.State == DeadlineState.Pending && d.Kind != DeadlineKind.DutyReminder && d.Kind != DeadlineKind.AcknowledgementExpires
            orderby d.DueAt
            select new DeadlineView(d.Id, d.Kind, d.DueAt, i.Number, i.Title, i.Grade)).Take(Most * 12).ToListAsync();
        return [.. rows.GroupBy(r => (r.Number, r.Kind)).Select(g => g.First()).OrderBy(r => r.DueAt).Take(Most)];
    }
}
