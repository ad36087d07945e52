using Hub.Domain.Shared;

namespace Hub.Domain.Incidents;

/// <summary>Where a system stands that an incident has touched.</summary>
public enum SystemState
{
    /// <summary>受影响: the incident harms it.</summary>
    Affected = 1,

    /// <summary>已隔离: cut off, so that nothing spreads.</summary>
    Isolated = 2,

    /// <summary>已清除: the cause is gone, it does not serve yet.</summary>
    Clean = 3,

    /// <summary>已恢复: it serves again.</summary>
    BackInService = 4,
}

/// <summary>A system that an incident has touched: an asset of the directory, or one by a free name. What it went through stands in the record.</summary>
public sealed class AffectedSystem
{
    private AffectedSystem()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>The incident.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>Key of the asset; null for a free name.</summary>
    public string? AssetKey { get; private set; }

    /// <summary>What makes it the same system when it is named again: the asset's key, or the free name without regard to case.</summary>
    public string Identity { get; private set; } = "";

    /// <summary>English name as it was when it was named.</summary>
    public string NameEn { get; private set; } = "";

    /// <summary>Chinese name as it was when it was named.</summary>
    public string NameZh { get; private set; } = "";

    /// <summary>Name in both languages.</summary>
    public LocalText Name => new(NameEn, NameZh);

    /// <summary>Where it stands.</summary>
    public SystemState State { get; private set; }

    /// <summary>Since when it stands there, UTC.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Who said so.</summary>
    public string By { get; private set; } = "";

    /// <summary>Why, or what was done; null when nobody said.</summary>
    public string? Reason { get; private set; }

    /// <summary>When it was named first, UTC.</summary>
    public DateTimeOffset NamedAt { get; private set; }

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>What makes a free name or an asset the same system.</summary>
    public static string IdentityOf(string? assetKey, string? name) => assetKey is not null ? $"asset:{assetKey}" : $"name:{Text.Straight(name ?? "").ToUpperInvariant()}";

    /// <summary>A system is named for the first time. Refused: no name, over 200 characters; unknown state; a reason over 500 characters.</summary>
    public static Outcome<(AffectedSystem System, Fact Fact)> NameIt(Guid incidentId, string? assetKey, LocalText name, SystemState state, string? reason, string by, DateTimeOffset now)
    {
        if ((Text.Required("name", name.En, 200) ?? Check(state, reason)) is { } refusal)
        {
            return refusal;
        }

        var system = new AffectedSystem
        {
            Id = Guid.CreateVersion7(now),
            IncidentId = incidentId,
            AssetKey = assetKey,
            Identity = IdentityOf(assetKey, name.En),
            NameEn = Text.Straight(name.En),
            NameZh = Text.Straight(name.Zh),
            NamedAt = now.Stored(),
        };
        system.Set(state, reason, by, now);
        return (system, system.Say(FactKind.SystemAffected));
    }

    /// <summary>It goes to another state. Refused: unknown or the same state; a reason over 500 characters; changed by somebody else since it was read.</summary>
    /// <param name="state">The new state.</param>
    /// <param name="reason">Why, or what was done.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="readVersion">Version that was read; null: does not matter.</param>
    /// <param name="now">Now.</param>
    public Outcome<Fact> GoTo(SystemState state, string? reason, string by, long? readVersion, DateTimeOffset now)
    {
        var refusal = Check(state, reason)
            ?? (readVersion is { } read && read != Version ? Refusal.Conflict("SystemChanged", By) : null)
            ?? (state == State ? Refusal.Conflict("SameSystemState") : null);
        if (refusal is not null)
        {
            return refusal;
        }

        var before = State;
        Set(state, reason, by, now);
        return Say(FactKind.SystemStateChanged, ("was", before.ToString()));
    }

    /// <summary>It was named by mistake: it leaves the list, and the record says why. Refused: no reason.</summary>
    public Outcome<Fact> StrikeOut(string? reason) =>
        Text.Required("reason", reason, 500, lines: true) is { } refusal ? refusal : new Fact(FactKind.SystemStruckOut, ("systemEn", NameEn), ("systemZh", NameZh), ("reason", Text.Straight(reason!)));

    private static Refusal? Check(SystemState state, string? reason) =>
        (Enum.IsDefined(state) ? null : Refusal.Invalid("state", "Unknown")) ?? Text.Optional("reason", reason, 500, lines: true);

    private void Set(SystemState state, string? reason, string by, DateTimeOffset now)
    {
        State = state;
        Since = now.Stored();
        By = by;
        Reason = Text.Clean(reason);
        Version++;
    }

    private Fact Say(FactKind kind, params (string, string)[] more) =>
        new(kind, [("systemEn", NameEn), ("systemZh", NameZh), ("standing", State.ToString()), .. more, ("reason", Reason ?? "")]);
}
