using Hub.Web.Components;
using Hub.Web.Store;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Incidents;

/// <summary>The record of the incident, newest first. Long ones are read in pages; a change reads only what is new.</summary>
public sealed partial class TimelinePanel
{
    private readonly List<TimelineLine> lines = [];
    private TimelineFilter filter;
    private RuleNames? names;
    private string? chain;
    private bool isReading;

    [CascadingParameter] public ViewerTime? Viewer { get; set; }

    /// <summary>Number of the incident: the name of its chain.</summary>
    [Parameter, EditorRequired] public string Chain { get; set; } = "";

    [Inject] public required TimelineQuery Query { get; init; }

    [Inject] public required TimelineWords Words { get; init; }

    private ViewerTime View => Viewer ?? ViewerTime.Utc;

    private long last => lines.Count == 0 ? 0 : lines[0].Number;

    private long first => lines.Count == 0 ? 0 : lines[^1].Number;

    private IEnumerable<TimelineLine> Shown => filter == TimelineFilter.All ? lines : lines.Where(l => TimelineWords.FilterOf(l.Kind) == filter);

    protected override async Task Read()
    {
        var incident = IncidentId!.Value;
        if (chain != Chain)
        {
            chain = Chain;
            lines.Clear();
            names = await Query.Names(incident);
        }

        var fresh = await Query.After(incident, last);
        if (fresh.Count > 0 && fresh[^1].Number > last + 1)
        {
            // more than a page came at once: begin anew rather than leave a hole
            lines.Clear();
        }

        lines.InsertRange(0, fresh.Select(e => Words.Write(e, names!, View)));
    }

    private async Task Earlier()
    {
        isReading = true;
        var earlier = await Query.Before(IncidentId!.Value, first);
        lines.AddRange(earlier.Select(e => Words.Write(e, names!, View)));
        isReading = false;
    }
}
