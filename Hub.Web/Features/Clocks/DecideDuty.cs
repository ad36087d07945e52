using Hub.Domain.Clocks;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Clocks;

/// <summary>
/// Legal or communications read, correct and release what goes to an outside body, decide that it is not told,
/// and record the number that came back. Each needs <see cref="Right.ReleaseOutside"/>.
/// </summary>
public sealed class DecideDuty(Writer writer, Situations situations)
{
    /// <summary>Corrects the prepared text. Refused also: decided already, a field at fault, changed by somebody else since it was read.</summary>
    public Task<Outcome<Guid>> Correct(Caller caller, Guid dutyId, string? subject, string? body, long? readVersion = null, CancellationToken cancellation = default) =>
        Run(caller, dutyId, (duty, _, _) => Changed(duty, readVersion) ?? duty.Correct(subject, body), cancellation);

    /// <summary>Releases the text; it is sent to the body by mail, but never in a drill. Refused also: decided already, changed by somebody else since it was read.</summary>
    public Task<Outcome<Guid>> Release(Caller caller, Guid dutyId, long? readVersion = null, CancellationToken cancellation = default) =>
        writer.Run<Guid>(
            caller,
            async work =>
            {
                var found = await Find(work, dutyId);
                if (found.IsRefused)
                {
                    return found.Refusal;
                }

                var (duty, incident) = found.Value;
                var decided = Changed(duty, readVersion) ?? duty.Release(caller.Name, work.Now);
                if (decided.IsRefused)
                {
                    return decided.Refusal;
                }

                var situation = await situations.Load(work, incident);
                DutyPolicy.Decided(situation, duty, work.Now);
                DutyPolicy.Send(situation, duty, await work.Db.ExternalBodies.AsNoTracking().FirstOrDefaultAsync(b => b.Key == duty.BodyKey), work.Now);
                Situations.Write(work, situation, incident.Number, decided.Value);
                return duty.Id;
            },
            cancellation);

    /// <summary>Decides that the body is not told, and why. Refused also: decided already, no reason.</summary>
    public Task<Outcome<Guid>> Waive(Caller caller, Guid dutyId, string? reason, CancellationToken cancellation = default) =>
        Run(
            caller,
            dutyId,
            (duty, situation, work) =>
            {
                var decided = duty.Waive(reason, caller.Name, work.Now);
                if (!decided.IsRefused)
                {
                    DutyPolicy.Decided(situation, duty, work.Now);
                }

                return decided;
            },
            cancellation);

    /// <summary>Records the number that the body gave back. Refused also: not released, a field at fault.</summary>
    public Task<Outcome<Guid>> RecordReference(Caller caller, Guid dutyId, string? referenceNumber, CancellationToken cancellation = default) =>
        Run(caller, dutyId, (duty, _, _) => duty.RecordReference(referenceNumber), cancellation);

    private static Outcome<Fact>? Changed(Duty duty, long? readVersion) =>
        readVersion is { } version && version != duty.Version ? new Outcome<Fact>?(Refusal.Conflict("DutyChanged")) : null;

    private static async Task<Outcome<(Duty Duty, Incident Incident)>> Find(Work work, Guid dutyId)
    {
        if (!work.Caller.Has(Right.ReleaseOutside))
        {
            return Refusal.NotAllowed();
        }

        var duty = await work.Db.Duties.FirstOrDefaultAsync(d => d.Id == dutyId);
        var incident = duty is null ? null : await work.Db.Incidents.SingleAsync(i => i.Id == duty.IncidentId);
        return incident is not null && await Sight.Sees(work.Db, work.Caller, incident) ? (duty!, incident) : Refusal.NotFound("DutyUnknown");
    }

    private Task<Outcome<Guid>> Run(Caller caller, Guid dutyId, Func<Duty, Situation, Work, Outcome<Fact>> decide, CancellationToken cancellation) =>
        writer.Run<Guid>(
            caller,
            async work =>
            {
                var found = await Find(work, dutyId);
                if (found.IsRefused)
                {
                    return found.Refusal;
                }

                var (duty, incident) = found.Value;
                var situation = await situations.Load(work, incident);
                var decided = decide(duty, situation, work);
                if (decided.IsRefused)
                {
                    return decided.Refusal;
                }

                Situations.Write(work, situation, incident.Number, decided.Value);
                return duty.Id;
            },
            cancellation);
}
