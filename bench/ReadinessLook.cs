using System.Diagnostics;
using Hub.Domain.Plans.Readiness;
using Hub.Tests.Harness;

namespace Hub.Bench;

/// <summary>Thirty days of readiness for four grades, five hundred persons and sixty rotas with daily shifts, beside the target of 200 ms.</summary>
internal static class ReadinessLook
{
    private const int Target = 200;
    private const int Rounds = 40;

    public static Task Run()
    {
        var from = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
        var input = BigOrganisation.Input(from);
        var figures = new Figures();
        var first = Stopwatch.GetTimestamp();
        var result = ReadinessCheck.Of(input, from, from.AddDays(30));
        var cold = Stopwatch.GetElapsedTime(first).TotalMilliseconds;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            result = ReadinessCheck.Of(input, from, from.AddDays(30));
            figures.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Section.Print(
            $"Readiness: 30 days, 4 grades, {BigOrganisation.Persons} persons, {BigOrganisation.Rotas} rotas", $"{figures.Median / Target:0.00} of {Target} ms",
            $"{figures}, the first look {cold:0} ms; {result.Findings.Count} findings in {result.Findings.Sum(f => f.Spans.Count)} stretches");
        return Task.CompletedTask;
    }
}
