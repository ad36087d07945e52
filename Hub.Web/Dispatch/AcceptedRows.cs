using System.Data.Common;
using System.Globalization;
using Hub.Domain.Notices;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Hub.Web.Dispatch;

/// <summary>
/// Writes accepted deliveries into the embedded store, as <see cref="OutcomeEffects.AcceptBySet"/> does elsewhere: two statements,
/// prepared once a commit and run for each. In a burst, making EF's statements cost far more than carrying them out.
/// </summary>
internal static class AcceptedRows
{
    // "State <=" and "State <>" for the same reason as there: with "=" SQLite would walk through the whole queue.
    private static readonly string Accept = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        UPDATE "Deliveries" SET "State" = {(int)DeliveryState.Accepted}, "EndedAt" = @now, "Attempts" = "Attempts" + 1, "LeaseOwner" = NULL, "LeaseUntil" = NULL
        WHERE "Id" = @id AND "LeaseOwner" = @owner AND "State" <= {(int)DeliveryState.Queued}
        """);

    private static readonly string CancelTheRest = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        UPDATE "Deliveries" SET "State" = {(int)DeliveryState.Cancelled}, "EndedAt" = @now, "LastError" = '{DeliveryCancelled.AcceptedElsewhere}'
        WHERE "NoticeId" = @notice AND "EndedAt" IS NULL AND "State" <> {(int)DeliveryState.Queued} AND "State" <> {(int)DeliveryState.Bundled}
        """);

    public static async Task Write(Work work, IReadOnlyCollection<AttemptOutcome> accepted)
    {
        await using (var accept = Prepare(work, Accept, "@id", "@owner"))
        {
            foreach (var delivery in accepted.Select(o => o.Item.Delivery))
            {
                accept.Parameters[1].Value = delivery.Id;
                accept.Parameters[2].Value = (object?)delivery.LeaseOwner ?? DBNull.Value;
                await accept.ExecuteNonQueryAsync();
            }
        }

        await using var cancel = Prepare(work, CancelTheRest, "@notice");
        foreach (var notice in accepted.Select(o => o.Item.Delivery.NoticeId!.Value).Distinct())
        {
            cancel.Parameters[1].Value = notice;
            await cancel.ExecuteNonQueryAsync();
        }
    }

    private static DbCommand Prepare(Work work, string text, params IEnumerable<string> parameters)
    {
        var command = work.Db.Database.GetDbConnection().CreateCommand();
        command.Transaction = work.Db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = text;
        foreach (var name in parameters.Prepend("@now"))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        command.Parameters[0].Value = work.Now.UtcTicks;
        return command;
    }
}
