using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Plans;

/// <summary>Puts the built-in plan in force as version 1 when the store holds none, so that no report ever meets a program without a plan.</summary>
public sealed class PutDefaultPlanInForce(Writer writer)
{
    /// <summary>Gives true when it was put in force, false when a plan stood there already. Refused: without the right to administer.</summary>
    public async Task<Outcome<bool>> Run(Caller caller, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<bool>(caller, async work =>
        {
            if (await work.Db.PlanVersions.AnyAsync(cancellation))
            {
                return false;
            }

            var version = PlanVersion.PutInForce(DefaultPlan.Read(), 1, work.Now);
            work.Db.PlanVersions.Add(version);
            work.Record("administration", new Fact(
                FactKind.PlanInForce,
                ("plan", version.PlanKey),
                ("version", version.Number.ToString(CultureInfo.InvariantCulture)),
                ("nameEn", version.NameEn),
                ("nameZh", version.NameZh)));
            return true;
        }, cancellation);
    }
}
