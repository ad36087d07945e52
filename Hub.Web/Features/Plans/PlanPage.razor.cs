using System.Globalization;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Plans;

/// <summary>The plan in force, to be read: who is told for which grade, how it climbs, and who that would be right now.</summary>
public sealed partial class PlanPage
{
    private PlanView? view;
    private bool isRefused;

    [Inject] private ShowPlan ShowPlan { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var outcome = await ShowPlan.Run(await Caller.Get());
        isRefused = outcome.IsRefused;
        view = outcome.IsRefused ? null : outcome.Value;
    }

    private static string Say(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name);
}
