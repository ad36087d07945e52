using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory.Import;

/// <summary>Outside bodies in a table.</summary>
internal sealed class BodySheet(PlanInForce plans, string culture) : KeyedSheet<ExternalBody, BodyDetails>
{
    private readonly Dictionary<string, IReadOnlyList<LocalText>> named = new(StringComparer.Ordinal);
    private IReadOnlyList<string> duties = [];

    public override IReadOnlyList<string> Columns { get; } =
        ["key", "nameEn", "nameZh", "kind", "language", "mail", "telephone", "whatToSay", "portal", "fax", "hours", "referenceName", "referencePattern", "duties", "retired"];

    protected override IReadOnlyDictionary<string, string> Aliases { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["标识"] = "key", ["英文名称"] = "nameEn", ["中文名称"] = "nameZh", ["类别"] = "kind", ["语言"] = "language", ["邮箱"] = "mail", ["电话"] = "telephone", ["通话要点"] = "whatToSay",
        ["填报网址"] = "portal", ["传真"] = "fax", ["值守时间"] = "hours", ["回执编号名称"] = "referenceName", ["回执编号格式"] = "referencePattern", ["报送义务"] = "duties", ["停用"] = "retired",
    };

    public override IEnumerable<IReadOnlyList<string?>> Export() => Entries.Values.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => (IReadOnlyList<string?>)
    [
        b.Key, b.NameEn, b.NameZh, Camel(b.Kind), b.Culture, b.Mail, b.Telephone, b.WhatToSay, b.Portal, b.Fax, b.Hours, b.ReferenceName, b.ReferencePattern, string.Join(' ', b.Duties), YesOrNothing(b.IsRetired),
    ]);

    protected override async Task<Dictionary<string, ExternalBody>> Read(HubDbContext db, CancellationToken cancellation)
    {
        var bodies = await db.ExternalBodies.ToDictionaryAsync(b => b.Key, StringComparer.Ordinal, cancellation);
        duties = await SaveBody.Duties(db, plans, cancellation);
        foreach (var key in bodies.Keys)
        {
            named[key] = await WhereNamed.OfBody(db, plans, key, cancellation);
        }

        return bodies;
    }

    protected override IEnumerable<string> Known() => duties.Order(StringComparer.Ordinal);

    protected override long VersionOf(ExternalBody entry) => entry.Version;

    protected override bool IsRetired(ExternalBody entry) => entry.IsRetired;

    protected override (BodyDetails Details, Refusal? Fault) Of(CsvRow row, ExternalBody? entry)
    {
        var now = entry is null ? new BodyDetails { Culture = culture } : BodyDetails.Of(entry);
        var kind = row["kind"];
        var details = now with
        {
            NameEn = Cell("nameEn", now.NameEn),
            NameZh = Cell("nameZh", now.NameZh),
            Kind = kind is null ? now.Kind : Named<ExternalBodyKind>(kind),
            Culture = row["language"] is { } language ? Culture(language) : now.Culture,
            Reach = new BodyReach(
                Cell("mail", now.Reach.Mail), Cell("telephone", now.Reach.Telephone), Cell("whatToSay", now.Reach.WhatToSay), Cell("portal", now.Reach.Portal), Cell("fax", now.Reach.Fax), Cell("hours", now.Reach.Hours)),
            ReferenceName = Cell("referenceName", now.ReferenceName),
            ReferencePattern = Cell("referencePattern", now.ReferencePattern),
            Duties = row.Has("duties") ? (row["duties"] ?? "").Split([' ', '|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : now.Duties,
        };
        return (details, details.Fault([.. duties, .. entry?.Duties ?? []]));

        string? Cell(string column, string? otherwise) => row.Has(column) ? row[column] : otherwise;
    }

    protected override IReadOnlyList<string> ChangesOf(BodyDetails details, ExternalBody entry) => details.ChangesOf(entry);

    protected override Refusal? MayNotRetire(string key) =>
        named.GetValueOrDefault(key) is { Count: > 0 } places ? Refusal.Conflict("StillNamed", new Places([Entries[key].Name]), new Places(places)) with { Field = "retired" } : null;

    protected override void Foresee(string key, BodyDetails details) => Deeds.Add(new BodyDeed(key, details));

    protected override void Add(Work work, string key, BodyDetails details) => SaveBody.Add(work, key, details);

    protected override void Change(Work work, ExternalBody entry, BodyDetails details, IReadOnlyList<string> fields) => SaveBody.Change(work, entry, details, fields);

    protected override void Retire(Work work, ExternalBody entry, bool retired)
    {
        entry.Retire(retired);
        SaveBody.Record(work, entry, retired ? "entryRetired" : "entryBack", "");
    }
}
