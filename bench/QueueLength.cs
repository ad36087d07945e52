using System.Diagnostics;
using Hub.Tests.Harness;

namespace Hub.Bench;

/// <summary>What a mail costs when ever more of them wait: it must not depend on the length of the queue.</summary>
internal static class QueueLength
{
    private static readonly int[] Lengths = [1_000, 1_000, 10_000, 30_000, 100_000];

    public static async Task Run()
    {
        await using var sink = SmtpSink.Start();
        await using var store = await BenchStore.Prepare(20);
        var (program, client) = await store.Serve(sink.Port);
        await using var ended = program;
        using var api = client;
        var (lines, costs) = (new List<string>(), new List<double>());
        foreach (var length in Lengths)
        {
            sink.Forget();

            // Written at about 3,000 a second; due afterwards, so that the whole queue stands when the first leaves.
            var writing = TimeSpan.FromSeconds(3 + (length / 2_000));
            await store.Queue(length, TimeProvider.System.GetUtcNow() + writing);
            if (sink.Count > 0)
            {
                lines.Add($"{length:N0}: was due before it was written; this machine is too slow for the figure");
            }

            var last = 0;
            for (var still = Stopwatch.GetTimestamp(); sink.Count < length; await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System))
            {
                if (sink.Count != last)
                {
                    (last, still) = (sink.Count, Stopwatch.GetTimestamp());
                }

                if (Stopwatch.GetElapsedTime(still) > writing + Section.Longest)
                {
                    throw new TimeoutException($"No mail for a minute; {sink.Count} of {length}");
                }
            }

            var times = sink.Mails.Select(m => m.At).Order().ToList();
            var cost = Stopwatch.GetElapsedTime(times[0], times[^1]).TotalMilliseconds / (times.Count - 1);
            var (head, tail) = (Cost(times[..(times.Count / 10)]), Cost(times[^(times.Count / 10)..]));
            costs.Add(cost);
            lines.Add($"{length:N0} queued: {cost:0.000} ms a mail ({1000 / cost:N0} mails/s); its first tenth {head:0.000} ms, its last {tail:0.000} ms");
        }

        Section.Print("Mails that wait", $"a mail of {Lengths[^1]:N0} queued costs {costs[^1] / costs[1]:0.00} × as much as of {Lengths[1]:N0}", lines);
    }

    private static double Cost(List<long> times) => Stopwatch.GetElapsedTime(times[0], times[^1]).TotalMilliseconds / (times.Count - 1);
}
