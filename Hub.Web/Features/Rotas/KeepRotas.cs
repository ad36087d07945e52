using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Rotas;

/// <summary>A rota as it is entered.</summary>
/// <param name="NameEn">English name, at most 100 characters.</param>
/// <param name="NameZh">Chinese name, at most 100 characters.</param>
/// <param name="TimeZone">IANA zone in which shifts are handed over.</param>
/// <param name="TellBefore">How long before their shift people are told, 5 minutes to 14 days; null: they are not.</param>
/// <param name="TellAtHandOver">Whether whoever takes over is told at that moment.</param>
public sealed record RotaEntry(string? NameEn, string? NameZh, string? TimeZone, TimeSpan? TellBefore, bool TellAtHandOver);

/// <summary>Adds, changes and removes rotas. Needs the right to administer or to command.</summary>
public sealed class KeepRotas(Writer writer, PlanInForce plans)
{
    /// <summary>Most rotas.</summary>
    public const int Most = 200;

    /// <summary>A new rota without layers. Refused: without the right; a field is wrong; the key is taken.</summary>
    public async Task<Outcome<string>> Add(Caller caller, string? key, RotaEntry entry, CancellationToken cancellation = default)
    {
        if (!RotaFile.MayChange(caller))
        {
            return Refusal.NotAllowed();
        }

        if ((KeyFault(key) ?? Fault(entry)) is { } fault)
        {
            return fault;
        }

        return await writer.Run<string>(caller, async work =>
        {
            var wanted = key!.Trim();
            if (await work.Db.Rotas.AnyAsync(r => r.Key == wanted, cancellation))
            {
                return Refusal.Invalid("key", "RotaKeyTaken");
            }

            if (await work.Db.Rotas.CountAsync(cancellation) >= Most)
            {
                return Refusal.Conflict("TooManyRotas", Most);
            }

            var rota = Rota.Create(wanted, NameOf(entry), entry.TimeZone!);
            rota.Tell(entry.TellBefore, entry.TellAtHandOver, work.Now);
            work.Db.Rotas.Add(rota);
            await RotaFile.Reschedule(work, rota, Absences.None, cancellation);
            work.Record("administration", new Fact(FactKind.RotaChanged, ("rota", wanted), ("rotaEn", rota.NameEn), ("rotaZh", rota.NameZh), ("change", "rotaAdded"), ("detail", rota.TimeZone)));
            return wanted;
        }, cancellation);
    }

    /// <summary>Other names, zone, times of notice. Refused: as <see cref="Add"/>; unknown; somebody changed it meanwhile.</summary>
    public async Task<Outcome<string>> Change(Caller caller, string key, RotaEntry entry, long? version = null, CancellationToken cancellation = default)
    {
        if (!RotaFile.MayChange(caller))
        {
            return Refusal.NotAllowed();
        }

        if (Fault(entry) is { } fault)
        {
            return fault;
        }

        return await writer.Run<string>(caller, async work =>
        {
            var found = await RotaFile.Load(work, key, cancellation);
            if (found.IsRefused || (version is { } seen && seen != found.Value.Rota.Version))
            {
                return found.Refusal ?? Refusal.Conflict("RotaChangedMeanwhile");
            }

            var rota = found.Value.Rota;
            rota.Describe(NameOf(entry), entry.TimeZone!);
            if (rota.TellBefore != entry.TellBefore || rota.TellAtHandOver != entry.TellAtHandOver)
            {
                rota.Tell(entry.TellBefore, entry.TellAtHandOver, work.Now);
            }

            await found.Value.Reschedule(cancellation);
            found.Value.Record(FactKind.RotaChanged, ("change", "rotaDescribed"), ("detail", rota.TimeZone));
            return key;
        }, cancellation);
    }

    /// <summary>Removes a rota with its layers and overrides. Refused: without the right; unknown; the plan in force or a group names it.</summary>
    public async Task<Outcome<string>> Remove(Caller caller, string key, CancellationToken cancellation = default)
    {
        if (!RotaFile.MayChange(caller))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<string>(caller, async work =>
        {
            var found = await RotaFile.Load(work, key, cancellation);
            if (found.IsRefused)
            {
                return found.Refusal;
            }

            var target = $"rota:{key}";
            var groups = await work.Db.Groups.AsNoTracking().ToListAsync(cancellation);
            var isInPlan = (await plans.Load(work.Db)).Version.Json.Contains($"\"{target}\"", StringComparison.Ordinal);
            if (isInPlan || groups.Exists(g => g.Members.Contains(target)))
            {
                return Refusal.Conflict("RotaInUse");
            }

            found.Value.Rota.Tell(null, false, work.Now);
            await found.Value.Reschedule(cancellation);
            foreach (var feed in await work.Db.CalendarFeeds.Where(f => f.RotaKey == key && f.RevokedAt == null).ToListAsync(cancellation))
            {
                feed.RevokedAt = work.Now;
            }

            work.Db.Rotas.Remove(found.Value.Rota);
            found.Value.Record(FactKind.RotaChanged, ("change", "rotaRemoved"), ("detail", ""));
            return key;
        }, cancellation);
    }

    private static LocalText NameOf(RotaEntry entry) => new(Text.Straight(entry.NameEn!), Text.Straight(entry.NameZh!));

    private static Refusal? KeyFault(string? key) =>
        Text.Required("key", key, 64) ?? (key!.Trim().All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-') ? null : Refusal.Invalid("key", "RotaKeyWrong"));

    private static Refusal? Fault(RotaEntry entry) =>
        Text.Required("name.en", entry.NameEn, 100)
        ?? Text.Required("name.zh", entry.NameZh, 100)
        ?? (entry.TimeZone is { Length: > 0 and <= 64 } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? null : Refusal.Invalid("timeZone", "ZoneUnknown"))
        ?? (entry.TellBefore is { } before && (before < TimeSpan.FromMinutes(5) || before > TimeSpan.FromDays(14)) ? Refusal.Invalid("tellBefore", "TellBeforeWrong") : null);
}
