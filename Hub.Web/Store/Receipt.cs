namespace Hub.Web.Store;

/// <summary>
/// The Idempotency-Key of the call that runs in this scope. When <see cref="Scope"/> is set, the writer keeps the
/// answer in the command's own transaction, so that a repeated call gives the first answer again.
/// </summary>
public sealed class Receipt
{
    /// <summary>Hash of key, method, path and header; null when the call has no Idempotency-Key.</summary>
    public string? Scope { get; set; }

    /// <summary>Hash of the body.</summary>
    public string BodyHash { get; set; } = "";

    /// <summary>Makes status and JSON body of the answer from the use case's value.</summary>
    public Func<object, (int Status, string Body)>? Answer { get; set; }

    /// <summary>The answer of an earlier call that won; then the outcome is a refusal <c>RepeatedCall</c>.</summary>
    public IdempotentAnswer? Earlier { get; set; }
}
