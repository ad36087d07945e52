using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Resources;
using Hub.Web.Store;
using Hub.Web.Store.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Features.Search;

/// <summary>Finds what the caller may see: incidents, reports, people, offices, assets, text of the plan in force.</summary>
public sealed class SearchQuery(IDbContextFactory<HubDbContext> contexts, PlanInForce plans, IStringLocalizer<SearchTexts> texts)
{
    /// <summary>Shortest piece of text around a word that was found in a long one, in characters.</summary>
    private const int Around = 60;

    /// <summary>What holds every word of the question; at most so many of each kind. Nothing was asked: nothing is found.</summary>
    public async Task<IReadOnlyList<HitGroup>> Run(Caller caller, string? question, int most, CancellationToken cancellation = default)
    {
        var words = SearchWords.Of(question);
        if (words.IsEmpty)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        List<(FoundKind Kind, List<Hit> Hits)> found =
        [
            (FoundKind.Incident, await Incidents(db, caller, words, most + 1, cancellation)),
            (FoundKind.Report, await Reports(db, caller, words, most + 1, cancellation)),
        ];
        if (caller.Has(Right.Read))
        {
            var offices = await db.Offices.AsNoTracking().ToListAsync(cancellation);
            found.Add((FoundKind.Person, await People(db, words, offices, cancellation)));
            found.Add((FoundKind.Office, await Offices(db, words, offices, cancellation)));
            found.Add((FoundKind.Asset, await Assets(db, words, cancellation)));
            found.Add((FoundKind.Plan, await Plan(db, words)));
        }

        return [.. found.Where(f => f.Hits.Count > 0).Select(f => new HitGroup(f.Kind, [.. f.Hits.Take(most)], f.Hits.Count > most))];
    }

    private static async Task<List<Hit>> Incidents(HubDbContext db, Caller caller, SearchWords words, int most, CancellationToken cancellation)
    {
        var seen = db.Incidents.SeenBy(db, caller);
        var found = await SearchIndex.FindIncidents(db, seen, words, most, cancellation);
        found = [.. found.Concat(await SearchIndex.FindBySystem(db, seen, words, most, cancellation)).DistinctBy(f => f.Id).OrderByDescending(f => f.At).Take(most)];
        var ids = found.ConvertAll(f => f.Id);
        var heads = await db.Incidents.AsNoTracking().Where(i => ids.Contains(i.Id)).Select(i => new { i.Id, i.Grade, i.State, i.IsDrill }).ToDictionaryAsync(i => i.Id, cancellation);
        return found.ConvertAll(f => new Hit(FoundKind.Incident, f.Number, f.Title, f.Place, $"/incidents/{f.Number}")
        {
            Number = f.Number, Grade = heads[f.Id].Grade, State = heads[f.Id].State, IsDrill = heads[f.Id].IsDrill, At = f.At,
        });
    }

