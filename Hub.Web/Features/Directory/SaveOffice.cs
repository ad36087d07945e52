using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>An office as somebody enters it.</summary>
/// <param name="NameEn">English name; when empty, the Chinese one stands for it.</param>
/// <param name="NameZh">Chinese name; when empty, the English one stands for it.</param>
/// <param name="Seats">Holder first, then the deputies in order of succession.</param>
public sealed record OfficeEntry(string? NameEn, string? NameZh, IReadOnlyList<Guid> Seats);

/// <summary>Makes an office, renames it, or puts other people into it.</summary>
public sealed class SaveOffice(Writer writer)
{
    /// <summary>Holder and deputies of one office.</summary>
    public const int MostSeats = 20;

    /// <summary>Refused: without the right to administer; a fault of a field; a key that is taken; changed meanwhile (409).</summary>
    /// <param name="caller">Who does it.</param>
    /// <param name="key">Its key.</param>
    /// <param name="version">The version that the caller knows; null for a new office.</param>
    /// <param name="entry">What stands there afterwards.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Outcome<Saved>> Run(Caller caller, string? key, long? version, OfficeEntry entry, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        if ((Names.KeyFault("key", key) ?? Names.Fault(entry.NameEn, entry.NameZh, 100) ?? SeatFault(entry)) is { } fault)
        {
            return fault;
        }

        var wanted = key!.Trim();
        return await writer.Run<Saved>(caller, async work =>
        {
            var office = await work.Db.Offices.FirstOrDefaultAsync(o => o.Key == wanted, cancellation);
            if ((office is null ? version is null ? null : Refusal.NotFound() : version is null ? Refusal.Invalid("key", "KeyTaken") : Entries.Stale(office.Version, version.Value)) is { } refusal)
            {
                return refusal;
            }

            var known = await work.Db.Persons.Where(p => entry.Seats.Contains(p.Id) && !p.IsRetired).Select(p => p.Id).ToListAsync(cancellation);
            var stays = office?.Seats.Select(s => s.PersonId).ToHashSet() ?? [];
            if (entry.Seats.Any(s => !known.Contains(s) && !stays.Contains(s)))
            {
                return Refusal.Invalid("seats", "SeatUnknown");
            }

            var isNew = office is null;
            office ??= work.Db.Offices.Add(Office.Create(wanted, Names.Of(entry.NameEn, entry.NameZh))).Entity;
            var changed = await Change(work, office, entry, cancellation);
            if (isNew || changed.Count > 0)
            {
                Record(work, office, isNew ? "entryAdded" : "entryChanged", string.Join(", ", changed));
            }

            return new Saved(wanted, office.Version, isNew, changed);
        }, cancellation);
    }

    internal static void Record(Work work, Office office, string change, string detail) =>
        work.Record("administration", new Fact(FactKind.OfficeChanged, ("nameEn", office.NameEn), ("nameZh", office.NameZh), ("key", office.Key), ("change", change), ("detail", detail)));

    private static async Task<IReadOnlyList<string>> Change(Work work, Office office, OfficeEntry entry, CancellationToken cancellation)
    {
        var changed = new List<string>();
        var name = Names.Of(entry.NameEn, entry.NameZh);
        if (office.Name != name)
        {
            office.Rename(name);
            changed.Add("name");
        }

        if (!office.Seats.OrderBy(s => s.Position).Select(s => s.PersonId).SequenceEqual(entry.Seats))
        {
            // Emptied first: the new rows have the keys of the old ones.
            office.HeldBy();
            await work.Db.SaveChangesAsync(cancellation);
            office.HeldBy(entry.Seats);
            changed.Add("seats");
        }

        return changed;
    }

    private static Refusal? SeatFault(OfficeEntry entry) =>
        entry.Seats.Count > MostSeats ? Refusal.Invalid("seats", "TooMany", MostSeats)
        : entry.Seats.Distinct().Count() < entry.Seats.Count ? Refusal.Invalid("seats", "SeatTwice")
        : null;
}
