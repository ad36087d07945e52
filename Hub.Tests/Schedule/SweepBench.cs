using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Schedule;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Schedule;

/// <summary>Deadlines in a store, and sweeps that fire them as the program does: in one transaction, if leased by them.</summary>
internal sealed class SweepBench(TestStore store)
{
    private readonly Meters meters = new();

    /// <summary>How often each deadline was fired.</summary>
    public ConcurrentDictionary<Guid, int> Fired { get; } = new();

    /// <summary>Deadlines that cannot be fired.</summary>
    public ConcurrentDictionary<Guid, bool> Broken { get; } = new();

    /// <summary>How many deadlines each transaction held.</summary>
    public ConcurrentQueue<int> Batches { get; } = new();

    public SweepPulse Pulse { get; } = new();

    public EngineMeter Meter => field ??= new EngineMeter(meters);

    public DeadlineSweep NewSweep(FireBatch? fire = null) =>
        new(store, store.Gate, fire ?? Fire, Pulse, Meter, store.Time, NullLogger<DeadlineSweep>.Instance);

    public async Task<List<Guid>> Add(int count, TimeSpan dueIn)
    {
        var deadlines = Enumerable.Range(0, count)
            .Select(i => Deadline.At(store.Time.GetUtcNow() + dueIn + TimeSpan.FromMilliseconds(i), DeadlineKind.LadderStep, Guid.NewGuid(), null))
            .ToList();
        await using var db = store.CreateDbContext();
        db.Deadlines.AddRange(deadlines);
        await db.SaveChangesAsync();
        return deadlines.ConvertAll(d => d.Id);
    }

    public async Task<List<Deadline>> Deadlines()
    {
        await using var db = store.CreateDbContext();
        return await db.Deadlines.AsNoTracking().OrderBy(d => d.DueAt).ToListAsync();
    }

    public async Task<Outcome<int>> Fire(IReadOnlyList<Guid> ids, Guid lease, CancellationToken cancellation)
    {
        Batches.Enqueue(ids.Count);
        return await store.NewWriter().Run<int>(
            Caller.Program,
            async work =>
            {
                var due = await work.Db.Deadlines.Where(d => ids.Contains(d.Id) && d.State == DeadlineState.Pending && d.LeaseOwner == lease).ToListAsync(cancellation);
                if (due.Exists(d => Broken.ContainsKey(d.Id)))
                {
                    throw new InvalidOperationException("This deadline is broken.");
                }

                foreach (var deadline in due)
                {
                    deadline.Fire(work.Now);
                    Fired.AddOrUpdate(deadline.Id, 1, (_, times) => times + 1);
                }

                return due.Count;
            },
            cancellation);
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
            // The meters of a test end with it.
        }
    }
}
