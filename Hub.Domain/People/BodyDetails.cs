using System.Text.RegularExpressions;
using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>What the directory keeps of an outside body, as somebody enters it.</summary>
public sealed partial record BodyDetails
{
    /// <summary>Duties of one body.</summary>
    public const int MostDuties = 20;

    /// <summary>English name; when empty, the Chinese one stands for it.</summary>
    public string? NameEn { get; init; }

    /// <summary>Chinese name; when empty, the English one stands for it.</summary>
    public string? NameZh { get; init; }

    /// <summary>What it is.</summary>
    public ExternalBodyKind? Kind { get; init; }

    /// <summary>Language in which it is written and spoken to.</summary>
    public string? Culture { get; init; }

    /// <summary>How it is reached.</summary>
    public BodyReach Reach { get; init; } = new(null);

    /// <summary>What the number that it gives back is called.</summary>
    public string? ReferenceName { get; init; }

    /// <summary>Pattern of that number.</summary>
    public string? ReferencePattern { get; init; }

    /// <summary>Keys of the plan's duties.</summary>
    public IReadOnlyList<string> Duties { get; init; } = [];

    /// <summary>Both names.</summary>
    public LocalText Name => Names.Of(NameEn, NameZh);

    /// <summary>The first fault; null when there is none. Duties must be among the known ones when these are given.</summary>
    public Refusal? Fault(IReadOnlyCollection<string>? known = null) =>
        Names.Fault(NameEn, NameZh, 200)
        ?? (Kind is { } kind && Enum.IsDefined(kind) ? null : Refusal.Invalid("kind", "Unknown"))
        ?? (Culture is not null && PersonDetails.Cultures.Contains(Culture, StringComparer.Ordinal) ? null : Refusal.Invalid("culture", "LanguageUnknown"))
        ?? ReachFault()
        ?? Text.Optional("referenceName", ReferenceName, 100)
        ?? Text.Optional("referencePattern", ReferencePattern, 200)
        ?? (Text.Clean(ReferencePattern) is { } pattern && !ExternalBody.IsPattern(pattern) ? Refusal.Invalid("referencePattern", "PatternWrong") : null)
        ?? (Duties.Count > MostDuties ? Refusal.Invalid("duties", "TooMany", MostDuties) : null)
        ?? Duties.Where(d => Text.Required("duties", d, 64) is not null || (known is not null && !known.Contains(d, StringComparer.Ordinal)))
            .Select(d => Refusal.Invalid("duties", "DutyKeyUnknown", d)).FirstOrDefault();

    private Refusal? ReachFault() =>
        (Text.Clean(Reach.Mail) is { } mail ? Addresses.Mail("mail", mail) : null)
        ?? Dialled("telephone", Reach.Telephone)
        ?? Text.Optional("whatToSay", Reach.WhatToSay, 1_000, lines: true)
        ?? PortalFault()
        ?? Dialled("fax", Reach.Fax)
        ?? Text.Optional("hours", Reach.Hours, 200);

    private Refusal? PortalFault() =>
        Text.Clean(Reach.Portal) is not { } portal ? null
        : Text.Optional("portal", portal, 400)
            ?? (Uri.TryCreate(portal, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0 ? null : Refusal.Invalid("portal", "PortalWrong"));

    private static Refusal? Dialled(string field, string? number) =>
        Text.Clean(number) is not { } clean ? null
        : Text.Optional(field, clean, 50) ?? (Number().IsMatch(clean) ? null : Refusal.Invalid(field, "NumberWrong"));

    /// <summary>Writes it onto a body.</summary>
    public void ApplyTo(ExternalBody body)
    {
        body.Describe(Name, Kind!.Value, Culture!);
        body.ReachBy(new BodyReach(Text.Clean(Reach.Mail), Text.Clean(Reach.Telephone), Text.Clean(Reach.WhatToSay), Text.Clean(Reach.Portal), Text.Clean(Reach.Fax), Text.Clean(Reach.Hours)));
        body.AnswerWith(Text.Clean(ReferenceName), Text.Clean(ReferencePattern));
        body.BelongTo(Duties.Select(d => d.Trim()).Distinct(StringComparer.Ordinal));
    }

    /// <summary>Names of the fields in which a body stands otherwise, as the API calls them; none: nothing changes.</summary>
    public IReadOnlyList<string> ChangesOf(ExternalBody body)
    {
        var now = Of(body);
        var wanted = new (string Field, string? Now, string? Wanted)[]
        {
            ("nameEn", body.NameEn, Name.En), ("nameZh", body.NameZh, Name.Zh), ("kind", body.Kind.ToString(), Kind.ToString()), ("culture", body.Culture, Culture),
            ("mail", now.Reach.Mail, Reach.Mail), ("telephone", now.Reach.Telephone, Reach.Telephone), ("whatToSay", now.Reach.WhatToSay, Reach.WhatToSay),
            ("portal", now.Reach.Portal, Reach.Portal), ("fax", now.Reach.Fax, Reach.Fax), ("hours", now.Reach.Hours, Reach.Hours),
            ("referenceName", body.ReferenceName, ReferenceName), ("referencePattern", body.ReferencePattern, ReferencePattern),
            ("duties", string.Join(' ', body.Duties), string.Join(' ', Duties.Select(d => d.Trim()).Distinct(StringComparer.Ordinal))),
        };
        return [.. wanted.Where(w => Text.Clean(w.Now) != Text.Clean(w.Wanted)).Select(w => w.Field)];
    }

    /// <summary>What a body has now.</summary>
    public static BodyDetails Of(ExternalBody body) => new()
    {
        NameEn = body.NameEn,
        NameZh = body.NameZh,
        Kind = body.Kind,
        Culture = body.Culture,
        Reach = new BodyReach(body.Mail, body.Telephone, body.WhatToSay, body.Portal, body.Fax, body.Hours),
        ReferenceName = body.ReferenceName,
        ReferencePattern = body.ReferencePattern,
        Duties = body.Duties,
    };

    [GeneratedRegex(@"^\+?[0-9][0-9 ()/-]*( ?(ext\.?|x|转) ?[0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Number();
}
