using Hub.Web.Live;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Response;

/// <summary>One version of an incident's situation report: written, submitted, approved, then only read. Live.</summary>
public sealed partial class SituationReportPage : IDisposable
{
    private SituationReportView? view;
    private Subscription? subscription;
    private (string, int)? shown;
    private bool isLoaded;

    [Parameter] public string Number { get; set; } = "";

    /// <summary>Number of the version, from 1.</summary>
    [Parameter] public int Version { get; set; }

    /// <summary>What changed since the version before is marked.</summary>
    [SupplyParameterFromQuery(Name = "changes")] public bool Changes { get; set; }

    [Inject] public required SituationReportQuery Query { get; init; }

    [Inject] public required IncidentFeed Feed { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    private string Path => $"/incidents/{Number}/situation-reports/{Version}";

    public void Dispose() => subscription?.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        if (shown == (Number, Version))
        {
            return;
        }

        shown = (Number, Version);
        subscription?.Dispose();
        subscription = null;
        view = null;
        if (await Query.Run(Number, Version) is { } found)
        {
            (_, subscription) = Feed.SubscribeIncident(found.Incident.Id, CallerView.Of(await Callers.Get()), change => _ = InvokeAsync(Look));
            await Look();
        }

        isLoaded = true;
    }

    private async Task Look()
    {
        var wanted = (Number, Version);
        var now = await Query.Run(Number, Version);
        if (wanted == (Number, Version))
        {
            view = now;
            StateHasChanged();
        }
    }
}
