using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Plans.Edit;

/// <summary>What notices say in the organisation's own words, event by event, with what would leave beside it. A field left empty is said as the program says it.</summary>
public sealed partial class StandingTextsPart
{
    private static readonly LocalText Nothing = new("", "");

    private string shown = "activated";

    [Parameter, EditorRequired] public EmergencyPlan Plan { get; set; } = null!;

    [Parameter] public EventCallback<EmergencyPlan> PlanChanged { get; set; }

    [CascadingParameter] public EditScope Scope { get; set; } = null!;

    // a link from the list of faults leads to this part: the first event with a fault is open then
    protected override void OnInitialized() => shown = StandingTexts.Events.FirstOrDefault(e => FaultsOf(e) > 0) ?? shown;

    private StandingText Standing => Plan.Texts.GetValueOrDefault(shown) ?? new StandingText();

    private static string Braced(string name) => "{" + name + "}";

    private string PathOf(StandingPart part) => $"$.texts.{shown}.{char.ToLowerInvariant(part.ToString()[0])}{part.ToString()[1..]}";

    private int FaultsOf(string key) => Scope.Faults.Count(f => f.Path == $"$.texts.{key}" || f.Path.StartsWith($"$.texts.{key}.", StringComparison.Ordinal));

    private void Choose(string key) => shown = key;

    private Task Put(StandingPart part, LocalText text)
    {
        var standing = Standing.With(part, text == Nothing ? null : text);
        return standing == new StandingText() ? Forget() : Give(texts => texts[shown] = standing);
    }

    private Task Forget() => Give(texts => texts.Remove(shown));

    private Task Give(Action<Dictionary<string, StandingText>> change)
    {
        var texts = new Dictionary<string, StandingText>(Plan.Texts, StringComparer.Ordinal);
        change(texts);
        return PlanChanged.InvokeAsync(Plan with { Texts = texts });
    }
}
