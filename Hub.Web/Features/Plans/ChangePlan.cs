using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Web.Features.Plans;

/// <summary>A draft after it was changed.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Version">Its concurrency token.</param>
public sealed record PlanChanged(int Number, long Version);

/// <summary>Changes a draft of the plan. Needs <see cref="Right.Administer"/>. Nothing that somebody else wrote meanwhile is overwritten.</summary>
public sealed class ChangePlan(Writer writer)
{
    /// <summary>Changes one part; what others wrote into other parts meanwhile stays. Refused also: no draft; somebody changed this part meanwhile.</summary>
    /// <param name="caller">Who changes it.</param>
    /// <param name="number">The draft.</param>
    /// <param name="part">The part.</param>
    /// <param name="before">The plan as it was read.</param>
    /// <param name="after">The plan as it is to be; only the part of it counts.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Outcome<PlanChanged>> Part(Caller caller, int number, PlanPart part, EmergencyPlan before, EmergencyPlan after, CancellationToken cancellation = default) => Run(
        caller,
        number,
        part,
        version =>
        {
            var now = version.Read();
            return PlanParts.IsSame(part, now, before) ? now.With(part, after) : Refusal.Conflict("PlanPartChanged", version.ChangedBy ?? "");
        },
        cancellation);

    /// <summary>Changes all of it. Refused also: no draft; it was changed since that version of it was read.</summary>
    public Task<Outcome<PlanChanged>> Whole(Caller caller, int number, EmergencyPlan plan, long? read, CancellationToken cancellation = default) => Run(
        caller,
        number,
        null,
        version => read is null ? Refusal.Invalid("version", "Required") : read == version.Version ? plan : Refusal.Conflict("PlanPartChanged", version.ChangedBy ?? ""),
        cancellation);

    private Task<Outcome<PlanChanged>> Run(Caller caller, int number, PlanPart? part, Func<PlanVersion, Outcome<EmergencyPlan>> decide, CancellationToken cancellation) =>
        writer.Run<PlanChanged>(
            caller,
            async work =>
            {
                if (!caller.Has(Right.Administer))
                {
                    return Refusal.NotAllowed();
                }

                var found = await PlanSteps.Find(work, number);
                if (found.IsRefused)
                {
                    return found.Refusal;
                }

                if (found.Value.State != PlanState.Draft)
                {
                    return Refusal.Conflict("PlanNotDraft", number);
                }

                var plan = decide(found.Value);
                if (plan.IsRefused)
                {
                    return plan.Refusal;
                }

                var changed = found.Value.Change(plan.Value, part, caller, work.Now);
                if (changed.IsRefused)
                {
                    return changed.Refusal;
                }

                work.Record("administration", changed.Value);
                return new PlanChanged(number, found.Value.Version);
            },
            cancellation);
}
