using System.Globalization;
using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Readiness;

/// <summary>Who would be told: an incident that does not exist, as a picture on an axis of time. What is asked stands in the address.</summary>
public sealed partial class RehearsalPage
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm'Z'";

    private RehearsalView? view;
    private Refusal? refusal;
    private bool isRefused;
    private Grade grade = Domain.Grading.Grade.II;
    private Category category = Domain.Grading.Category.Manmade;
    private DateTime? at;
    private string language = "";
    private string asset = "";

    [Inject] public required ShowRehearsal Show { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [CascadingParameter] private ViewerTime? Viewer { get; set; }

    /// <summary>As <c>II</c>.</summary>
    [SupplyParameterFromQuery(Name = "grade")] public string? Grade { get; set; }

    /// <summary>As <c>manmade</c>.</summary>
    [SupplyParameterFromQuery(Name = "category")] public string? Category { get; set; }

    /// <summary>Key of an asset; missing: none.</summary>
    [SupplyParameterFromQuery(Name = "asset")] public string? Asset { get; set; }

    /// <summary>As <c>2026-11-27T01:00Z</c>; missing: now.</summary>
    [SupplyParameterFromQuery(Name = "at")] public string? At { get; set; }

    /// <summary>Language of the texts that are shown; missing: all.</summary>
    [SupplyParameterFromQuery(Name = "language")] public string? Language { get; set; }

    private ViewerTime View => Viewer ?? ViewerTime.Utc;

    private IReadOnlyList<RehearsedText> Texts => [.. view!.Texts
        .Where(t => language.Length == 0 || (t.Culture == "zh-Hans") == (language == "zh-Hans"))
        .OrderBy(t => t.Event).ThenByDescending(t => t.Asks).ThenBy(t => t.Channel).ThenBy(t => t.Culture, StringComparer.Ordinal)];

    protected override async Task OnParametersSetAsync()
    {
        grade = Enum.TryParse<Grade>(Grade, out var asked) && Enum.IsDefined(asked) ? asked : Domain.Grading.Grade.II;
        category = Enum.TryParse<Category>(Category, ignoreCase: true, out var cause) && Enum.IsDefined(cause) ? cause : Domain.Grading.Category.Manmade;
        asset = Asset is { Length: <= 64 } ? Asset : "";
        language = Language is "zh-Hans" or "en" ? Language : "";
        DateTimeOffset? instant = DateTimeOffset.TryParseExact(At, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var given) ? given : null;
        at = TimeZoneInfo.ConvertTime(instant ?? Time.GetUtcNow(), View.Zone).DateTime;
        var outcome = await Show.Run(await Callers.Get(), new RehearsalAsked(grade, category, instant) { Asset = asset.Length == 0 ? null : asset, Culture = CultureInfo.CurrentUICulture.Name });
        isRefused = outcome.IsRefused && outcome.Refusal.Kind == RefusalKind.NotAllowed;
        refusal = outcome.IsRefused ? outcome.Refusal : null;
        view = outcome.IsRefused ? null : outcome.Value;
    }

    private IReadOnlyList<RehearsedLadder> Of(AudienceKind kind) => [.. view!.Rehearsed.Ladders.Where(l => l.Audience.Kind == kind)];

    private void Ask() => GoTo(Instant());

    private void Now() => GoTo(null);

    private void GoTo(string? instant) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["grade"] = grade.ToString(),
            ["category"] = category.ToString().ToLowerInvariant(),
            ["asset"] = asset.Length == 0 ? null : asset,
            ["at"] = instant,
            ["language"] = language.Length == 0 ? null : language,
        }),
        replace: true);

    /// <summary>The instant that was chosen; null: now is meant. An hour that summer time leaves out is the next that there is.</summary>
    private string? Instant()
    {
        if (at is not { } local || (At is null && local.ToString("g", CultureInfo.InvariantCulture) == TimeZoneInfo.ConvertTime(view?.Rehearsed.Question.At ?? Time.GetUtcNow(), View.Zone).DateTime.ToString("g", CultureInfo.InvariantCulture)))
        {
            return null;
        }

        return WallClock.Reached(local, View.Zone).ToString(InstantFormat, CultureInfo.InvariantCulture);
    }
}
