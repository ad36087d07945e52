using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>Names of posts, bodies and assets: one in each language, of which one may stand for both.</summary>
public static class Names
{
    /// <summary>Both names; the one that is empty is the other.</summary>
    public static LocalText Of(string? en, string? zh) => new(Text.Clean(en) ?? Text.Clean(zh) ?? "", Text.Clean(zh) ?? Text.Clean(en) ?? "");

    /// <summary>The first fault: neither name given (nameEn, Required), too long, control characters; null when they are sound.</summary>
    public static Refusal? Fault(string? en, string? zh, int longest) =>
        Text.Clean(en) is null && Text.Clean(zh) is null ? Refusal.Invalid("nameEn", "Required")
        : Text.Optional("nameEn", en, longest) ?? Text.Optional("nameZh", zh, longest);

    /// <summary>The fault of a key, which is small letters, digits and hyphens: Required, TooLong (64), KeyFormWrong; null when it is sound.</summary>
    public static Refusal? KeyFault(string field, string? key) =>
        Addresses.Robot(field, key) is { } fault ? fault with { Code = fault.Code == "RobotKeyWrong" ? "KeyFormWrong" : fault.Code } : null;
}
