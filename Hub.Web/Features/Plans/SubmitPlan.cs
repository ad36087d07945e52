using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Web.Features.Plans;

/// <summary>Hands a draft over for approval; from then on its content never changes.</summary>
public sealed class SubmitPlan(Writer writer)
{
    /// <summary>Gives the number. Refused: without <see cref="Right.Administer"/>; unknown; no draft; no summary of what is new; the plan has faults.</summary>
    public Task<Outcome<int>> Run(Caller caller, int number, string? summary, CancellationToken cancellation = default) => writer.Run<int>(
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

            var faults = await PlanFindings.FaultsOf(work.Db, found.Value.Read());
            var submitted = found.Value.Submit(summary, faults.Count, caller, work.Now);
            if (submitted.IsRefused)
            {
                return submitted.Refusal;
            }

            work.Record("administration", submitted.Value);
            return number;
        },
        cancellation);
}
