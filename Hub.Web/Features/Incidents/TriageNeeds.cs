using Hub.Domain.People;
using Hub.Web.Components;
using Hub.Web.Live;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>On the desk of whoever judges reports: those that nobody has judged.</summary>
public sealed class TriageNeeds(IDbContextFactory<HubDbContext> contexts, CurrentCaller callers) : INeeds
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Need>> Read()
    {
        if (!(await callers.Get()).Has(Right.Triage))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync();
        var waiting = await BoardQuery.Reports(db, null, CancellationToken.None);
        return [.. waiting.Select(w => new Need($"report/{w.View.Id}", w.View.SuspectedGrade, w.View.TriageDue ?? w.View.ReceivedAt, typeof(TriageTask), w.View))];
    }
}
