namespace Hub.Web.Live;

/// <summary>One circuit on one incident, until disposed; again: does nothing.</summary>
public sealed class PageVisit(Presence presence, Watching watching, Action onChange) : IDisposable
{
    private volatile bool connected = true;

    /// <summary>Who, and what.</summary>
    public Watching Watching { get; } = watching;

    /// <summary>False while the browser is not to be reached.</summary>
    public bool IsConnected
    {
        get => connected;
        set
        {
            if (connected != value)
            {
                connected = value;
                presence.Tell(Watching.IncidentId);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => presence.Leave(this);

    internal void Changed() => onChange();
}
