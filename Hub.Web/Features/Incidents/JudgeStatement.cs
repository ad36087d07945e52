using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>
/// Somebody answers for what was said of an incident, or finds it untrue. The statement itself stays in the record.
/// Needs <see cref="Right.Command"/>; also after the incident was closed, since the record is read afterwards.
/// </summary>
public sealed class JudgeStatement(Writer writer, Situations situations)
{
    /// <summary>It is so, and perhaps how that was found out. Refused also: no such statement, verified already, over 500 characters.</summary>
    public Task<Outcome<string>> Verify(Caller caller, string number, long entry, string? how = null, CancellationToken cancellation = default) =>
        Run(caller, number, entry, (verdict, said, work) => verdict.Verify(how, said.Text, said.Author, caller.Name, work.Now), cancellation);

    /// <summary>It is not so, and why. Refused also: no such statement, found untrue already, no reason.</summary>
    public Task<Outcome<string>> Retract(Caller caller, string number, long entry, string? reason, CancellationToken cancellation = default) =>
        Run(caller, number, entry, (verdict, said, work) => verdict.Retract(reason, said.Text, said.Author, caller.Name, work.Now), cancellation);

    private Task<Outcome<string>> Run(Caller caller, string number, long entry, Func<Verdict, (string Text, string Author), Work, Outcome<Fact>> decide, CancellationToken cancellation) =>
        writer.Run<string>(
            caller,
            async work =>
            {
                if (!caller.Has(Right.Command))
                {
                    return Refusal.NotAllowed();
                }

                var found = await situations.Find(work, number);
                if (found.IsRefused)
                {
                    return found.Refusal;
                }

                var incident = found.Value;
                var said = await work.Db.Timeline.AsNoTracking().FirstOrDefaultAsync(e => e.Chain == incident.Number && e.Number == entry, cancellation);
                if (said is null || !Statements.CanBeJudged(said.Kind))
                {
                    return Refusal.NotFound("StatementUnknown", entry);
                }

                var verdict = await work.Db.Verdicts.FirstOrDefaultAsync(v => v.IncidentId == incident.Id && v.Entry == entry, cancellation);
                if (verdict is null)
                {
                    verdict = Verdict.On(incident.Id, entry);
                    work.Db.Verdicts.Add(verdict);
                }

                var decided = decide(verdict, (Statements.TextOf(said), said.Actor), work);
                if (decided.IsRefused)
                {
                    return decided.Refusal;
                }

                if (said.Kind == FactKind.UpdatePosted)
                {
                    await ShowLatest(work, incident, verdict, cancellation);
                }

                incident.Touch();
                work.Record(incident.Number, decided.Value, incident.Id, incident.Number);
                return incident.Number;
            },
            cancellation);

    /// <summary>The board shows the newest update that was not found untrue.</summary>
    private static async Task ShowLatest(Work work, Incident incident, Verdict now, CancellationToken cancellation)
    {
        var untrue = work.Db.Verdicts.Where(v => v.IncidentId == incident.Id && v.Entry != now.Entry && v.Standing == Standing.Untrue);
        var latest = await work.Db.Timeline.AsNoTracking()
            .Where(e => e.Chain == incident.Number && e.Kind == FactKind.UpdatePosted && !untrue.Any(v => v.Entry == e.Number))
            .Where(e => e.Number != now.Entry || now.Standing != Standing.Untrue)
            .OrderByDescending(e => e.Number).FirstOrDefaultAsync(cancellation);
        var isVerified = latest is not null
            && (latest.Number == now.Entry ? now.Standing == Standing.Verified : await work.Db.Verdicts.AnyAsync(v => v.IncidentId == incident.Id && v.Entry == latest.Number && v.Standing == Standing.Verified, cancellation));
        incident.ShowUpdate(latest is null ? null : Statements.TextOf(latest), latest?.At, latest?.Actor, isVerified);
    }
}
