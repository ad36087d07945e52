using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Rotas;

/// <summary>Accepts, declines or withdraws a request for cover. Whoever administers or commands may answer for others, and the record names both.</summary>
public sealed class AnswerCover(Writer writer)
{
    /// <summary>A colleague takes the shift: an override stands from then on, and the asker is told. Refused: not asked of them; over; the shift is not the asker's any more; not available.</summary>
    public Task<Outcome<Guid>> Accept(Caller caller, Guid id, string? person = null, CancellationToken cancellation = default) =>
        Run(caller, id, person, (work, file, request, by) =>
        {
            if (request.Hinders(by.Id, work.Now) is { } hindrance)
            {
                return hindrance;
            }

            if (!AskForCover.IsOwn(file.Rota, request.Layer, (request.From, request.Until), request.AskedBy, file.Absences))
            {
                return Refusal.Conflict("CoverShiftMoved");
            }

            if (file.Absences.Of(by.Id).Any(a => a.From < request.Until && a.Until > request.From))
            {
                return Refusal.Conflict("PersonNotAvailable", by.Name);
            }

            if (request.Accept(by.Id, work.Now) is { } refusal)
            {
                return refusal;
            }

            var added = file.Rota.StandIn(by.Id, request.From, request.Until, request.Layer);
            file.Record(FactKind.CoverAccepted, [("name", by.Name), ("for", file.NameOf(request.AskedBy)), .. RotaFile.Time(request.From, request.Until)]);
            file.Tell(request.AskedBy, ShiftNews.Taken, $"{request.Id:N}", (request.From, request.Until), null, by.Name);
            file.Tell(by.Id, ShiftNews.Given, $"{added.Id:N}", (request.From, request.Until));
            return null;
        }, cancellation);

    /// <summary>A colleague can not take it. Refused: not asked of them; over.</summary>
    public Task<Outcome<Guid>> Decline(Caller caller, Guid id, string? person = null, CancellationToken cancellation = default) =>
        Run(caller, id, person, (work, file, request, by) =>
        {
            if (request.Decline(by.Id, work.Now) is { } refusal)
            {
                return refusal;
            }

            file.Record(FactKind.CoverDeclined, [("name", by.Name), ("for", file.NameOf(request.AskedBy)), .. RotaFile.Time(request.From, request.Until)]);
            if (request.State == CoverState.Declined)
            {
                file.Tell(request.AskedBy, ShiftNews.Declined, $"{request.Id:N}", (request.From, request.Until), null, by.Name);
            }

            return null;
        }, cancellation);

    /// <summary>Whoever asked needs it no more. Refused: it is somebody else's; over.</summary>
    public Task<Outcome<Guid>> Withdraw(Caller caller, Guid id, CancellationToken cancellation = default) =>
        Run(caller, id, null, (work, file, request, by) =>
        {
            if ((request.AskedBy != by.Id && !RotaFile.MayChange(caller) ? Refusal.NotAllowed() : request.Withdraw(work.Now)) is { } refusal)
            {
                return refusal;
            }

            file.Record(FactKind.CoverWithdrawn, [("name", file.NameOf(request.AskedBy)), .. RotaFile.Time(request.From, request.Until)]);
            return null;
        }, cancellation, asSelf: false);

    private async Task<Outcome<Guid>> Run(
        Caller caller, Guid id, string? person, Func<Work, RotaFile, CoverRequest, Person, Refusal?> decide, CancellationToken cancellation, bool asSelf = true)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<Guid>(caller, async work =>
        {
            if (await work.Db.CoverRequests.FirstOrDefaultAsync(c => c.Id == id, cancellation) is not { } request)
            {
                return Refusal.NotFound("CoverUnknown");
            }

            var found = await RotaFile.Load(work, request.RotaKey, cancellation);
            if (found.IsRefused)
            {
                return found.Refusal;
            }

            var file = found.Value;
            var by = await RotaFile.Actor(work, person ?? (!asSelf && caller.PersonId is null ? request.AskedBy.ToString() : null));
            if (by.IsRefused)
            {
                return by.Refusal;
            }

            if (asSelf && request.AskedOf is null && !file.Rota.HasParticipant(by.Value.Id))
            {
                return Refusal.NotAllowed("CoverNotAsked");
            }

            if (decide(work, file, request, by.Value) is { } refusal)
            {
                return refusal;
            }

            if (request.State != CoverState.Open)
            {
                foreach (var pending in await work.Db.Deadlines.Where(d => d.SubjectId == id && d.State == DeadlineState.Pending).ToListAsync(cancellation))
                {
                    pending.Cancel(work.Now);
                }

                await file.Reschedule(cancellation);
            }

            return id;
        }, cancellation);
    }
}
