namespace Hub.Domain.People;

/// <summary>Why somebody has a shift.</summary>
public enum Holding
{
    /// <summary>It is their turn.</summary>
    Turn = 1,

    /// <summary>They are the next participant who is available: whose turn it is is not.</summary>
    Next = 2,

    /// <summary>They stand in by an override.</summary>
    Override = 3,
}

/// <summary>Somebody on call.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Layer">Position of the layer; null when they stand in for all of them.</param>
/// <param name="How">Why they have it.</param>
/// <param name="OverrideId">The override by which they stand in; null when they do not.</param>
public sealed record OnCall(Guid PersonId, int? Layer, Holding How, Guid? OverrideId);

/// <summary>A piece of time in which the same persons are on call on a rota.</summary>
/// <param name="From">First instant, UTC.</param>
/// <param name="Until">First instant that does not belong to it, UTC.</param>
/// <param name="OnCall">Who, in order of the layers, each person once; nobody in a gap.</param>
public sealed record Shift(DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<OnCall> OnCall)
{
    /// <summary>True when nobody is on call.</summary>
    public bool IsGap => OnCall.Count == 0;
}

/// <summary>A piece of time of one layer.</summary>
/// <param name="From">First instant, UTC.</param>
/// <param name="Until">First instant that does not belong to it, UTC.</param>
/// <param name="PersonId">Who has the shift; null when nobody has.</param>
/// <param name="How">Why they have it; null when nobody has.</param>
/// <param name="OverrideId">The override by which they stand in; null when they do not.</param>
/// <param name="InTurn">Whose turn it is, whoever has it; null outside of the layer's hours, before its start and after its end.</param>
/// <param name="Turn">Number of the turn, from 0; null as <paramref name="InTurn"/>.</param>
public sealed record LayerShift(DateTimeOffset From, DateTimeOffset Until, Guid? PersonId, Holding? How, Guid? OverrideId, Guid? InTurn, int? Turn)
{
    /// <summary>True when the layer does not hold at that time: outside of its hours, before its start, after its end.</summary>
    public bool IsClosed => Turn is null && PersonId is null;

    /// <summary>True when the layer holds and nobody has the shift.</summary>
    public bool IsGap => Turn is not null && PersonId is null;
}
