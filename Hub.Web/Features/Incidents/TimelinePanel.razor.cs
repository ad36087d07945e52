using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Hub.Web.Features.Incidents;

/// <summary>
/// The record of the incident, newest first. Of a long one only a window stands on the page: older entries come as one goes down,
/// and those at the other end leave. What is new comes in at the top when the top is in view, else it is announced; nothing jumps.
/// </summary>
public sealed partial class TimelinePanel
{
    /// <summary>Most entries on the page at a time.</summary>
    public const int Window = 500;

    private static readonly DialogOptions Narrow = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseButton = true, CloseOnEscapeKey = true, BackdropClick = false };

    private List<TimelineLine> lines = [];
    private TimelineFilter filter;
    private RuleNames? names;
    private Refusal? refusal;
    private string? chain;
    private (TimelineFilter, long?)? shown;
    private long? target;
    private long newest;
    private bool hasOlder;
    private bool hasNewer;
    private bool isReading;
    private bool mayJudge;
    private bool goThere;

    [CascadingParameter] public ViewerTime? Viewer { get; set; }

    /// <summary>Number of the incident: the name of its chain.</summary>
    [Parameter, EditorRequired] public string Chain { get; set; } = "";

    /// <summary>Which entries the address asks for, as <c>verified</c>; nothing or unknown: all.</summary>
    [Parameter] public string? Show { get; set; }

    /// <summary>The entry that the address asks for.</summary>
    [Parameter] public long? Entry { get; set; }

    [Inject] public required TimelineQuery Query { get; init; }

    [Inject] public required TimelineWords Words { get; init; }

    [Inject] public required JudgeStatement Judging { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private ViewerTime View => Viewer ?? ViewerTime.Utc;

    private long first => lines.Count == 0 ? 0 : lines[0].Number;

    private long last => lines.Count == 0 ? 0 : lines[^1].Number;

    protected override async Task OnParametersSetAsync()
    {
        var wanted = (Enum.TryParse<TimelineFilter>(Show, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : TimelineFilter.All, Entry);
        if (IsRead && shown != wanted)
        {
            await Refresh();
        }

        await base.OnParametersSetAsync();
    }

    protected override async Task Read()
    {
        var incident = IncidentId!.Value;
        mayJudge = (await Callers.Get()).Has(Right.Command);
        if (chain != Chain)
        {
            chain = Chain;
            shown = null;
            names = await Query.Names(incident);
        }

        var kind = Enum.TryParse<TimelineFilter>(Show, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : TimelineFilter.All;
        if (shown != (kind, Entry))
        {
            shown = (kind, Entry);
            filter = kind;
            target = Entry;
            await Begin(incident);
        }
        else if (!hasNewer && filter == TimelineFilter.Verified && lines.Count <= TimelineQuery.PageSize)
        {
            // a verdict brings in or takes away what was said earlier
            await Begin(incident);
        }
        else if (!hasNewer)
        {
            Take(await Query.After(incident, filter, first));
        }

        await Stand(incident);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (goThere && lines.Exists(l => l.Number == target))
        {
            goThere = false;
            await Js.InvokeVoidAsync("hub.show", $"entry-{target}");
        }
    }

    private async Task Begin(Guid incident)
    {
        var known = lines.ToDictionary(l => l.Number);
        lines = [];
        if (target is { } entry)
        {
            // the entry, what came before it, and what came right after
            var older = await Query.Before(incident, TimelineFilter.All, entry + 1);
            if (older.Entries.Count > 0 && older.Entries[0].Number == entry)
            {
                var newer = await Query.Next(incident, TimelineFilter.All, entry);
                filter = TimelineFilter.All;
                lines = [.. newer.Entries.Concat(older.Entries).Select(Write)];
                (hasOlder, hasNewer, goThere) = (older.HasOlder, newer.HasNewer, true);
                return;
            }

            target = null;
        }

        var top = await Query.After(incident, filter, 0);
        lines = [.. top.Entries.Select(e => known.GetValueOrDefault(e.Number) ?? Write(e))];
        (hasOlder, hasNewer) = (top.HasOlder, false);
    }

    private void Take(TimelineStretch fresh)
    {
        if (fresh.HasOlder && lines.Count > 0)
        {
            // more than a page came at once: begin anew rather than leave a hole
            lines = [];
            hasOlder = true;
        }

        lines.InsertRange(0, fresh.Entries.Select(Write));
        if (lines.Count > Window)
        {
            lines.RemoveRange(Window, lines.Count - Window);
            hasOlder = true;
        }
    }

    /// <summary>How the statements in view stand now; a line that did not change stays the same object.</summary>
    private async Task Stand(Guid incident)
    {
        (newest, var verdicts) = await Query.Stand(incident, last, first);
        for (var i = 0; i < lines.Count; i++)
        {
            var verdict = verdicts.GetValueOrDefault(lines[i].Number);
            if (verdict?.Version != lines[i].Verdict?.Version)
            {
                lines[i] = lines[i] with { Verdict = verdict };
            }
        }
    }

    private TimelineLine Write(TimelineEntry entry) => Words.Write(entry, names!, View);

    private Task Earlier() => Turn(async incident =>
    {
        var earlier = await Query.Before(incident, filter, last);
        lines.AddRange(earlier.Entries.Select(Write));
        hasOlder = earlier.HasOlder;
        if (lines.Count > Window)
        {
            lines.RemoveRange(0, lines.Count - Window);
            hasNewer = true;
        }
    });

    private Task Newer() => Turn(async incident =>
    {
        var newer = await Query.Next(incident, filter, first);
        lines.InsertRange(0, newer.Entries.Select(Write));
        hasNewer = newer.HasNewer;
        if (lines.Count > Window)
        {
            lines.RemoveRange(Window, lines.Count - Window);
            hasOlder = true;
        }
    });

    private Task Newest() => Turn(incident =>
    {
        target = null;
        return Begin(incident);
    });

    private async Task Turn(Func<Guid, Task> turn)
    {
        if (isReading)
        {
            return;
        }

        isReading = true;
        try
        {
            await turn(IncidentId!.Value);
            await Stand(IncidentId!.Value);
        }
        finally
        {
            isReading = false;
        }
    }

    private async Task Verify(long entry)
    {
        refusal = (await Judging.Verify(await Callers.Get(), Chain, entry)).Refusal;
        await Refresh();
    }

    private async Task Retract(long entry)
    {
        refusal = null;
        var reference = await Dialogs.ShowAsync<ReasonDialog>(P["RetractThis", entry], new DialogParameters<ReasonDialog>
        {
            { d => d.Follows, P["RetractFollows"] },
            { d => d.Button, P["Retract"] },
            { d => d.Draft, $"retract-{Chain}-{entry}" },
            { d => d.Run, (Caller caller, string? reason) => Judging.Retract(caller, Chain, entry, reason) },
        }, Narrow);
        await reference.Result;
        await Refresh();
    }

    private string Address(TimelineFilter kind) => kind == TimelineFilter.All ? $"/incidents/{Chain}" : $"/incidents/{Chain}?show={kind.ToString().ToLowerInvariant()}";

    private string EntryAddress(long number) => $"/incidents/{Chain}?entry={number}";
}
