using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Live;

/// <summary>
/// The live board: follows the change log and tells subscribers. Every node reads the log itself, at least every
/// 250 ms; a commit on this node (or a word from another) only wakes it earlier.
/// </summary>
/// <remarks>
/// Reading "all after the last number" misses nothing. A transaction takes its numbers with an update of the one
/// counter row, as its last act, and holds that row until it commits. So the next one gets its numbers only after
/// the one before has committed: whoever sees number n sees all below n. A rollback takes the counter's update back
/// with it, so there are no holes either, and no committed change can appear later below a number already read.
/// </remarks>
public sealed partial class IncidentFeed : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);
    private readonly IDbContextFactory<HubDbContext> contexts;
    private readonly CommitSignals signals;
    private readonly TimeProvider time;
    private readonly Throttler throttler;
    private readonly BoardAge age;
    private readonly ILogger<IncidentFeed> log;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly BoardState state = new();
    private readonly HashSet<Subscription> subscriptions = [];
    private Action<BoardState, IReadOnlyList<Entry>>? onEntries;
    private bool started;

    /// <summary>Made once; the host starts and stops it.</summary>
    public IncidentFeed(IDbContextFactory<HubDbContext> contexts, CommitSignals signals, TimeProvider time, Throttler throttler, BoardAge age, ILogger<IncidentFeed> log)
    {
        this.contexts = contexts;
        this.signals = signals;
        this.time = time;
        this.throttler = throttler;
        this.age = age;
        this.log = log;
        throttler.OnOpen(TellAll);
    }

    /// <summary>Number of the last change that the board holds.</summary>
    public long Sequence => Locked(static board => board.Sequence);

    /// <summary>True once the board was read from the store.</summary>
    public bool IsLoaded
    {
        get
        {
            lock (gate)
            {
                return started;
            }
        }
    }

    /// <summary>How many are told of changes.</summary>
    public int Subscribers
    {
        get
        {
            lock (gate)
            {
                return subscriptions.Count;
            }
        }
    }

    /// <summary>The board as that viewer may see it.</summary>
    public Board Snapshot(CallerView viewer)
    {
        lock (gate)
        {
            return state.For(viewer);
        }
    }

    /// <summary>The board now and every change from now on, without a gap and without a change twice.</summary>
    public (Board Snapshot, Subscription Subscription) Subscribe(CallerView viewer, Action<BoardChange> onChange) =>
        Begin(viewer, static _ => true, onChange);

    /// <summary>Tells a page when its incident changes, so that it queries anew. Nothing for a viewer who may not know of the incident.</summary>
    public (long Sequence, Subscription Subscription) SubscribeIncident(Guid id, CallerView viewer, Action<IReadOnlyList<ChangeView>> onChange)
    {
        var (board, subscription) = Begin(viewer, change => change.IncidentId == id, change => onChange(change.Changes));
        return (board.Sequence, subscription);
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Turn(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        reading.Dispose();
        base.Dispose();
    }

    /// <summary>Reads now whatever the log holds beyond the board.</summary>
    public async Task CatchUp(CancellationToken cancellation)
    {
        await reading.WaitAsync(cancellation);
        try
        {
            // The instant before the look. And the connection is opened once: each opening prepares it anew.
            var now = time.GetUtcNow();
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            await db.Database.OpenConnectionAsync(cancellation);
            if (!started)
            {
                await Load(db, cancellation);
            }

            while (await ReadBatch(db, cancellation) == BatchSize)
            {
                // More is waiting.
            }

            age.Read(now);
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Hands every batch to the hub, inside the lock: it must only take note.</summary>
    internal void OnEntries(Action<BoardState, IReadOnlyList<Entry>> action) => onEntries = action;

    /// <summary>Looks at the board while nothing changes it.</summary>
    internal T Locked<T>(Func<BoardState, T> look)
    {
        lock (gate)
        {
            return look(state);
        }
    }

    internal void End(Subscription subscription)
    {
        lock (gate)
        {
            subscriptions.Remove(subscription);
        }
    }

    internal BoardChange? TakeFor(Subscription subscription)
    {
        lock (gate)
        {
            return subscription.Take() is { } changes ? new BoardChange(state.For(subscription.Viewer), changes) : null;
        }
    }

    internal void Done(Subscription subscription)
    {
        bool more;
        lock (gate)
        {
            more = subscription.IsDone();
        }

        if (more)
        {
            throttler.Post(urgent: false);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await signals.Changes.WaitAsync(Longest, time, stoppingToken);
            await Turn(stoppingToken);
        }
    }

    private async Task Turn(CancellationToken cancellation)
    {
        try
        {
            await CatchUp(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The store is away: the board stands still and says its age; the next turn tries again.
            LogFault(log, e);
        }
    }

    private (Board Snapshot, Subscription Subscription) Begin(CallerView viewer, Func<ChangeView, bool> concerns, Action<BoardChange> onChange)
    {
        var subscription = new Subscription(this, viewer, concerns, onChange, log);
        lock (gate)
        {
            subscriptions.Add(subscription);
            return (state.For(viewer), subscription);
        }
    }

    private async Task Load(HubDbContext db, CancellationToken cancellation)
    {
        // The number first: what is committed meanwhile is read once more, which does no harm.
        var sequence = await db.Counters.Where(c => c.Name == "changes").Select(c => c.Value).FirstOrDefaultAsync(cancellation);
        var rows = await db.Changes.AsNoTracking().Where(c => c.Sequence <= sequence).OrderByDescending(c => c.Sequence).Take(BatchSize * 2).ToListAsync(cancellation);
        rows.Reverse();
        var read = await Read(db, rows, cancellation);
        var running = await BoardQuery.Incidents(db, await BoardQuery.RunningIncidents(db, cancellation), cancellation);
        var waiting = await BoardQuery.Reports(db, null, cancellation);
        bool anybody;
        lock (gate)
        {
            anybody = subscriptions.Count > 0;
            state.Start(sequence, running, [.. waiting.Select(r => r.View)], read.Entries);
            started = true;
            foreach (var subscription in subscriptions)
            {
                // Whoever came before the store answered had an empty board.
                subscription.Keep([new ChangeView(sequence, time.GetUtcNow(), "boardLoaded", "", null)]);
            }
        }

        if (anybody)
        {
            throttler.Post(urgent: true);
        }
    }

    private async Task<int> ReadBatch(HubDbContext db, CancellationToken cancellation)
    {
        var last = Sequence;
        var rows = await db.Changes.AsNoTracking().Where(c => c.Sequence > last).OrderBy(c => c.Sequence).Take(BatchSize).ToListAsync(cancellation);
        if (rows.Count == 0)
        {
            return 0;
        }

        var (entries, views, reports) = await Read(db, rows, cancellation);
        bool urgent;
        lock (gate)
        {
            urgent = state.Apply(entries, views, reports);
            onEntries?.Invoke(state, entries);
            foreach (var subscription in subscriptions)
            {
                subscription.Keep([.. entries.Select(e => state.Told(e, subscription.Viewer)).OfType<ChangeView>()]);
            }
        }

        throttler.Post(urgent);
        return rows.Count;
    }

    private static async Task<(List<Entry> Entries, List<IncidentView> Views, List<(ReportView View, Domain.Incidents.ReportState State, Guid? IncidentId)> Reports)> Read(
        HubDbContext db, List<Change> rows, CancellationToken cancellation)
    {
        var numbers = rows.Select(r => r.Number).Where(BoardState.IsReport).Distinct(StringComparer.Ordinal).ToList();
        var reports = await BoardQuery.Reports(db, numbers, cancellation);

        // A report shares the fate of the incident that it became: what is restricted now was never there for others.
        var incidentOf = reports.Where(r => r.IncidentId is not null).ToDictionary(r => r.View.Number, r => r.IncidentId, StringComparer.Ordinal);
        var changes = rows.ConvertAll(r => new ChangeView(r.Sequence, r.At, r.Kind, r.Number, r.IncidentId ?? incidentOf.GetValueOrDefault(r.Number)));
        var ids = changes.Select(c => c.IncidentId).OfType<Guid>().Distinct().ToList();
        var views = await BoardQuery.Incidents(db, ids, cancellation);
        var byId = views.ToDictionary(v => v.Id);
        return (changes.ConvertAll(c => new Entry(c, c.IncidentId is { } id ? byId.GetValueOrDefault(id) : null)), views, reports);
    }

    private void TellAll()
    {
        List<Subscription> due;
        lock (gate)
        {
            due = [.. subscriptions.Where(s => s.WantsToRun())];
        }

        foreach (var subscription in due)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static s => s.Run(), subscription, preferLocal: false);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The change log could not be read.")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
