using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Live;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Hub.Web.Features.Incidents;

/// <summary>The systems that the incident has touched, by state; whoever may command names them and moves them on.</summary>
public sealed partial class SystemsPart
{
    private IReadOnlyList<SystemView> systems = [];
    private IReadOnlyList<AssetChoice> assets = [];
    private string incident = "";
    private string? name;
    private Refusal? refusal;
    private bool mayMark;
    private bool isBusy;

    [Inject] public required SystemsQuery Query { get; init; }

    [Inject] public required MarkSystem Marking { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    /// <summary>A picture for each state, so that nothing is said by colour alone.</summary>
    public static string IconOf(SystemState state) => state switch
    {
        SystemState.Affected => Icons.Material.Outlined.ReportProblem,
        SystemState.Isolated => Icons.Material.Outlined.Block,
        SystemState.Clean => Icons.Material.Outlined.CleaningServices,
        _ => Icons.Material.Outlined.CheckCircle,
    };

    protected override async Task Read()
    {
        (incident, systems, var isClosed) = await Query.Of(IncidentId!.Value);
        mayMark = !isClosed && (await Callers.Get()).Has(Right.Command);
        assets = mayMark && assets.Count == 0 ? await Query.Assets() : assets;
    }

    private Task Move(SystemView system, ChangeEventArgs change) => Enum.TryParse<SystemState>(change.Value?.ToString(), out var state) && state != system.State
        ? Run(new SystemMark(system.AssetKey, system.AssetKey is null ? system.Name.En : null, state, null, system.Version))
        : Task.CompletedTask;

    private Task Add()
    {
        // what stands in the directory is meant as such, by its key or its name in either language
        var asset = assets.FirstOrDefault(a => Same(a.Key) || Same(a.Name.En) || Same(a.Name.Zh));
        return Run(asset is null ? new SystemMark(null, name, SystemState.Affected) : new SystemMark(asset.Key, null, SystemState.Affected));

        bool Same(string known) => string.Equals(known, name?.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    private async Task Run(SystemMark mark)
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            refusal = (await Marking.Run(await Callers.Get(), incident, mark)).Refusal;
            if (refusal is null)
            {
                name = "";
                await Js.InvokeVoidAsync("hub.clearDraft", $"system-{incident}");
            }

            await Refresh();
        }
        finally
        {
            isBusy = false;
        }
    }
}
