using Hub.Domain.Shared;

namespace Hub.Web.Store;

/// <summary>
/// What a feature does when a deadline of its own kind is due. Features do not know each other: Setup hands these to whoever fires deadlines,
/// which calls it in the transaction that ends the deadline.
/// </summary>
/// <param name="Kind">The kind of deadline.</param>
/// <param name="Run">Does what it asks; adds what follows to the work.</param>
public sealed record DeadlineAct(DeadlineKind Kind, Func<Work, Deadline, CancellationToken, Task> Run);
