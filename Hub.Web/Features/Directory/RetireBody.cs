using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>An outside body is not told any more, is told again, or goes altogether when no duty was ever opened for it.</summary>
public sealed class RetireBody(Writer writer, PlanInForce plans)
{
    /// <summary>Refused: without the right to administer; unknown; changed meanwhile (409); while the plan in force or a running incident's plan names it, and for which duty (409).</summary>
    public Task<Outcome<Saved>> Run(Caller caller, string key, long version, bool retired, CancellationToken cancellation = default) =>
        Decide(caller, key, version, retired, (work, body) =>
        {
            var changes = body.IsRetired != retired;
            if (changes)
            {
                body.Retire(retired);
                SaveBody.Record(work, body, retired ? "entryRetired" : "entryBack", "");
            }

            return Task.FromResult<Outcome<Saved>>(new Saved(key, body.Version, false, changes ? ["isRetired"] : []));
        }, cancellation);

    /// <summary>Takes it out. Refused as <see cref="Run"/>, and when the record names it (409).</summary>
    public Task<Outcome<Saved>> Remove(Caller caller, string key, long version, CancellationToken cancellation = default) =>
        Decide(caller, key, version, true, async (work, body) =>
        {
            if (await work.Db.Duties.AnyAsync(d => d.BodyKey == key, cancellation))
            {
                return Refusal.Conflict("BodyInRecord", new Places([body.Name]));
            }

            work.Db.ExternalBodies.Remove(body);
            SaveBody.Record(work, body, "entryRemoved", "");
            return new Saved(key, body.Version, false, []);
        }, cancellation);

    private async Task<Outcome<Saved>> Decide(Caller caller, string key, long version, bool goes, Func<Work, ExternalBody, Task<Outcome<Saved>>> decide, CancellationToken cancellation)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<Saved>(caller, async work =>
        {
            if (await work.Db.ExternalBodies.FirstOrDefaultAsync(b => b.Key == key, cancellation) is not { } body)
            {
                return Refusal.NotFound();
            }

            if (Entries.Stale(body.Version, version) is { } stale)
            {
                return stale;
            }

            return goes && await WhereNamed.OfBody(work.Db, plans, key, cancellation) is { Count: > 0 } places
                ? Refusal.Conflict("StillNamed", new Places([body.Name]), new Places(places))
                : await decide(work, body);
        }, cancellation);
    }
}
