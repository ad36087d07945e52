using Hub.Domain.Incidents;
using Hub.Web.Components;
using Hub.Web.Live;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Incidents;

/// <summary>The incident on paper, as it stands at this moment: what it is, who was told, what is owed outside, the record and the hash of its last entry.</summary>
public sealed partial class IncidentPrintPage
{
    /// <summary>Most entries that are printed; of a longer record the newest.</summary>
    public const int Most = 2_000;

    private IncidentDetail? detail;
    private IReadOnlyList<SystemView> systems = [];
    private IReadOnlyList<TimelineLine> lines = [];
    private TimelineEntry? chainHead;
    private DateTimeOffset now;
    private string printedBy = "";
    private long leftOut;

    [Parameter] public string Number { get; set; } = "";

    [CascadingParameter] public ViewerTime? Viewer { get; set; }

    [Inject] public required IncidentQuery Query { get; init; }

    [Inject] public required TimelineQuery Timeline { get; init; }

    [Inject] public required SystemsQuery Systems { get; init; }

    [Inject] public required TimelineWords Sentences { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    protected override async Task OnInitializedAsync()
    {
        now = Time.GetUtcNow();
        printedBy = (await Callers.Get()).Name;
        detail = await Query.Run(Number);
        if (detail is null)
        {
            return;
        }

        (_, systems, _) = await Systems.Of(detail.Head.Id);
        var entries = await Timeline.Last(detail.Head.Id, Most);
        var names = await Timeline.Names(detail.Head.Id);
        chainHead = entries.Count > 0 ? entries[^1] : null;
        leftOut = entries.Count > 0 ? entries[0].Number - 1 : 0;
        var (_, verdicts) = await Timeline.Stand(detail.Head.Id, 1, chainHead?.Number ?? 0);
        lines = [.. entries.Select(e => Sentences.Write(e, names, Viewer ?? ViewerTime.Utc) with { Verdict = verdicts.GetValueOrDefault(e.Number) })];
    }
}
