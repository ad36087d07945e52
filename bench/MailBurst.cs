using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Hub.Tests.Harness;

namespace Hub.Bench;

/// <summary>Ten thousand notices at once, beside MailKit alone with as many connections against the same sink.</summary>
internal static partial class MailBurst
{
    private const int Most = 10_000;
    private const int Connections = 8;
    private const int Rounds = 6;

    public static async Task Run()
    {
        await using var sink = SmtpSink.Start();
        await using var store = await BenchStore.Prepare(20);
        var (program, client) = await store.Serve(sink.Port);
        await using var ended = program;
        using var api = client;
        for (var i = 0; i < 25; i++)
        {
            using var response = await api.PostAsJsonAsync(new Uri("/api/v1/incidents", UriKind.Relative), BenchStore.Incident(i));
            response.EnsureSuccessStatusCode();
        }

        await Section.Until(() => sink.Count >= 500, "the first mails");
        var atRest = Memory(program);
        await Burst(store, sink, Most / 10);
        var small = await Burst(store, sink, Most / 10);
        await using var mail = await BareMail.Connect(sink.Port, Connections);
        await mail.Send(500);

        // In turns, since a shared machine is not the same from one half minute to the next. The first round is what an emergency
        // meets, code that has run for 2,500 messages at most; in the later ones everything is compiled for good, in both.
        var rounds = new List<Round>();
        for (var i = 0; i < Rounds; i++)
        {
            var before = program.ProcessorTime;
            var queued = await Burst(store, sink, Most);
            var cost = (program.ProcessorTime - before) / Most;
            sink.Forget();
            await mail.Send(Most);
            rounds.Add(new Round(queued, Rate(sink), cost));
        }

        var peak = Memory(program);
        var metrics = await api.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var heap = Sum(HeapLine(), metrics) / 1024 / 1024;
        var shared = Sum(OutcomesLine(), metrics) / Sum(CommitsLine(), metrics);
        var (first, later) = (rounds[0], rounds.Skip(1).ToList());
        Section.Print(
            $"A burst of {Most:N0} notices", $"the first {first.Queued / first.Bare:0.00} of bare MailKit with {Connections} connections, later ones {Figures.Of(later.Select(r => r.Queued / r.Bare)).Median:0.00}; a mail costs {small / first.Queued:0.00} × as much as of {Most / 10:N0}",
            $"{Most:N0} queued: {first.Queued:N0} mails/s, then {string.Join(", ", later.Select(r => $"{r.Queued:N0}"))}; {Most / 10:N0} queued: {small:N0}",
            $"bare: {first.Bare:N0} mails/s, then {string.Join(", ", later.Select(r => $"{r.Bare:N0}"))}",
            $"peak working set {peak:N0} MB (at rest before it: {atRest:N0} MB), managed heap after the last collection {heap:N0} MB",
            $"a mail took {Figures.Of(rounds.Select(r => r.Cost.TotalMilliseconds)).Median:0.00} ms of a processor in the program; outcomes that shared a commit: {shared:0.0}");
    }

    private static async Task<double> Burst(BenchStore store, SmtpSink sink, int notices)
    {
        sink.Forget();
        await store.Queue(notices, TimeProvider.System.GetUtcNow().AddSeconds(notices > 1_000 ? 6 : 3));
        if (sink.Count > 0)
        {
            Console.WriteLine("  The burst was due before it was written: this machine is too slow for the figure.");
        }

        await Section.Until(() => sink.Count >= notices, $"{notices} mails");
        return Rate(sink);
    }

    private static double Rate(SmtpSink sink)
    {
        var (first, last) = (sink.Mails.Min(m => m.At), sink.Mails.Max(m => m.At));
        return (sink.Count - 1) / Stopwatch.GetElapsedTime(first, last).TotalSeconds;
    }

    /// <summary>Most memory that the process ever held, in MB.</summary>
    private static double Memory(HubProcess program)
    {
        var status = File.Exists($"/proc/{program.Id}/status") ? File.ReadAllText($"/proc/{program.Id}/status") : "";
        return PeakLine().Match(status) is { Success: true } peak ? double.Parse(peak.Groups["kb"].Value, CultureInfo.InvariantCulture) / 1024 : double.NaN;
    }

    private static double Sum(Regex line, string metrics) => line.Matches(metrics).Sum(m => double.Parse(m.Groups["value"].Value, CultureInfo.InvariantCulture));

    /// <summary>One round: mails a second of the program and of MailKit alone, and what a mail cost the program of a processor.</summary>
    private sealed record Round(double Queued, double Bare, TimeSpan Cost);

    [GeneratedRegex(@"VmHWM:\s+(?<kb>\d+) kB", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PeakLine();

    [GeneratedRegex(@"^dotnet_gc_last_collection_heap_size_bytes\{[^}]*\} (?<value>[0-9.eE+]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeapLine();

    [GeneratedRegex(@"^hub_dispatch_outcomes_per_commit_sum(\{[^}]*\})? (?<value>[0-9.eE+]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OutcomesLine();

    [GeneratedRegex(@"^hub_dispatch_outcomes_per_commit_count(\{[^}]*\})? (?<value>[0-9.eE+]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommitsLine();
}
