using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>Where a request for cover stands.</summary>
public enum CoverState
{
    /// <summary>Waits for a colleague.</summary>
    Open = 1,

    /// <summary>A colleague has taken it: an override stands.</summary>
    Accepted = 2,

    /// <summary>Whoever was asked by name has declined.</summary>
    Declined = 3,

    /// <summary>Whoever asked needs it no more.</summary>
    Withdrawn = 4,

    /// <summary>The shift has begun and nobody had taken it.</summary>
    Expired = 5,
}

/// <summary>Somebody on call asks a colleague, or anybody on the rota, to take a shift or a part of it.</summary>
public sealed class CoverRequest
{
    private CoverRequest()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>Which rota.</summary>
    public string RotaKey { get; private set; } = "";

    /// <summary>Position of the layer; null: all that the asker stands in for.</summary>
    public int? Layer { get; private set; }

    /// <summary>First instant to be covered, UTC; the request expires with it.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>First instant that is not to be covered any more, UTC.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>Who asks.</summary>
    public Guid AskedBy { get; private set; }

    /// <summary>Who is asked; null: anybody on the rota.</summary>
    public Guid? AskedOf { get; private set; }

    /// <summary>Why, when the asker says so; at most 200 characters.</summary>
    public string? Note { get; private set; }

    /// <summary>Where it stands.</summary>
    public CoverState State { get; private set; }

    /// <summary>Who accepted it, or declined it when asked by name.</summary>
    public Guid? AnsweredBy { get; private set; }

    /// <summary>Who of those asked together has declined.</summary>
    public List<Guid> DeclinedBy { get; private set; } = [];

    /// <summary>Asked, UTC.</summary>
    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>When it left <see cref="CoverState.Open"/>, UTC.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Concurrency token: two who accept at once do not both have it.</summary>
    public long Version { get; private set; }

    /// <summary>Asks. The instants must lie ahead, in order.</summary>
    public static CoverRequest Ask(string rotaKey, int? layer, (DateTimeOffset From, DateTimeOffset Until) time, Guid askedBy, Guid? askedOf, string? note, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        RotaKey = rotaKey,
        Layer = layer,
        From = time.From.Stored(),
        Until = time.Until.Stored(),
        AskedBy = askedBy,
        AskedOf = askedOf,
        Note = Text.Clean(note),
        State = CoverState.Open,
        AskedAt = now.Stored(),
        Version = 1,
    };

    /// <summary>True when a person may still answer it: asked by name, or one of those asked together who has not declined.</summary>
    public bool WaitsFor(Guid personId) =>
        State == CoverState.Open && personId != AskedBy && (AskedOf is null || AskedOf == personId) && !DeclinedBy.Contains(personId);

    /// <summary>Why a person cannot answer it; null: they can. (Gone): it is over, or the shift has begun; (not allowed): asked of somebody else.</summary>
    public Refusal? Hinders(Guid by, DateTimeOffset now) => Over(now) ?? NotAsked(by);

    /// <summary>A colleague takes it. Refused (gone): it is over, or the shift has begun; (not allowed): asked of somebody else.</summary>
    public Refusal? Accept(Guid by, DateTimeOffset now)
    {
        if (Hinders(by, now) is { } refusal)
        {
            return refusal;
        }

        AnsweredBy = by;
        End(CoverState.Accepted, now);
        return null;
    }

    /// <summary>A colleague can not take it; asked by name, that ends it. Refused as <see cref="Accept"/>.</summary>
    public Refusal? Decline(Guid by, DateTimeOffset now)
    {
        if (Hinders(by, now) is { } refusal)
        {
            return refusal;
        }

        if (AskedOf is not null)
        {
            AnsweredBy = by;
            End(CoverState.Declined, now);
        }
        else if (!DeclinedBy.Contains(by))
        {
            DeclinedBy = [.. DeclinedBy, by];
            Version++;
        }

        return null;
    }

    /// <summary>Whoever asked needs it no more. Refused (gone): it is over.</summary>
    public Refusal? Withdraw(DateTimeOffset now)
    {
        if (Over(now) is { } refusal)
        {
            return refusal;
        }

        End(CoverState.Withdrawn, now);
        return null;
    }

    /// <summary>Its layer has another position now: the layers were put in another order.</summary>
    public void Follow(IReadOnlyDictionary<int, int> moved)
    {
        if (Layer is { } at && moved.TryGetValue(at, out var place) && place != at)
        {
            Layer = place;
            Version++;
        }
    }

    /// <summary>The shift has begun. False when it was over already.</summary>
    public bool Expire(DateTimeOffset now)
    {
        if (State != CoverState.Open)
        {
            return false;
        }

        End(CoverState.Expired, now);
        return true;
    }

    private Refusal? Over(DateTimeOffset now) => State switch
    {
        CoverState.Open when now < From => null,
        CoverState.Open or CoverState.Expired => Refusal.Gone("CoverExpired"),
        CoverState.Accepted => Refusal.Gone("CoverAccepted"),
        CoverState.Declined => Refusal.Gone("CoverDeclined"),
        _ => Refusal.Gone("CoverWithdrawn"),
    };

    private Refusal? NotAsked(Guid by) => by == AskedBy || (AskedOf is { } only && only != by) ? Refusal.NotAllowed("CoverNotAsked") : null;

    private void End(CoverState state, DateTimeOffset now)
    {
        State = state;
        EndedAt = now.Stored();
        Version++;
    }
}
