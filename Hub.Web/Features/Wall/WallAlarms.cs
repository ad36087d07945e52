using Hub.Web.Live;

namespace Hub.Web.Features.Wall;

/// <summary>New grave incidents that wait for the whole screen: the gravest first, each once.</summary>
internal sealed class WallAlarms
{
    /// <summary>Beyond these the board itself says it: nobody is to wait minutes for it.</summary>
    private const int Most = 3;

    private readonly List<IncidentView> waiting = [];

    /// <summary>What has the screen; null when nothing has.</summary>
    public IncidentView? Current { get; private set; }

    /// <summary>Takes in what has become grave. True when the screen was free and something has it now.</summary>
    public bool Take(IReadOnlyList<IncidentView> grave)
    {
        foreach (var one in grave)
        {
            waiting.RemoveAll(w => w.Id == one.Id);
            waiting.Add(one);
        }

        waiting.Sort((a, b) => (a.IsDrill, a.Grade, a.OpenedAt).CompareTo((b.IsDrill, b.Grade, b.OpenedAt)));
        if (waiting.Count > Most)
        {
            waiting.RemoveRange(Most, waiting.Count - Most);
        }

        if (Current is not null || waiting.Count == 0)
        {
            return false;
        }

        Next();
        return true;
    }

    /// <summary>The next one has the screen, or nothing.</summary>
    public void Next()
    {
        Current = waiting.FirstOrDefault();
        if (Current is not null)
        {
            waiting.RemoveAt(0);
        }
    }

    /// <summary>Nothing has the screen and nothing waits.</summary>
    public void Clear()
    {
        Current = null;
        waiting.Clear();
    }
}
