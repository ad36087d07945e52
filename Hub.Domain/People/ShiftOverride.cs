using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>Somebody stands in on a rota from an instant until another.</summary>
public sealed class ShiftOverride
{
    private ShiftOverride()
    {
    }

    internal ShiftOverride(string rotaKey, int sequence, Guid personId, DateTimeOffset from, DateTimeOffset until, int? layer)
    {
        Id = Guid.CreateVersion7(from);
        RotaKey = rotaKey;
        Sequence = sequence;
        PersonId = personId;
        Layer = layer;
        From = from.Stored();
        Until = until.Stored();
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>Which rota.</summary>
    public string RotaKey { get; private set; } = "";

    /// <summary>Order in which overrides were added: the later stands above the earlier.</summary>
    public int Sequence { get; private set; }

    /// <summary>Who stands in.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>
    /// Position of the layer whose shift is taken, within that layer's hours; null: all layers, for the whole time, also where nobody would be on call.
    /// </summary>
    public int? Layer { get; private set; }

    /// <summary>First instant, UTC.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>First instant that is not covered any more, UTC.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>Its layer has another position now.</summary>
    internal void Follow(IReadOnlyDictionary<int, int> moved)
    {
        if (Layer is { } at && moved.TryGetValue(at, out var place))
        {
            Layer = place;
        }
    }
}
