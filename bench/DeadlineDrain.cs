using System.Diagnostics;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Bench;

/// <summary>
/// A hundred thousand pending deadlines, a thousand of them due at one instant, each on a report of its own, fired by the
/// running program with everything that follows (the next step of the ladder, its notice, its mail), beside a sweep that
/// only marks rows.
/// </summary>
internal static class DeadlineDrain
{
    private const int Deadlines = 1_000;
    private const int Pending = 100_000;

    /// <summary>Fired before, so that what is measured is a program that has been at work.</summary>
    private const int WarmUp = 400;
    private const int Batch = 200;

    public static async Task Run()
    {
        await using var store = await BenchStore.Prepare(20);
        await using var sink = SmtpSink.Start();
        await Write(store, TimeProvider.System.GetUtcNow().AddHours(1));
        var due = TimeProvider.System.GetUtcNow().AddDays(1).Stored();
        await using (var db = store.Db())
        {
            await db.Deadlines.ExecuteUpdateAsync(set => set.SetProperty(d => d.DueAt, due));
            db.Deadlines.AddRange(Enumerable.Range(1, Pending - Deadlines).Select(i => Deadline.At(due.AddDays(3).AddSeconds(i), DeadlineKind.LadderStep, Guid.NewGuid(), null)));
            await db.SaveChangesAsync();
        }

        var (program, client) = await store.Serve(sink.Port);
        await using var ended = program;
        using var api = client;
        due = await Arm(store, WarmUp);
        await Section.Until(() => StillPending(store, due) == 0, "the first deadlines fired");
        due = await Arm(store, Deadlines);
        await Section.Until(() => StillPending(store, due) == 0, "all deadlines fired");
        var written = (TimeProvider.System.GetUtcNow() - due).TotalMilliseconds;
        var lateness = new Figures();
        await using (var db = store.Db())
        {
            foreach (var deadline in await db.Deadlines.AsNoTracking().Where(d => d.DueAt == due && d.State == DeadlineState.Fired).ToListAsync())
            {
                lateness.Add((deadline.EndedAt!.Value - due).TotalMilliseconds);
            }
        }

        var bare = await Bare(store);
        var rate = Deadlines / (lateness.Most / 1000);
        Section.Print(
            $"{Deadlines:N0} of {Pending:N0} pending deadlines due at once", $"{rate / bare:0.00} of a sweep that only marks the rows",
            $"fired: {rate:N0} a second, lateness {lateness}, the last {lateness.Most:N0} ms, all written after {written:N0} ms; {lateness.Count:N0} fired, each once", $"bare:  {bare:N0} a second");
    }

    private static async Task Write(BenchStore store, DateTimeOffset due)
    {
        await using var db = store.Db();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var version = await db.PlanVersions.SingleAsync();
        var plan = version.Read();
        var roster = await Rosters.Load(db);
        var then = due - plan.Triage.Within;
        for (var i = 0; i < Deadlines + WarmUp; i++)
        {
            var (report, _) = Report.Receive($"R-BENCH-{i}", new ReportContent { Title = $"Report {i}", Source = $"source {i}" }, "bench", null, false, then);
            var situation = new Situation { Plan = plan, PlanVersionId = version.Id, Roster = roster };
            TriagePolicy.Tell(situation, report, then);

            // The first step was told long ago.
            situation.Effects.Deliveries.ForEach(d => d.Accept(then));
            db.Reports.Add(report);
            db.AddRange(situation.Effects.Climbs);
            db.AddRange(situation.Effects.Notices);
            db.AddRange(situation.Effects.Deliveries);
            db.AddRange(situation.Effects.Deadlines);
        }

        await db.SaveChangesAsync();
    }

    /// <summary>Sets the instant at which they fall due, once everything is written.</summary>
    private static async Task<DateTimeOffset> Arm(BenchStore store, int count)
    {
        var due = TimeProvider.System.GetUtcNow().AddSeconds(3).Stored();
        var soon = due.AddHours(25);
        await using var db = store.Db();
        await db.Deadlines.Where(d => d.DueAt < soon && d.DueAt > due && d.State == DeadlineState.Pending).OrderBy(d => d.DueAt).Take(count).ExecuteUpdateAsync(set => set.SetProperty(d => d.DueAt, due));
        return due;
    }

    private static int StillPending(BenchStore store, DateTimeOffset due)
    {
        using var db = store.Db();
        return db.Deadlines.Count(d => d.DueAt == due && d.State == DeadlineState.Pending);
    }

    private static async Task<double> Bare(BenchStore store)
    {
        var due = TimeProvider.System.GetUtcNow().Stored().AddDays(-1);
        await using (var db = store.Db())
        {
            db.Deadlines.AddRange(Enumerable.Range(0, Deadlines).Select(_ => Deadline.At(due, DeadlineKind.LadderStep, Guid.NewGuid(), null)));
            await db.SaveChangesAsync();
        }

        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            await using var db = store.Db();
            var ids = await db.Deadlines.Where(d => d.State == DeadlineState.Pending && d.DueAt == due).OrderBy(d => d.DueAt).Select(d => d.Id).Take(Batch).ToListAsync();
            if (ids.Count == 0)
            {
                return Deadlines / Stopwatch.GetElapsedTime(start).TotalSeconds;
            }

            await db.Deadlines.Where(d => ids.Contains(d.Id) && d.State == DeadlineState.Pending)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeadlineState.Fired).SetProperty(d => d.EndedAt, due));
        }
    }
}
