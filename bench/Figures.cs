using System.Diagnostics;

namespace Hub.Bench;

/// <summary>Many figures of one thing: times in milliseconds, unless they are given whole.</summary>
internal sealed class Figures
{
    private readonly List<double> values = [];

    public int Count => values.Count;

    public double Median => At(0.50);

    public double P99 => At(0.99);

    public double Most => At(1);

    public static Figures Of(IEnumerable<double> values)
    {
        var figures = new Figures();
        figures.values.AddRange(values);
        return figures;
    }

    public void Add(double milliseconds) => values.Add(milliseconds);

    public void Add(long from, long to) => Add(Stopwatch.GetElapsedTime(from, to).TotalMilliseconds);

    public override string ToString() => $"median {Median:0.0} ms, p99 {P99:0.0} ms";

    private double At(double part)
    {
        values.Sort();
        return values.Count == 0 ? double.NaN : values[Math.Clamp((int)Math.Ceiling(part * values.Count) - 1, 0, values.Count - 1)];
    }
}

/// <summary>What a section prints, its ratio first, and how long it may take.</summary>
internal static class Section
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static void Print(string name, string ratio, params IEnumerable<string> lines)
    {
        Console.WriteLine();
        Console.WriteLine($"{name}: {ratio}");
        foreach (var line in lines)
        {
            Console.WriteLine($"  {line}");
        }
    }

    /// <summary>Waits for a state, no longer than a section may take.</summary>
    public static async Task Until(Func<bool> state, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!state())
        {
            if (Stopwatch.GetElapsedTime(started) > Longest)
            {
                throw new TimeoutException($"Waited {Longest.TotalSeconds} s in vain: {what}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }
}
