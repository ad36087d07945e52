using System.Text.Json;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Live;

/// <summary>Somebody who has an incident open.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="Who">The account.</param>
/// <param name="Name">Name as others see it.</param>
public sealed record Watching(Guid IncidentId, Guid Who, string Name);

/// <summary>
/// Who has which incident open now. This node knows its own circuits; it tells the others by one row with an expiry, and reads
/// theirs while somebody here looks at an incident. It is a courtesy and no record: what is lost is told again within seconds.
/// </summary>
public sealed partial class Presence(IDbContextFactory<HubDbContext> contexts, WriteGate gate, TimeProvider time, ILogger<Presence> log) : BackgroundService
{
    /// <summary>A node that has not told for so long is gone, and whoever looked there too.</summary>
    public static readonly TimeSpan Expiry = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private readonly Lock turnstile = new();
    private readonly HashSet<PageVisit> visits = [];
    private IReadOnlyList<Watching> elsewhere = [];
    private IReadOnlyList<Watching> told = [];
    private DateTimeOffset toldAt;

    /// <summary>This process, until it ends.</summary>
    public string Node { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Somebody opens an incident that they may see; disposing leaves it.</summary>
    /// <param name="watching">Who, and what.</param>
    /// <param name="onChange">Called when others come or go.</param>
    public PageVisit Enter(Watching watching, Action onChange)
    {
        var visit = new PageVisit(this, watching, onChange);
        lock (turnstile)
        {
            visits.Add(visit);
        }

        Tell(watching.IncidentId);
        return visit;
    }

    /// <summary>Who has it open, each account once, by name.</summary>
    public IReadOnlyList<Watching> Of(Guid incidentId)
    {
        lock (turnstile)
        {
            return [.. Here().Concat(elsewhere).Where(w => w.IncidentId == incidentId).DistinctBy(w => w.Who).OrderBy(w => w.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Tells the other nodes and reads what they told. Called once a second.</summary>
    public async Task Exchange(CancellationToken cancellation)
    {
        IReadOnlyList<Watching> here;
        lock (turnstile)
        {
            here = [.. Here().Distinct().OrderBy(w => w.IncidentId).ThenBy(w => w.Who)];
        }

        var now = time.GetUtcNow();
        if (!here.SequenceEqual(told) || (here.Count > 0 && now - toldAt >= Renewal))
        {
            await Write(here, now, cancellation);
            (told, toldAt) = (here, now);
        }

        if (here.Count > 0)
        {
            await ReadOthers(now, cancellation);
        }
    }

    internal void Leave(PageVisit visit)
    {
        bool left;
        lock (turnstile)
        {
            left = visits.Remove(visit);
        }

        if (left)
        {
            Tell(visit.Watching.IncidentId);
        }
    }

    internal void Tell(Guid incidentId)
    {
        List<PageVisit> others;
        lock (turnstile)
        {
            others = [.. visits.Where(v => v.Watching.IncidentId == incidentId)];
        }

        others.ForEach(v => v.Changed());
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Turn, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Exchange(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // the store is away: those of this node still see each other
                LogFault(log, e);
            }
        }
    }

    private IEnumerable<Watching> Here() => visits.Where(v => v.IsConnected).Select(v => v.Watching);

    private async Task Write(IReadOnlyList<Watching> here, DateTimeOffset now, CancellationToken cancellation)
    {
        var json = JsonSerializer.Serialize(here);
        using var turn = await gate.Enter(cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.NodePresences.Where(n => n.Until < now).ExecuteDeleteAsync(cancellation);
        var until = now + Expiry;
        if (await db.NodePresences.Where(n => n.Node == Node).ExecuteUpdateAsync(set => set.SetProperty(n => n.Watching, json).SetProperty(n => n.Until, until), cancellation) == 0)
        {
            db.NodePresences.Add(new NodePresence { Node = Node, Watching = json, Until = until });
            await db.SaveChangesAsync(cancellation);
        }
    }

    private async Task ReadOthers(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.NodePresences.AsNoTracking().Where(n => n.Node != Node && n.Until >= now).Select(n => n.Watching).ToListAsync(cancellation);
        var there = rows.SelectMany(json => JsonSerializer.Deserialize<List<Watching>>(json) ?? []).OrderBy(w => w.IncidentId).ThenBy(w => w.Who).ToList();
        HashSet<Guid> changed;
        lock (turnstile)
        {
            changed = [.. there.Except(elsewhere).Concat(elsewhere.Except(there)).Select(w => w.IncidentId)];
            elsewhere = there;
        }

        foreach (var incident in changed)
        {
            Tell(incident);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Who looks at which incident could not be told to the other nodes.")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
