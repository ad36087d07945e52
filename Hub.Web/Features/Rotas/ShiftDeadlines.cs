using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Rotas;

/// <summary>
/// What is due on rotas: people are told of their shifts, and requests for cover expire. Who has the shift is worked out when it is due, so that
/// nobody is told whom somebody else covers; it happens in the transaction that ends the deadline, so that nobody is told twice.
/// </summary>
internal static class ShiftDeadlines
{
    /// <summary>What to do for each kind of deadline.</summary>
    public static IEnumerable<DeadlineAct> Acts { get; } = [new(DeadlineKind.ShiftNotice, Tell), new(DeadlineKind.CoverExpires, Expire)];

    private static async Task Tell(Work work, Deadline deadline, CancellationToken cancellation)
    {
        var rotas = await work.Db.Rotas.AsSplitQuery().Where(r => r.ToldUntil != null).ToListAsync(cancellation);
        if (rotas.Find(r => r.Subject == deadline.SubjectId) is not { ToldUntil: { } told } rota)
        {
            return;
        }

        var roster = await work.Roster();
        foreach (var (shift, _) in TakeOvers.ToTell(rota, told, work.Now, roster.Absences))
        {
            if (roster.Find(shift.PersonId) is { } person && person.IsPresent(shift.At > work.Now ? shift.At : work.Now)
                && ShiftPolicy.Begins(person, rota, shift, work.Now) is { } notice
                && !await work.Db.Notices.AnyAsync(n => n.Matter == notice.Notice.Matter && n.PersonId == person.Id, cancellation))
            {
                RotaFile.Send(work, notice);
            }
        }

        rota.HasTold(work.Now);
        await RotaFile.Reschedule(work, rota, roster.Absences, cancellation);
    }

    private static async Task Expire(Work work, Deadline deadline, CancellationToken cancellation)
    {
        if (await work.Db.CoverRequests.FirstOrDefaultAsync(c => c.Id == deadline.SubjectId, cancellation) is not { } request || !request.Expire(work.Now))
        {
            return;
        }

        var found = await RotaFile.Load(work, request.RotaKey, cancellation);
        if (found.IsRefused)
        {
            return;
        }

        var file = found.Value;
        file.Record(FactKind.CoverExpired, [("name", file.NameOf(request.AskedBy)), .. RotaFile.Time(request.From, request.Until)]);
        if (file.Roster.Find(request.AskedBy) is { } asker)
        {
            RotaFile.Send(work, ShiftPolicy.Moved(asker, file.Rota, ShiftNews.Expired, $"{request.Id:N}", (request.From, request.Until), null, null, work.Now));
        }
    }
}
