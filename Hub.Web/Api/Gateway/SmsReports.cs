using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Dispatch;
using Hub.Web.Features.Notices;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Api.Gateway;

/// <summary>What a gateway reports of what it took: delivered or failed, by our id or its own.</summary>
internal sealed class SmsReports(IOptions<SmsOptions> sms, DeliveryCameBack cameBack, DeliveryArrived arrived, IDbContextFactory<HubDbContext> contexts)
{
    private const int TriesWhileSending = 20;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private readonly SmsReportOptions fields = sms.Value.Http.Report;
    private readonly HashSet<string> delivered = Set(sms.Value.Http.Report.Delivered);
    private readonly HashSet<string> failed = Set(sms.Value.Http.Report.Failed);

    /// <summary>Takes one report. Null when it says nothing that matters, as that the message waits; refused: a field is missing, or the id is not known.</summary>
    public async Task<Outcome<DeliveryReported>?> Take(IReadOnlyDictionary<string, string> record, CancellationToken cancellation)
    {
        if (Missing(record, fields.Id) is { } noId)
        {
            return noId;
        }

        if (Missing(record, fields.Status) is { } noStatus)
        {
            return noStatus;
        }

        var (id, status) = (record[fields.Id].Trim(), record[fields.Status].Trim());
        var hasArrived = delivered.Contains(status);
        if (!hasArrived && !failed.Contains(status))
        {
            return null;
        }

        var reason = record.GetValueOrDefault(fields.Reason) is { Length: > 0 } why ? $"{status}: {why}" : status;
        for (var tries = 0; ; tries++)
        {
            var outcome = await Apply(id, hasArrived, $"The gateway reports {reason}", cancellation);
            if (outcome.Refusal?.Kind != RefusalKind.NotFound || tries == TriesWhileSending || !await IsSending(cancellation))
            {
                return outcome;
            }

            // A quick gateway reports before its own answer is in the store. By the machine's clock, since it is no time of anybody's.
            await Task.Delay(BetweenTries, TimeProvider.System, cancellation);
        }
    }

    private async Task<Outcome<DeliveryReported>> Apply(string id, bool hasArrived, string reason, CancellationToken cancellation)
    {
        if (Guid.TryParse(id, out var delivery))
        {
            var ours = hasArrived ? await arrived.Run(delivery, cancellation) : await cameBack.Run(delivery, reason, permanent: true, cancellation);
            if (ours.Refusal?.Kind != RefusalKind.NotFound)
            {
                return ours;
            }
        }

        return hasArrived ? await arrived.Run(Channel.Sms, id, cancellation) : await cameBack.Run(Channel.Sms, id, reason, permanent: true, cancellation);
    }

    private async Task<bool> IsSending(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Deliveries.AnyAsync(d => d.LeaseOwner != null && d.Channel == Channel.Sms && d.State == DeliveryState.Queued, cancellation);
    }

    private static Refusal? Missing(IReadOnlyDictionary<string, string> record, string field) =>
        string.IsNullOrWhiteSpace(record.GetValueOrDefault(field)) ? Refusal.Invalid(field, "Required") : null;

    private static HashSet<string> Set(string list) => SmsHttpOptionsCheck.Words(list).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
