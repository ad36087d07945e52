using System.Globalization;
using Hub.Tests.Harness;

namespace Hub.Bench;

/// <summary>When the program committed what it wrote, as the hook in it says.</summary>
internal sealed class Commits(HubProcess program)
{
    private readonly List<DateTime> at = [];
    private int read;

    /// <summary>The first commit after an instant at which a transaction began: they take turns, so it is that transaction's own.</summary>
    public DateTime After(DateTime began)
    {
        var lines = program.Output.Split('\n');
        for (; read < lines.Length; read++)
        {
            if (lines[read].StartsWith(StartupHook.Commit, StringComparison.Ordinal) && long.TryParse(lines[read].AsSpan(StartupHook.Commit.Length), CultureInfo.InvariantCulture, out var ticks))
            {
                at.Add(new DateTime(ticks, DateTimeKind.Utc));
            }
        }

        var found = at.BinarySearch(began);
        return at[found < 0 ? ~found : found];
    }
}

/// <summary>What the heap of the program holds, and how much more than when it was looked at last.</summary>
internal sealed class ServedMemory(HubProcess program, string asked)
{
    private long before;

    /// <summary>Collects, looks, and gives the bytes more than last time.</summary>
    public async Task<double> Look()
    {
        var told = Count();
        await File.WriteAllTextAsync(asked, "");
        await Section.Until(() => Count() > told, "the heap of the program");
        var heap = long.Parse(program.Output.Split('\n').Last(l => l.StartsWith(StartupHook.Heap, StringComparison.Ordinal))[StartupHook.Heap.Length..].Split(' ')[0], CultureInfo.InvariantCulture);
        var more = heap - before;
        before = heap;
        return more;
    }

    private int Count() => program.Output.Split('\n').Count(l => l.StartsWith(StartupHook.Heap, StringComparison.Ordinal));
}
