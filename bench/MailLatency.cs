using System.Diagnostics;
using System.Net.Http.Json;
using Hub.Tests.Harness;

namespace Hub.Bench;

/// <summary>From <c>POST /incidents</c> to the first and the last of twenty mails at the relay.</summary>
internal static class MailLatency
{
    private const int Recipients = 20;
    /// <summary>As many as the runtime needs until it has compiled what is called often for good; what the first ones take is printed beside.</summary>
    private const int WarmUp = 150;
    private const int Runs = 50;

    public static async Task Run()
    {
        await using var sink = SmtpSink.Start();
        await using var store = await BenchStore.Prepare(Recipients);
        var (program, client) = await store.Serve(sink.Port);
        await using var ended = program;
        using var api = client;
        Figures cold = new(), answered = new(), first = new(), last = new();
        for (var run = -WarmUp; run < Runs; run++)
        {
            sink.Forget();
            var start = Stopwatch.GetTimestamp();
            using var response = await api.PostAsJsonAsync(new Uri("/api/v1/incidents", UriKind.Relative), BenchStore.Incident(run));
            var answer = Stopwatch.GetTimestamp();
            response.EnsureSuccessStatusCode();
            await Section.Until(() => sink.Count >= Recipients, "twenty mails");
            if (run < 10 - WarmUp)
            {
                cold.Add(start, sink.Mails.Max(m => m.At));
            }
            else if (run >= 0)
            {
                answered.Add(start, answer);
                first.Add(start, sink.Mails.Min(m => m.At));
                last.Add(start, sink.Mails.Max(m => m.At));
            }

            // The outcomes of the last mails are still being committed.
            await Task.Delay(TimeSpan.FromMilliseconds(60), TimeProvider.System);
        }

        var bare = await Bare(sink);
        Section.Print(
            $"POST /incidents to the last of {Recipients} mails", $"{last.Median / bare.Median:0.0} × bare MailKit that only sends {Recipients} mails",
            $"answered:   {answered}", $"first mail: {first}", $"last mail:  {last}", $"bare:       {bare}", $"last mail of the first ten after a start: {cold}");
    }

    private static async Task<Figures> Bare(SmtpSink sink)
    {
        await using var mail = await BareMail.Connect(sink.Port, 8);
        var figures = new Figures();
        for (var run = -WarmUp; run < Runs; run++)
        {
            sink.Forget();
            var start = Stopwatch.GetTimestamp();
            await mail.Send(Recipients);
            if (run >= 0)
            {
                figures.Add(start, sink.Mails.Max(m => m.At));
            }
        }

        return figures;
    }
}
