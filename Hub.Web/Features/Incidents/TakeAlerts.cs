using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>What became of the alerts of a webhook.</summary>
/// <param name="Reported">New reports.</param>
/// <param name="Repeated">Known, and firing still.</param>
/// <param name="Resolved">Over.</param>
/// <param name="Ignored">Over before they were ever reported, over already, or without a fingerprint.</param>
/// <param name="HeldBack">New, but over the limit: the webhook must come again.</param>
/// <param name="Failed">Could not be taken alone either: the webhook must come again.</param>
public sealed record AlertsTaken(int Reported = 0, int Repeated = 0, int Resolved = 0, int Ignored = 0, int HeldBack = 0, int Failed = 0);

/// <summary>
/// Alertmanager sends a group of alerts: each is a report, in few transactions. A webhook that comes again, because
/// it was answered with 503, takes nothing twice.
/// </summary>
public sealed partial class TakeAlerts(Writer writer, ReportEvent report, IDbContextFactory<HubDbContext> contexts, ILogger<TakeAlerts> log)
{
    // A batch holds the turn of all writers where the store has one: a grave incident must not wait for a storm of alerts.
    private const int Batch = 10;

    /// <summary>Takes the alerts. Refused: without the right to report.</summary>
    /// <param name="caller">Whose webhook it is; needs <see cref="Right.Report"/>.</param>
    /// <param name="message">The webhook.</param>
    /// <param name="allow">Asked how many of that many new reports may come in now.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Outcome<AlertsTaken>> Run(Caller caller, AlertmanagerMessage message, Func<int, int> allow, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Report))
        {
            return Refusal.NotAllowed();
        }

        var source = AlertReports.SourceOf(message);
        var all = message.Alerts ?? [];
        var alerts = all.OfType<Alert>().Select(a => (Alert: a, Id: AlertReports.IdOf(a))).Where(a => a.Id is not null)
            .GroupBy(a => a.Id!, StringComparer.Ordinal).Select(g => (g.Last().Alert, Id: g.Key)).ToList();
        var known = await Known(source, [.. alerts.Select(a => a.Id)], cancellation);

        var repeated = alerts.Where(a => known.TryGetValue(a.Id, out var isResolved) && !(isResolved && AlertReports.IsResolved(a.Alert))).ToList();
        var fresh = alerts.Where(a => !known.ContainsKey(a.Id) && !AlertReports.IsResolved(a.Alert)).ToList();
        var allowed = fresh.Count == 0 ? 0 : allow(fresh.Count);
        var taken = new AlertsTaken(HeldBack: fresh.Count - allowed, Ignored: all.Count - repeated.Count - fresh.Count);
        foreach (var batch in repeated.Concat(fresh.Take(allowed)).Chunk(Batch))
        {
            taken = await Take(caller, source, batch, taken, cancellation);
        }

        return taken;
    }

    private async Task<AlertsTaken> Take(Caller caller, string source, (Alert Alert, string Id)[] batch, AlertsTaken taken, CancellationToken cancellation)
    {
        try
        {
            var done = await writer.Run<AlertsTaken>(
                caller,
                async work =>
                {
                    var sum = taken;
                    foreach (var (alert, id) in batch)
                    {
                        var isResolved = AlertReports.IsResolved(alert);
                        var outcome = await report.Receive(work, AlertReports.Of(alert, source, id, work.Now), isResolved, null);
                        if (outcome.IsRefused)
                        {
                            return outcome.Refusal;
                        }

                        // So that the next alert of this webhook finds the notice that it shares.
                        await work.WriteSoFar(cancellation);
                        sum = outcome.Value.IsNew ? sum with { Reported = sum.Reported + 1 }
                            : isResolved ? sum with { Resolved = sum.Resolved + 1 }
                            : sum with { Repeated = sum.Repeated + 1 };
                    }

                    return sum;
                },
                cancellation);
            if (!done.IsRefused)
            {
                return done.Value;
            }

            Refused(batch.Length, done.Refusal.Code, done.Refusal.Field);
        }
        catch (Exception e) when (!Conflicts.IsFull(e) && !cancellation.IsCancellationRequested)
        {
            Failed(e, batch.Length);
        }

        if (batch.Length == 1)
        {
            return taken with { Failed = taken.Failed + 1 };
        }

        foreach (var one in batch)
        {
            taken = await Take(caller, source, [one], taken, cancellation);
        }

        return taken;
    }

    /// <summary>Which of the alerts are reports, and whether each is over.</summary>
    private async Task<Dictionary<string, bool>> Known(string source, List<string> ids, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var some in ids.Chunk(500))
        {
            foreach (var found in await db.Reports.AsNoTracking().Where(r => r.Source == source && some.Contains(r.ExternalId)).Select(r => new { r.ExternalId, r.ResolvedAt }).ToListAsync(cancellation))
            {
                known[found.ExternalId!] = found.ResolvedAt is not null;
            }
        }

        return known;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} alert(s) were refused: {Code} of {Field}.")]
    private partial void Refused(int count, string code, string? field);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} alert(s) could not be taken together.")]
    private partial void Failed(Exception fault, int count);
}
