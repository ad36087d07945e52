using System.Globalization;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Plans;

/// <summary>One version of the plan: its content, how it stands, and what may be done with it.</summary>
public sealed partial class PlanVersionPage
{
    private PlanView? view;
    private PlanLine? line;
    private Refusal? refused;
    private int faults;
    private bool isOwnWork;
    private bool mayEdit;

    [Parameter] public int Number { get; set; }

    [Inject] public required ShowPlan ShowPlan { get; init; }

    [Inject] public required PlansQuery Query { get; init; }

    [Inject] public required DraftPlan Draft { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    protected override Task OnParametersSetAsync() => Load();

    private static string Say(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name);

    private async Task Load()
    {
        var caller = await Callers.Get();
        var (shown, detail) = (await ShowPlan.Run(caller, Number), await Query.One(caller, Number));
        refused = shown.Refusal ?? detail.Refusal;
        if (refused is null)
        {
            (view, line, faults, isOwnWork, mayEdit) = (shown.Value, detail.Value.Line, detail.Value.Faults.Count, detail.Value.IsOwnWork, caller.Has(Right.Administer));
        }
    }

    private async Task Copy()
    {
        var begun = await Draft.From(await Callers.Get(), Number);
        refused = begun.Refusal;
        if (!begun.IsRefused)
        {
            Navigation.NavigateTo($"/plans/{begun.Value}/edit");
        }
    }
}
