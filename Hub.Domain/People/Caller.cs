namespace Hub.Domain.People;

/// <summary>By what way a command came.</summary>
public enum CallerKind
{
    /// <summary>A signed-in person.</summary>
    Person = 1,

    /// <summary>A machine with an API key.</summary>
    ApiKey = 2,

    /// <summary>The program itself: a deadline, the sample emergency.</summary>
    Program = 3,

    /// <summary>The bearer of a notice's link.</summary>
    Link = 4,
}

/// <summary>Who gives a command, with which rights, from where. Goes into the record as the actor.</summary>
/// <param name="Kind">By what way.</param>
/// <param name="Id">Account, API key or person; null for the program.</param>
/// <param name="PersonId">The person behind it, when there is one.</param>
/// <param name="Name">Name for the record.</param>
/// <param name="Rights">What the caller may do.</param>
/// <param name="Address">Network address, when known.</param>
public sealed record Caller(CallerKind Kind, Guid? Id, Guid? PersonId, string Name, Right Rights, string? Address = null)
{
    /// <summary>The program itself, with every right.</summary>
    public static Caller Program { get; } = new(CallerKind.Program, null, null, "Hub", (Right)int.MaxValue);

    /// <summary>True when the caller has the right.</summary>
    public bool Has(Right right) => (Rights & right) == right;
}
