namespace Hub.Domain.Shared;

/// <summary>Why a command was not carried out: decides how a caller answers (form fault, 403, 404, 409, 410).</summary>
public enum RefusalKind
{
    /// <summary>A field is missing, too long, unknown or impossible.</summary>
    Invalid,

    /// <summary>The caller lacks the right.</summary>
    NotAllowed,

    /// <summary>The subject does not exist, or the caller may not know of it.</summary>
    NotFound,

    /// <summary>The subject is in a state that the command does not fit.</summary>
    Conflict,

    /// <summary>The subject existed and is over: a withdrawn notice, an expired link.</summary>
    Gone,
}

/// <summary>
/// A command that was not carried out, and why. A value, never an exception.
/// The text is the resource <c>RefusalTexts[Code]</c>, formatted with <paramref name="Arguments"/>.
/// </summary>
/// <param name="Kind">What sort of refusal.</param>
/// <param name="Code">Resource key of the sentence that a user reads.</param>
/// <param name="Field">Name of the field at fault, in camel case as in the API; null when it is no field.</param>
/// <param name="Arguments">Values for the sentence.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string? Field = null, params object[] Arguments)
{
    /// <summary>A field is at fault.</summary>
    public static Refusal Invalid(string field, string code, params object[] arguments) => new(RefusalKind.Invalid, code, field, arguments);

    /// <summary>The caller lacks a right.</summary>
    public static Refusal NotAllowed(string code = "NotAllowed", params object[] arguments) => new(RefusalKind.NotAllowed, code, null, arguments);

    /// <summary>There is no such thing, or the caller may not see it.</summary>
    public static Refusal NotFound(string code = "NotFound", params object[] arguments) => new(RefusalKind.NotFound, code, null, arguments);

    /// <summary>The state does not allow it.</summary>
    public static Refusal Conflict(string code, params object[] arguments) => new(RefusalKind.Conflict, code, null, arguments);

    /// <summary>It is over.</summary>
    public static Refusal Gone(string code, params object[] arguments) => new(RefusalKind.Gone, code, null, arguments);
}
