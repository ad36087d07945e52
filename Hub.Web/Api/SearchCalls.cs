using System.ComponentModel;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Features.Search;
using Hub.Web.Store.Search;

namespace Hub.Web.Api;

/// <summary>Something that was found.</summary>
public sealed record HitAnswer(
    FoundKind Kind, string Title, string? Detail, [property: Description("Number of an incident or report.")] string? Number, Grade? Grade, IncidentState? State, DateTimeOffset? At,
    [property: Description("Its page.")] string Url);

/// <summary>What was found: of each kind the newest first.</summary>
public sealed record SearchAnswer(
    IReadOnlyList<HitAnswer> Items, [property: Description("Of some kind there is more than was asked for.")] bool HasMore);

/// <summary>Search over everything that the key may see.</summary>
internal static class SearchCalls
{
    public static void MapSearch(this RouteGroupBuilder api) =>
        api.MapGet("/search", Find)
            .WithTags("Search")
            .Says("search", "Find incidents, reports, people, offices, assets and articles of the plan", "Every word must be found: a word by its beginning, Chinese by any two characters, a number by its last part. `limit` is per kind.")
            .Gives<SearchAnswer>(null, 200)
            .Refuses(400, 401, 403);

    private static Task<IResult> Find(HttpContext http, ApiCall call, SearchQuery search, Links links, string? q = null, string? limit = null)
    {
        var asked = Asked.Nothing.Limit(limit);
        return call.Ask<HitGroup[]>(
            http,
            async caller => !caller.Has(Right.Read) ? Refusal.NotAllowed()
                : (asked.Fault ?? Text.Required("q", q, SearchWords.LongestQuestion)) is { } fault ? fault
                : (await search.Run(caller, q, asked.LimitValue, http.RequestAborted)).ToArray(),
            found => new SearchAnswer(
                [.. found.SelectMany(g => g.Hits).Select(h => new HitAnswer(h.Kind, h.Title, h.Detail, h.Number, h.Grade, h.State, h.At, links.Page(h.Address)))],
                found.Any(g => g.HasMore)));
    }
}
