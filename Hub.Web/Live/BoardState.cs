using Hub.Domain.Grading;
using Hub.Domain.Incidents;

namespace Hub.Web.Live;

/// <summary>The board in memory. Not for several threads: the feed holds its lock around every call.</summary>
internal sealed class BoardState
{
    private const int RingSize = 1_000;
    private static readonly HashSet<string> Alarms = new(StringComparer.Ordinal) { "incidentOpened", "planActivated", "gradeRaised", "nobodyAnswers" };
    private readonly Dictionary<Guid, IncidentView> incidents = [];
    private readonly Dictionary<string, ReportView> reports = new(StringComparer.Ordinal);
    private readonly HashSet<string> judgedNow = new(StringComparer.Ordinal);
    private readonly ChangeRing ring = new(RingSize);
    private Board? whole;
    private int restricted;

    public long Sequence { get; private set; }

    public static bool IsReport(string number) => number.StartsWith("R-", StringComparison.Ordinal);

    /// <summary>Begins anew with what the store holds at a number.</summary>
    public void Start(long sequence, IReadOnlyList<IncidentView> running, IReadOnlyList<ReportView> waiting, IReadOnlyList<Entry> recent)
    {
        incidents.Clear();
        reports.Clear();
        foreach (var incident in running)
        {
            incidents[incident.Id] = incident;
        }

        foreach (var report in waiting)
        {
            reports[report.Number] = report;
        }

        ring.Start(recent.Count > 0 ? recent[0].Change.Sequence - 1 : sequence);
        foreach (var entry in recent)
        {
            ring.Add(entry);
        }

        Sequence = sequence;
        Changed();
    }

    /// <summary>Takes in what was read. True when it holds an alarm that cannot wait.</summary>
    public bool Apply(IReadOnlyList<Entry> entries, IReadOnlyList<IncidentView> views, IReadOnlyList<(ReportView View, ReportState State, Guid? IncidentId)> judged)
    {
        foreach (var view in views)
        {
            if (view.State == IncidentState.Closed)
            {
                incidents.Remove(view.Id);
            }
            else
            {
                incidents[view.Id] = view;
            }
        }

        judgedNow.Clear();
        foreach (var (view, state, _) in judged)
        {
            if (state == ReportState.Open)
            {
                reports[view.Number] = view;
            }
            else if (reports.Remove(view.Number))
            {
                judgedNow.Add(view.Number);
            }
        }

        var alarm = false;
        foreach (var entry in entries)
        {
            ring.Add(entry);
            Sequence = entry.Change.Sequence;
            alarm |= entry.Incident is { Grade: Grade.I } && Alarms.Contains(entry.Change.Kind);
        }

        Changed();
        return alarm;
    }

    /// <summary>The board as that viewer may see it.</summary>
    public Board For(CallerView viewer)
    {
        whole ??= new Board(
            Sequence,
            [.. incidents.Values.OrderBy(i => i.State).ThenBy(i => i.Grade).ThenBy(i => i.OpenedAt).ThenBy(i => i.Number, StringComparer.Ordinal)],
            [.. reports.Values.OrderBy(r => r.ReceivedAt).ThenBy(r => r.Number, StringComparer.Ordinal)]);
        return restricted == 0 || viewer.ReadsRestricted
            ? whole
            : whole with { Sequence = LastVisible(viewer), Incidents = [.. whole.Incidents.Where(i => i.IsVisibleTo(viewer))] };
    }

    /// <summary>True when the viewer may know of the change. Who is named now decides, also about the past.</summary>
    public bool IsVisible(Entry entry, CallerView viewer)
    {
        var incident = entry.Change.IncidentId is { } id && incidents.TryGetValue(id, out var now) ? now : entry.Incident;
        return incident is null ? entry.Change.IncidentId is null : incident.IsVisibleTo(viewer);
    }

    /// <summary>
    /// What a subscriber hears of a change that was just applied. A report that stood on everybody's board leaves it
    /// for everybody, without a word on what became of it where that is restricted.
    /// </summary>
    public ChangeView? Told(Entry entry, CallerView viewer) =>
        IsVisible(entry, viewer) ? entry.Change
        : entry.Change.Kind is "reportConfirmed" or "reportJoined" && judgedNow.Contains(entry.Change.Number) ? entry.Change with { Kind = "reportTriaged", IncidentId = null }
        : null;

    /// <summary>What the viewer missed since a number; null when the ring does not reach back that far, or the number is not this store's.</summary>
    public IReadOnlyList<Entry>? Missed(CallerView viewer, long since) =>
        since < ring.Floor || since > Sequence ? null : [.. ring.Entries.Where(e => e.Change.Sequence > since && IsVisible(e, viewer))];

    // A number that grows while nothing is seen would tell of a restricted incident.
    private long LastVisible(CallerView viewer) =>
        ring.Entries.LastOrDefault(e => IsVisible(e, viewer))?.Change.Sequence ?? ring.Floor;

    private void Changed()
    {
        whole = null;
        restricted = incidents.Values.Count(i => i.IsRestricted) + ring.Entries.Count(e => e.Incident is { IsRestricted: true });
    }
}
