namespace Hub.Web.Live;

/// <summary>A change together with its incident as it stood when the change was read; null for a report that is no incident's.</summary>
internal sealed record Entry(ChangeView Change, IncidentView? Incident)
{
    /// <summary>True for a change of a report.</summary>
    public bool IsReport => BoardState.IsReport(Change.Number);
}

/// <summary>The latest changes, so that a client that comes back hears what it missed.</summary>
internal sealed class ChangeRing(int capacity)
{
    private readonly Queue<Entry> entries = new(capacity);

    /// <summary>Every change after this number is in the ring.</summary>
    public long Floor { get; private set; }

    public IEnumerable<Entry> Entries => entries;

    public void Start(long floor)
    {
        entries.Clear();
        Floor = floor;
    }

    public void Add(Entry entry)
    {
        if (entries.Count == capacity)
        {
            Floor = entries.Dequeue().Change.Sequence;
        }

        entries.Enqueue(entry);
    }
}
