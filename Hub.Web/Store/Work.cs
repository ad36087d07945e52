using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>
/// One attempt of one command: its context and transaction, the instant, who gives it, and what it adds to the record.
/// A conflict throws it away and the command decides again with a new one.
/// </summary>
public sealed class Work(HubDbContext db, Caller caller, DateTimeOffset now)
{
    private readonly List<(string Chain, Fact Fact, Caller Actor)> record = [];
    private readonly List<(Fact Fact, Action<long> Tell)> numbered = [];
    private readonly List<(string Kind, string Number, Guid? IncidentId)> changes = [];
    private readonly List<(Type Type, List<object> Rows)> inserts = [];
    private readonly List<Leased> fresh = [];
    private StraightToSender.Handed handed = StraightToSender.Handed.Nothing;
    private int delivered;
    private Roster? roster;

    /// <summary>The context, inside a transaction.</summary>
    public HubDbContext Db { get; } = db;

    /// <summary>Who gives the command.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>The instant of the command.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>True once deliveries are due that were not written by <see cref="Deliver"/>.</summary>
    public bool QueuedDeliveries { get; set; }

    /// <summary>True once deadlines were added or ended.</summary>
    public bool ChangedDeadlines { get; set; }

    /// <summary>True once the board changes with this work.</summary>
    public bool ChangesBoard => changes.Count > 0;

    /// <summary>Adds a fact to a chain of the record, and tells the board of it.</summary>
    /// <param name="chain">An incident's number, <c>reports</c>, <c>access</c> or <c>administration</c>.</param>
    /// <param name="fact">What happened.</param>
    /// <param name="incidentId">The incident, when there is one.</param>
    /// <param name="number">Number that the board knows; null: the board does not show this.</param>
    /// <param name="actor">Who did it, when that is not the caller.</param>
    public void Record(string chain, Fact fact, Guid? incidentId = null, string? number = null, Caller? actor = null)
    {
        record.Add((chain, fact, actor ?? Caller));
        if (number is not null)
        {
            var kind = fact.Kind.ToString();
            ShowOnBoard(char.ToLowerInvariant(kind[0]) + kind[1..], number, incidentId);
        }
    }

    /// <summary>Calls back with the number that the record gives a fact, before anything is written: for rows that refer to their entry.</summary>
    public void WhenNumbered(Fact fact, Action<long> tell) => numbered.Add((fact, tell));

    /// <summary>Tells the board of something that the record does not say, such as that a late message got through after all.</summary>
    /// <param name="kind">What, in camel case.</param>
    /// <param name="number">Number that the board knows.</param>
    /// <param name="incidentId">The incident, when there is one.</param>
    public void ShowOnBoard(string kind, string number, Guid? incidentId) => changes.Add((kind, number, incidentId));

    /// <summary>Who there is, read once a command: a decision and what follows from it rest on the same roster.</summary>
    public async Task<Roster> Roster() => roster ??= await Rosters.Load(Db, Now);

    /// <summary>New rows of a table that gets many at once; written at the end, in the order in which their tables were first named.</summary>
    public void Insert<T>(params IEnumerable<T> rows)
        where T : class
    {
        if (!NewRows.ArePrepared(Db))
        {
            Db.AddRange(rows);
            return;
        }

        var known = inserts.FindIndex(i => i.Type == typeof(T));
        if (known < 0)
        {
            known = inserts.Count;
            inserts.Add((typeof(T), []));
        }

        inserts[known].Rows.AddRange(rows);
    }

    /// <summary>New deliveries with their notices: those that are grave go straight to the sender.</summary>
    public void Deliver(IReadOnlyCollection<Delivery> deliveries, IReadOnlyCollection<Notice> notices)
    {
        Insert(deliveries);
        delivered += deliveries.Count;
        var known = notices.ToDictionary(n => n.Id);
        fresh.AddRange(deliveries.Where(d => d.NoticeId is { } id && known.ContainsKey(id)).Select(d => new Leased(d, known[d.NoticeId!.Value])));
    }

