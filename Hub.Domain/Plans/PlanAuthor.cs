using Hub.Domain.People;

namespace Hub.Domain.Plans;

/// <summary>Somebody who writes or approves a plan: the person behind an account, or a machine's key.</summary>
/// <param name="Id">Person, or account or key without one.</param>
/// <param name="Name">Name for the revision record.</param>
public readonly record struct PlanAuthor(Guid Id, string Name)
{
    /// <summary>The author behind a caller.</summary>
    public static PlanAuthor Of(Caller caller) => new(caller.PersonId ?? caller.Id ?? Guid.Empty, caller.Name);

    /// <summary>Reads what <see cref="With"/> wrote.</summary>
    public static IReadOnlyList<PlanAuthor> Parse(string authors) =>
        [.. authors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new PlanAuthor(Guid.Parse(line.AsSpan(0, 32)), line[33..]))];

    /// <summary>The authors with one more; each stands once.</summary>
    public static string With(string authors, PlanAuthor author) =>
        Parse(authors).Any(a => a.Id == author.Id) ? authors : $"{authors}{author.Id:N} {author.Name.ReplaceLineEndings(" ")}\n";
}
