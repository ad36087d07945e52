using System.Diagnostics;
using Hub.Tests.Harness;

namespace Hub.Bench;

/// <summary>A relay that takes 20 ms for each answer: what the connections of the start carry, and what the program opens by itself.</summary>
internal static class SlowRelay
{
    private const int Notices = 6_000;
    private const int Start = 8;
    private const int Most = 64;
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(20);

    public static async Task Run()
    {
        var (kept, keptOpen) = await Carry(Notices / 4, Start);
        var (followed, open) = await Carry(Notices, Most);
        var bare = await Bare(Most);
        Section.Print(
            $"A relay that takes {Answer.TotalMilliseconds:0} ms an answer", $"{followed / kept:0.0} × what {Start} connections carry, {followed / bare:0.00} of bare MailKit with {Most}",
            $"kept at {Start}: {kept:N0} mails/s on {keptOpen} connections",
            $"following the relay: {followed:N0} mails/s in the best second, on {open} connections",
            $"bare, {Most} connections: {bare:N0} mails/s");
    }

    private static async Task<(double Rate, int Open)> Carry(int notices, int most)
    {
        await using var sink = SmtpSink.Start();
        sink.Thinks = Answer;
        await using var store = await BenchStore.Prepare(20);
        var (program, client) = await store.Serve(sink.Port, most);
        await using var ended = program;
        using var api = client;
        await store.Queue(notices, TimeProvider.System.GetUtcNow().AddSeconds(5));
        await Section.Until(() => sink.Count >= notices, $"{notices} mails");
        return (BestSecond(sink), sink.MostOpen);
    }

    private static async Task<double> Bare(int connections)
    {
        await using var sink = SmtpSink.Start();
        sink.Thinks = Answer;
        await using var mail = await BareMail.Connect(sink.Port, connections);
        await mail.Send(Notices);
        return BestSecond(sink);
    }

    private static double BestSecond(SmtpSink sink)
    {
        var at = sink.Mails.Select(m => m.At).Order().ToList();
        var (best, first) = (0, 0);
        for (var last = 0; last < at.Count; last++)
        {
            while (at[last] - at[first] > Stopwatch.Frequency)
            {
                first++;
            }

            best = Math.Max(best, last - first + 1);
        }

        return best;
    }
}
