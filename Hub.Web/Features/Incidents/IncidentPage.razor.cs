using Hub.Web.Live;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Incidents;

/// <summary>One incident: a head that stays, its record, its notices, ladders and duties. All live through one subscription.</summary>
public sealed partial class IncidentPage : IDisposable
{
    private IncidentDetail? detail;
    private Subscription? subscription;
    private string? shown;
    private bool isLoaded;
    private long pulse;

    [Parameter] public string Number { get; set; } = "";

    /// <summary>Which entries of the record are shown, as <c>verified</c>.</summary>
    [SupplyParameterFromQuery(Name = "show")] public string? Show { get; set; }

    /// <summary>The entry of the record that a link leads to.</summary>
    [SupplyParameterFromQuery(Name = "entry")] public long? Entry { get; set; }

    [Inject] public required IncidentQuery Query { get; init; }

    [Inject] public required IncidentFeed Feed { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    public void Dispose() => subscription?.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Number)
        {
            return;
        }

        shown = Number;
        subscription?.Dispose();
        subscription = null;
        detail = null;
        if (await Query.Run(Number) is { } found)
        {
            // told first, then read once more: what is committed in between is not missed
            (_, subscription) = Feed.SubscribeIncident(found.Head.Id, CallerView.Of(await Callers.Get()), change => _ = InvokeAsync(Look));
            await Look();
        }

        isLoaded = true;
    }

    private async Task Look()
    {
        var number = Number;
        var now = await Query.Run(number);
        if (number == Number)
        {
            detail = now;
            pulse++;
            StateHasChanged();
        }
    }
}
