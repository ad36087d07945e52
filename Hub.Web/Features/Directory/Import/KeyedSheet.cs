using System.Globalization;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Web.Features.Directory.Import;

/// <summary>Entries with a key of their own in a table: a line is about the entry with its key.</summary>
internal abstract class KeyedSheet<TEntry, TDetails> : Sheet
    where TEntry : class
    where TDetails : class
{
    private readonly List<(string Key, TDetails Details)> added = [];
    private readonly List<(TEntry Entry, TDetails Details, IReadOnlyList<string> Fields)> changed = [];
    private readonly List<(TEntry Entry, bool Retired)> retired = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    protected Dictionary<string, TEntry> Entries { get; private set; } = [];

    public sealed override async Task Load(HubDbContext db, CancellationToken cancellation) => Entries = await Read(db, cancellation);

    public sealed override IEnumerable<string> Versions() =>
        Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Key}/{VersionOf(e.Value)}")).Concat(Known());

    public sealed override ImportLine Judge(CsvRow row)
    {
        var key = row["key"];
        if (Names.KeyFault("key", key) is { } wrong)
        {
            return Faulty(row, key ?? row["nameEn"] ?? row["nameZh"] ?? "", wrong);
        }

        if (!seen.Add(key!))
        {
            return Faulty(row, key!, Refusal.Invalid("key", "ImportLineTwice"));
        }

        var entry = Entries.GetValueOrDefault(key!);
        var (details, fault) = Of(row, entry);
        if ((fault ?? (Yes(row["retired"]) is null ? Refusal.Invalid("retired", "ImportYesOrNo") : null)) is { } refusal)
        {
            return Faulty(row, key!, refusal);
        }

        if (entry is null)
        {
            added.Add((key!, details));
            return new ImportLine(row.Line, key!, LineFate.New, [], null);
        }

        var was = IsRetired(entry);
        var leaves = row.Has("retired") ? Yes(row["retired"])!.Value : was;
        if (leaves && !was && MayNotRetire(key!) is { } named)
        {
            return Faulty(row, key!, named);
        }

        var fields = ChangesOf(details, entry);
        if (fields.Count > 0)
        {
            changed.Add((entry, details, fields));
            Foresee(key!, details);
        }

        if (leaves != was)
        {
            retired.Add((entry, leaves));
            fields = [.. fields, "retired"];
        }

        return new ImportLine(row.Line, key!, leaves && !was ? LineFate.Retired : fields.Count > 0 ? LineFate.Changed : LineFate.Unchanged, fields, null);
    }

    public sealed override Task Write(Work work, CancellationToken cancellation)
    {
        foreach (var (key, details) in added)
        {
            Add(work, key, details);
        }

        foreach (var (entry, details, fields) in changed)
        {
            Change(work, entry, details, fields);
        }

        foreach (var (entry, leaves) in retired)
        {
            Retire(work, entry, leaves);
        }

        return Task.CompletedTask;
    }

    protected abstract Task<Dictionary<string, TEntry>> Read(HubDbContext db, CancellationToken cancellation);

    /// <summary>What else decides about the fate of lines.</summary>
    protected virtual IEnumerable<string> Known() => [];

    protected abstract long VersionOf(TEntry entry);

    protected abstract bool IsRetired(TEntry entry);

    protected abstract (TDetails Details, Refusal? Fault) Of(CsvRow row, TEntry? entry);

    protected abstract IReadOnlyList<string> ChangesOf(TDetails details, TEntry entry);

    protected virtual Refusal? MayNotRetire(string key) => null;

    protected virtual void Foresee(string key, TDetails details)
    {
    }

    protected abstract void Add(Work work, string key, TDetails details);

    protected abstract void Change(Work work, TEntry entry, TDetails details, IReadOnlyList<string> fields);

    protected abstract void Retire(Work work, TEntry entry, bool retired);
}
