using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Features.Rotas;

/// <summary>A new secret address, which is shown once.</summary>
public sealed record FeedShown(Guid Id, string Address);

/// <summary>
/// Secret calendar addresses: a person's own shifts, or a rota's. Renewing one ends the one before. A person's is renewed by nobody but that person, and may
/// be ended by whoever administers; a rota's needs the right to administer or to command.
/// </summary>
public sealed class KeepFeeds(Writer writer, IDbContextFactory<HubDbContext> contexts, IOptions<HubOptions> hub)
{
    /// <summary>Since when there is an address, of the caller's own shifts or of a rota; null: there is none.</summary>
    public async Task<DateTimeOffset?> Since(Caller caller, string? rotaKey, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Of(db, caller.PersonId, rotaKey).Select(f => (DateTimeOffset?)f.CreatedAt).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>A new address for the caller's own shifts (without a rota), or for a rota's. Refused: without the right; a machine has no shifts; unknown.</summary>
    public async Task<Outcome<FeedShown>> Renew(Caller caller, string? rotaKey, CancellationToken cancellation = default)
    {
        if (Fault(caller, rotaKey) is { } fault)
        {
            return fault;
        }

        var token = Secrets.New("cal");
        return await writer.Run<FeedShown>(caller, async work =>
        {
            if (rotaKey is not null && !await work.Db.Rotas.AnyAsync(r => r.Key == rotaKey, cancellation))
            {
                return Refusal.NotFound("RotaUnknown", rotaKey);
            }

            await End(work, caller.PersonId, rotaKey, cancellation);
            var feed = new CalendarFeed
            {
                Id = Guid.CreateVersion7(work.Now),
                Hash = Secrets.Hash(token),
                PersonId = rotaKey is null ? caller.PersonId : null,
                RotaKey = rotaKey,
                CreatedAt = work.Now,
                CreatedBy = caller.Name,
            };
            work.Db.CalendarFeeds.Add(feed);
            Record(work, rotaKey, "feedMade");
            return new FeedShown(feed.Id, $"{hub.Value.PublicUrl.TrimEnd('/')}/calendar/{token}.ics");
        }, cancellation);
    }

    /// <summary>Ends the address of the caller's own shifts, of a rota, or (for who administers) of another person. Refused: without the right; there is none.</summary>
    public async Task<Outcome<int>> Revoke(Caller caller, string? rotaKey, Guid? person = null, CancellationToken cancellation = default)
    {
        if ((person is null || person == caller.PersonId ? Fault(caller, rotaKey) : caller.Has(Right.Administer) ? null : Refusal.NotAllowed()) is { } fault)
        {
            return fault;
        }

        return await writer.Run<int>(caller, async work =>
        {
            var ended = await End(work, person ?? caller.PersonId, rotaKey, cancellation);
            if (ended == 0)
            {
                return Refusal.NotFound("FeedUnknown");
            }

            Record(work, rotaKey, "feedRevoked");
            return ended;
        }, cancellation);
    }

    private static Refusal? Fault(Caller caller, string? rotaKey) =>
        rotaKey is not null ? (RotaFile.MayChange(caller) ? null : Refusal.NotAllowed())
        : caller is { PersonId: not null } && caller.Has(Right.Read) ? null
        : Refusal.NotAllowed();

    private static IQueryable<CalendarFeed> Of(HubDbContext db, Guid? person, string? rotaKey)
    {
        var working = db.CalendarFeeds.Where(f => f.RevokedAt == null);
        return rotaKey is null ? working.Where(f => f.PersonId != null && f.PersonId == person) : working.Where(f => f.RotaKey == rotaKey);
    }

    private static async Task<int> End(Work work, Guid? person, string? rotaKey, CancellationToken cancellation)
    {
        var before = await Of(work.Db, person, rotaKey).ToListAsync(cancellation);
        before.ForEach(f => f.RevokedAt = work.Now);
        return before.Count;
    }

    private static void Record(Work work, string? rotaKey, string change) =>
        work.Record("administration", new Fact(FactKind.CalendarFeedChanged, ("rota", rotaKey ?? ""), ("change", change)));
}