    /// <summary>Writes what there is so far, so that the rest of the command finds it by asking the store. Its deliveries are looked for by the sender.</summary>
    public async Task WriteSoFar(CancellationToken cancellation)
    {
        await Db.SaveChangesAsync(cancellation);
        await WriteRows(cancellation);
        QueuedDeliveries |= delivered > 0;
        fresh.Clear();
    }

    /// <summary>The next number of a counter, from 1. Locks the counter until the transaction ends.</summary>
    public async Task<long> NextNumber(string counter)
    {
        var updated = await Db.Counters.Where(c => c.Name == counter).ExecuteUpdateAsync(set => set.SetProperty(c => c.Value, c => c.Value + 1));
        if (updated == 0)
        {
            Db.Counters.Add(new Counter { Name = counter, Value = 1 });
            await Db.SaveChangesAsync();
            return 1;
        }

        return await Db.Counters.Where(c => c.Name == counter).Select(c => c.Value).SingleAsync();
    }

    /// <summary>Writes everything; the change log's numbers are taken last, so that they increase in the order of commits.</summary>
    internal async Task Save(CommitSignals signals, CancellationToken cancellation)
    {
        handed = signals.Straight.Lease(fresh, Now);
        await AppendTimeline(cancellation);
        await Db.SaveChangesAsync(cancellation);
        if (ChangesBoard)
        {
            await TakeNumbers(cancellation);
        }

        if (!NewRows.ArePrepared(Db))
        {
            await Db.SaveChangesAsync(cancellation);
        }

        await WriteRows(cancellation);
    }

    private async Task WriteRows(CancellationToken cancellation)
    {
        foreach (var (type, rows) in inserts)
        {
            await NewRows.Write(Db, type, rows, cancellation);
        }

        inserts.Clear();
    }

    /// <summary>Wakes whoever waits for what was committed.</summary>
    internal void Tell(CommitSignals signals)
    {
        if (!handed.Over() || QueuedDeliveries || handed.Deliveries.Count < delivered)
        {
            signals.Deliveries.Raise();
        }

        if (ChangedDeadlines)
        {
            signals.Deadlines.Raise();
        }

        if (ChangesBoard)
        {
            signals.Changes.Raise();
        }
    }

    private async Task TakeNumbers(CancellationToken cancellation)
    {
        var count = changes.Count;
        var updated = await Db.Counters.Where(c => c.Name == "changes").ExecuteUpdateAsync(set => set.SetProperty(c => c.Value, c => c.Value + count), cancellation);
        if (updated == 0)
        {
            Db.Counters.Add(new Counter { Name = "changes", Value = count });
            await Db.SaveChangesAsync(cancellation);
        }

        var last = updated == 0 ? count : await Db.Counters.Where(c => c.Name == "changes").Select(c => c.Value).SingleAsync(cancellation);
        var sequence = last - count;
        Insert(changes.ConvertAll(c => new Change { Sequence = ++sequence, At = Now, Kind = c.Kind, Number = c.Number, IncidentId = c.IncidentId }));
    }

    private async Task AppendTimeline(CancellationToken cancellation)
    {
        foreach (var chain in record.GroupBy(r => r.Chain, StringComparer.Ordinal))
        {
            var last = await Db.Timeline.Where(e => e.Chain == chain.Key)
                .OrderByDescending(e => e.Number)
                .Select(e => new { e.Number, e.Hash })
                .FirstOrDefaultAsync(cancellation);
            var previous = (Number: last?.Number ?? 0, Hash: last?.Hash);
            foreach (var (_, fact, actor) in chain)
            {
                var entry = TimelineEntry.Following(chain.Key, previous, fact, actor, Now);
                Insert(entry);
                numbered.Find(n => ReferenceEquals(n.Fact, fact)).Tell?.Invoke(entry.Number);
                previous = (entry.Number, entry.Hash);
            }
        }
    }
}
