using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Web.Features.Plans;

/// <summary>Begins a draft of the plan: from a version, from a file, or from nothing. Each needs <see cref="Right.Administer"/>. Gives the number.</summary>
public sealed class DraftPlan(Writer writer, PlanInForce plans)
{
    /// <summary>From a version; without a number, from the one in force. Refused also: unknown.</summary>
    public Task<Outcome<int>> From(Caller caller, int? number, CancellationToken cancellation = default) => Run(
        caller,
        async work =>
        {
            var found = await PlanSteps.Find(work, number ?? (await plans.Load(work.Db)).Version.Number);
            return found.IsRefused ? found.Refusal : await Add(work, found.Value.Read(), found.Value);
        },
        cancellation);

    /// <summary>From a plan that was read from a file. Refused also: the key of another plan; a name that is too long.</summary>
    public Task<Outcome<int>> From(Caller caller, EmergencyPlan plan, CancellationToken cancellation = default) => Run(
        caller,
        async work =>
        {
            var key = (await plans.Load(work.Db)).Version.PlanKey;
            return plan.Key != key ? Refusal.Invalid("plan.key", "PlanKeyOther", key) : PlanVersion.CheckName(plan) is { } fault ? fault : await Add(work, plan, null);
        },
        cancellation);

    /// <summary>From nothing.</summary>
    public Task<Outcome<int>> FromNothing(Caller caller, CancellationToken cancellation = default) => Run(
        caller,
        async work => await Add(work, PlanParts.Empty((await plans.Load(work.Db)).Version.PlanKey), null),
        cancellation);

    private Task<Outcome<int>> Run(Caller caller, Func<Work, Task<Outcome<int>>> begin, CancellationToken cancellation) =>
        writer.Run<int>(caller, async work => caller.Has(Right.Administer) ? await begin(work) : Refusal.NotAllowed(), cancellation);

    private static async Task<Outcome<int>> Add(Work work, EmergencyPlan plan, PlanVersion? from)
    {
        var (version, fact) = PlanVersion.Draft(plan, await PlanSteps.NextNumber(work), from, work.Caller, work.Now);
        work.Db.PlanVersions.Add(version);
        work.Record("administration", fact);
        return version.Number;
    }
}
