using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Web.Features.Plans;

/// <summary>
/// What an approver decides about a version: approve, send back, put in force, withdraw. Each needs <see cref="Right.Approve"/>
/// and, when the plan in force names its approvers, to be one of them.
/// </summary>
public sealed class DecidePlan(Writer writer, PlanInForce plans, CountFindings findings)
{
    /// <summary>Approves a submitted version. Refused also: to a machine, whatever its rights; own work; something is open and no reason is given.</summary>
    /// <param name="caller">Who approves.</param>
    /// <param name="number">The version.</param>
    /// <param name="reason">Why, although something is open.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Outcome<int>> Approve(Caller caller, int number, string? reason, CancellationToken cancellation = default) => Run(
        caller,
        number,
        async (work, version) =>
        {
            if (caller.Kind == CallerKind.ApiKey)
            {
                return Refusal.NotAllowed("OnlyPeopleApprove");
            }

            var approved = version.Approve(reason, version.State == PlanState.Submitted ? await findings(work.Db, version, work.Now) : 0, caller, work.Now);
            if (approved.IsRefused)
            {
                return approved.Refusal;
            }

            work.Record("administration", approved.Value);
            return number;
        },
        cancellation);

    /// <summary>Sends a submitted version back; gives the number of the draft in which its authors go on. Refused also: no reason.</summary>
    public Task<Outcome<int>> SendBack(Caller caller, int number, string? reason, CancellationToken cancellation = default) => Run(
        caller,
        number,
        async (work, version) =>
        {
            var sent = version.SendBack(reason, caller, work.Now);
            if (sent.IsRefused)
            {
                return sent.Refusal;
            }

            var (draft, fact) = PlanVersion.GoOn(version, await PlanSteps.NextNumber(work), work.Now);
            work.Db.PlanVersions.Add(draft);
            work.Record("administration", sent.Value);
            work.Record("administration", fact);
            return draft.Number;
        },
        cancellation);

    /// <summary>Puts an approved version in force, now or from an instant. Refused also: not approved; an instant that is past or over a year ahead.</summary>
    public Task<Outcome<int>> PutInForce(Caller caller, int number, DateTimeOffset? from, CancellationToken cancellation = default) => Run(
        caller,
        number,
        (work, version) => from is { } at ? PlanSteps.PutInForceAt(work, version, at) : PlanSteps.PutInForce(work, version),
        cancellation);

    /// <summary>
    /// Withdraws a version. When it is in force its predecessor is in force again. Its authors may withdraw what is not approved
    /// yet. Gives the number of the version in force afterwards. Refused also: over already; no reason; no predecessor is left.
    /// </summary>
    public Task<Outcome<int>> Withdraw(Caller caller, int number, string? reason, CancellationToken cancellation = default) => Run(
        caller,
        number,
        async (work, version) =>
        {
            await PlanSteps.EndDeadline(work, version);
            if (version.State != PlanState.InForce)
            {
                var withdrawn = version.Withdraw(reason, caller, work.Now);
                if (withdrawn.IsRefused)
                {
                    return withdrawn.Refusal;
                }

                work.Record("administration", withdrawn.Value);
                return (await plans.Load(work.Db)).Version.Number;
            }

            var predecessor = await PlanSteps.PredecessorOf(work, version);
            var gone = version.GiveWayTo(predecessor, reason, caller, work.Now);
            if (gone.IsRefused)
            {
                return gone.Refusal;
            }

            work.Record("administration", gone.Value.Withdrawn);
            work.Record("administration", gone.Value.Restored);
            return predecessor!.Number;
        },
        cancellation,
        byAuthors: true);

    private Task<Outcome<int>> Run(Caller caller, int number, Func<Work, PlanVersion, Task<Outcome<int>>> decide, CancellationToken cancellation, bool byAuthors = false) => writer.Run<int>(
        caller,
        async work =>
        {
            if (!caller.Has(Right.Approve) && !(byAuthors && caller.Has(Right.Administer)))
            {
                return caller.Kind == CallerKind.ApiKey ? Refusal.NotAllowed("OnlyPeopleApprove") : Refusal.NotAllowed();
            }

            var found = await PlanSteps.Find(work, number);
            if (found.IsRefused)
            {
                return found.Refusal;
            }

            if (byAuthors && caller.Has(Right.Administer) && found.Value.State is (PlanState.Draft or PlanState.Submitted))
            {
                return await decide(work, found.Value);
            }

            var inForce = (await plans.Load(work.Db)).Plan;
            var refusal = caller.Has(Right.Approve) ? Authority.Check(inForce.Approvers, caller, await work.Roster(), null, work.Now) : Refusal.NotAllowed();
            return refusal is not null ? refusal : await decide(work, found.Value);
        },
        cancellation);
}