    private static async Task<List<Hit>> Reports(HubDbContext db, Caller caller, SearchWords words, int most, CancellationToken cancellation)
    {
        var found = await SearchIndex.FindReports(db, db.Reports.SeenBy(db, caller), words, most, cancellation);
        var ids = found.ConvertAll(f => f.Id);
        var heads = await db.Reports.AsNoTracking().Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.State, r.ReporterName, r.IsDrill }).ToDictionaryAsync(r => r.Id, cancellation);
        return found.ConvertAll(f => new Hit(FoundKind.Report, f.Number, f.Title, heads[f.Id].ReporterName, $"/reports?q={Uri.EscapeDataString(f.Number)}")
        {
            Number = f.Number, Outcome = heads[f.Id].State, IsDrill = heads[f.Id].IsDrill, At = f.At,
        });
    }

    private static async Task<List<Hit>> People(HubDbContext db, SearchWords words, List<Office> offices, CancellationToken cancellation)
    {
        var culture = CultureInfo.CurrentUICulture.Name;
        var people = await db.Persons.AsNoTracking().IgnoreAutoIncludes().Where(p => !p.IsRetired).Select(p => new { p.Id, p.Name }).ToListAsync(cancellation);
        return [.. people.Where(p => words.StandIn(p.Name)).OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => new Hit(
            FoundKind.Person, p.Id.ToString(), p.Name, string.Join(" · ", offices.Where(o => o.Seats.Any(s => s.PersonId == p.Id)).Select(o => o.Name.For(culture))), Directory("people", p.Name)))];
    }

    private static async Task<List<Hit>> Offices(HubDbContext db, SearchWords words, List<Office> offices, CancellationToken cancellation)
    {
        var culture = CultureInfo.CurrentUICulture.Name;
        var found = offices.FindAll(o => words.StandIn(o.Name.En, o.Name.Zh));
        var holders = found.ConvertAll(o => o.Seats.OrderBy(s => s.Position).Select(s => s.PersonId).FirstOrDefault());
        var names = await db.Persons.AsNoTracking().IgnoreAutoIncludes().Where(p => holders.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancellation);
        return [.. found.Select((o, i) => new Hit(FoundKind.Office, $"office-{o.Key}", o.Name.For(culture), names.GetValueOrDefault(holders[i]), Directory("offices", o.Name.For(culture))))
            .OrderBy(h => h.Title, StringComparer.Ordinal)];
    }

    private static async Task<List<Hit>> Assets(HubDbContext db, SearchWords words, CancellationToken cancellation)
    {
        var culture = CultureInfo.CurrentUICulture.Name;
        var assets = await db.Assets.AsNoTracking().Where(a => !a.IsRetired).Select(a => new { a.Key, a.NameEn, a.NameZh, a.Place }).ToListAsync(cancellation);
        return [.. assets.Where(a => words.StandIn(a.Key, a.NameEn, a.NameZh, a.Place))
            .Select(a => new Hit(FoundKind.Asset, $"asset-{a.Key}", new LocalText(a.NameEn, a.NameZh).For(culture), a.Place, Directory("assets", new LocalText(a.NameEn, a.NameZh).For(culture))))
            .OrderBy(h => h.Title, StringComparer.Ordinal)];
    }

    private static string Directory(string tab, string name) => $"/directory?tab={tab}&q={Uri.EscapeDataString(name)}";

    private async Task<List<Hit>> Plan(HubDbContext db, SearchWords words)
    {
        var (version, plan) = await plans.Load(db);
        List<(string Key, string Heading, LocalText Text)> articles =
        [
            ("scope", texts["PlanScope"], plan.Scope),
            .. plan.LegalBasis.Select((basis, i) => ($"basis-{i}", texts["PlanBasis"].Value, basis)),
            .. plan.Articles.Select((article, i) => ($"article-{i}", article.Heading.For(CultureInfo.CurrentUICulture.Name), article.Text)),
            .. plan.Safeguards.Select((safeguard, i) => ($"safeguard-{i}", texts["PlanSafeguard"].Value, safeguard)),
            .. plan.Grades.OrderBy(g => g.Key).Select(g => ($"grade-{(int)g.Key}", texts[$"PlanGrade_{g.Key}"].Value, g.Value.Response)),
            .. plan.Duties.SelectMany(d => new[] { ($"duty-{d.Key}", texts["PlanDuty"].Value, d.Value.Name), ($"duty-{d.Key}-text", d.Value.Name.For(CultureInfo.CurrentUICulture.Name), d.Value.Text) }),
        ];
        var culture = CultureInfo.CurrentUICulture.Name;
        return [.. articles.Where(a => words.StandIn(a.Heading, a.Text.En, a.Text.Zh))
            .Select(a => new Hit(FoundKind.Plan, $"plan-{version.Number}-{a.Key}", a.Heading, Piece(a.Text.For(culture), words), "/plan"))];
    }

    /// <summary>The part of a long text in which the first word stands.</summary>
    private static string Piece(string text, SearchWords words)
    {
        text = text.ReplaceLineEndings(" ");
        var at = Math.Max(0, words.FirstIn(text));
        var (from, to) = (Math.Max(0, Math.Min(at, text.Length) - Around), Math.Min(text.Length, at + (2 * Around)));
        return $"{(from > 0 ? "…" : "")}{text[from..to].Trim()}{(to < text.Length ? "…" : "")}";
    }
}
