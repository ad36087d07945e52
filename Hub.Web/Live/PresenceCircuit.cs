using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Hub.Web.Live;

/// <summary>Tells the visits of this circuit when its browser is lost and found again: a circuit outlives its browser by minutes, a visit must not.</summary>
public sealed class PresenceCircuit : CircuitHandler
{
    private readonly List<PageVisit> visits = [];

    /// <summary>A visit that this circuit pays.</summary>
    public void Add(PageVisit visit) => visits.Add(visit);

    /// <summary>A visit is over.</summary>
    public void Remove(PageVisit visit) => visits.Remove(visit);

    /// <inheritdoc/>
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => Set(connected: false);

    /// <inheritdoc/>
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => Set(connected: true);

    private Task Set(bool connected)
    {
        visits.ToList().ForEach(v => v.IsConnected = connected);
        return Task.CompletedTask;
    }
}
