using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>A person is not available for shifts from an instant until another, on whichever rota.</summary>
public sealed class Unavailability
{
    private Unavailability()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>Who.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>First instant, UTC.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>First instant at which the person is available again, UTC.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>Why, when the person says so; at most 200 characters.</summary>
    public string? Note { get; private set; }

    /// <summary>A person is not available.</summary>
    public static Unavailability Of(Guid personId, DateTimeOffset from, DateTimeOffset until, string? note = null) => new()
    {
        Id = Guid.CreateVersion7(from),
        PersonId = personId,
        From = from.Stored(),
        Until = until.Stored(),
        Note = Text.Clean(note),
    };

    /// <summary>Available again from an instant within it.</summary>
    public void EndAt(DateTimeOffset now) => Until = now.Stored();
}

/// <summary>Who is not available when. Immutable.</summary>
public sealed class Absences
{
    private readonly ILookup<Guid, Unavailability> byPerson;

    /// <summary>Of what people have said.</summary>
    public Absences(IEnumerable<Unavailability> unavailable) => byPerson = unavailable.ToLookup(u => u.PersonId);

    /// <summary>Everybody is available.</summary>
    public static Absences None { get; } = new([]);

    /// <summary>The intervals in which a person is not available, in no order.</summary>
    public IEnumerable<Unavailability> Of(Guid personId) => byPerson[personId];

    /// <summary>True when the person can take no shift at that instant.</summary>
    public bool IsAway(Guid personId, DateTimeOffset at)
    {
        foreach (var away in byPerson[personId])
        {
            if (away.From <= at && at < away.Until)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>With one more.</summary>
    public Absences With(Unavailability more) => new(byPerson.SelectMany(p => p).Append(more));

    /// <summary>Without one of them.</summary>
    public Absences Without(Guid id) => new(byPerson.SelectMany(p => p).Where(u => u.Id != id));
}
