using System.Diagnostics.CodeAnalysis;

namespace Hub.Domain.Shared;

/// <summary>What a command gives back: a value, or the <see cref="Shared.Refusal"/> that says why not.</summary>
/// <typeparam name="T">The value when it was carried out.</typeparam>
public readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    /// <summary>Why not; null when it was carried out.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when the command was refused.</summary>
    [MemberNotNullWhen(true, nameof(Refusal))]
    public bool IsRefused => Refusal is not null;

    /// <summary>The value. Reading it from a refused outcome is a bug.</summary>
    /// <exception cref="InvalidOperationException">The command was refused.</exception>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"The command was refused: {Refusal.Code}.");

    /// <summary>Carried out.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Refused.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
