using Microsoft.AspNetCore.Components;

namespace Hub.Web.Live;

/// <summary>
/// A part of a live page. It reads its own small query anew whenever the page's pulse goes on, one reading at a
/// time, and keeps showing what it had meanwhile, so that nothing flickers.
/// </summary>
public abstract class LivePart : ComponentBase
{
    private long? seen;
    private bool reading;
    private bool again;

    /// <summary>Goes on whenever something may have changed.</summary>
    [Parameter] public long Pulse { get; set; }

    /// <summary>The incident that the page shows; null on the desk.</summary>
    [Parameter] public Guid? IncidentId { get; set; }

    /// <summary>True once something was read.</summary>
    protected bool IsRead { get; private set; }

    /// <summary>Reads what the part shows.</summary>
    protected abstract Task Read();

    /// <summary>Reads again, as after an own command; a reading under way is repeated instead of doubled.</summary>
    protected async Task Refresh()
    {
        if (reading)
        {
            again = true;
            return;
        }

        reading = true;
        try
        {
            do
            {
                again = false;
                await Read();
            }
            while (again);
            IsRead = true;
        }
        finally
        {
            reading = false;
        }
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (seen != Pulse)
        {
            seen = Pulse;
            await Refresh();
        }
    }
}
