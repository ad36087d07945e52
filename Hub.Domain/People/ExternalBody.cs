using System.Text.RegularExpressions;
using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>What sort of outside body it is.</summary>
public enum ExternalBodyKind
{
    /// <summary>A regulator or supervising authority.</summary>
    Regulator = 1,

    /// <summary>The police or another law enforcement body.</summary>
    Police = 2,

    /// <summary>The superior authority (上级主管部门) or the group company.</summary>
    Superior = 3,

    /// <summary>A vendor or agent who repairs.</summary>
    Vendor = 4,

    /// <summary>The e-government centre (电子政务中心).</summary>
    EGovernment = 5,

    /// <summary>Customers.</summary>
    Customer = 6,

    /// <summary>Anybody else, such as an insurer or a partner.</summary>
    Other = 7,
}

/// <summary>A way by which an outside body is reached. The program itself sends mail only; people go the other ways.</summary>
public enum BodyWay
{
    /// <summary>Electronic mail.</summary>
    Mail = 1,

    /// <summary>A call.</summary>
    Telephone = 2,

    /// <summary>A form on the body's own pages.</summary>
    Portal = 3,

    /// <summary>A fax.</summary>
    Fax = 4,
}

/// <summary>How an outside body is reached; what is null is not open.</summary>
/// <param name="Mail">Mailbox, at most 254 characters.</param>
/// <param name="Telephone">Number as one dials it, at most 50 characters.</param>
/// <param name="WhatToSay">What the caller says first, in the body's language, at most 1,000 characters.</param>
/// <param name="Portal">Address of the page where one reports, http or https, at most 400 characters.</param>
/// <param name="Fax">Fax number, at most 50 characters.</param>
/// <param name="Hours">When somebody is there, as people write it, at most 200 characters.</param>
public sealed record BodyReach(string? Mail, string? Telephone = null, string? WhatToSay = null, string? Portal = null, string? Fax = null, string? Hours = null);

/// <summary>An outside recipient without an account. Nothing reaches it without a recorded release.</summary>
public sealed class ExternalBody
{
    private ExternalBody()
    {
    }

    /// <summary>Short name that plans refer to.</summary>
    public string Key { get; private set; } = "";

    /// <summary>English name, at most 200 characters.</summary>
    public string NameEn { get; private set; } = "";

    /// <summary>Chinese name, at most 200 characters.</summary>
    public string NameZh { get; private set; } = "";

    /// <summary>Name in both languages.</summary>
    public LocalText Name => new(NameEn, NameZh);

    /// <summary>What it is.</summary>
    public ExternalBodyKind Kind { get; private set; }

    /// <summary>Language in which it is written and spoken to.</summary>
    public string Culture { get; private set; } = "zh-Hans";

    /// <summary>Mailbox; null when it is reached otherwise.</summary>
    public string? Mail { get; private set; }

    /// <summary>Telephone; null when unknown.</summary>
    public string? Telephone { get; private set; }

    /// <summary>What the caller says first, in <see cref="Culture"/>; null when nothing was prepared.</summary>
    public string? WhatToSay { get; private set; }

    /// <summary>Page where one reports, http or https; null without one.</summary>
    public string? Portal { get; private set; }

    /// <summary>Fax number; null without one.</summary>
    public string? Fax { get; private set; }

    /// <summary>When somebody is there, as people write it; null when unknown.</summary>
    public string? Hours { get; private set; }

    /// <summary>What the number that it gives back is called there, such as 受理编号; null when it gives none.</summary>
    public string? ReferenceName { get; private set; }

    /// <summary>Regular expression that the whole of such a number matches; null when any text will do.</summary>
    public string? ReferencePattern { get; private set; }

    /// <summary>Keys of the plan's duties that it is told for, in order.</summary>
    public List<string> Duties { get; private set; } = [];

    /// <summary>True once it is not told any more; kept, since the record names it.</summary>
    public bool IsRetired { get; private set; }

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>The ways that are open, in the order in which one tries them.</summary>
    public IReadOnlyList<BodyWay> Ways =>
    [
        .. new (BodyWay Way, string? Address)[] { (BodyWay.Mail, Mail), (BodyWay.Telephone, Telephone), (BodyWay.Portal, Portal), (BodyWay.Fax, Fax) }
            .Where(w => w.Address is { Length: > 0 }).Select(w => w.Way),
    ];

    /// <summary>A new body.</summary>
    public static ExternalBody Create(string key, LocalText name, ExternalBodyKind kind, string culture, string? mail, string? telephone) => new()
    {
        Key = key,
        NameEn = name.En,
        NameZh = name.Zh,
        Kind = kind,
        Culture = culture,
        Mail = mail,
        Telephone = telephone,
        Version = 1,
    };

    /// <summary>Changes name, kind and language.</summary>
    public void Describe(LocalText name, ExternalBodyKind kind, string culture)
    {
        (NameEn, NameZh) = name;
        Kind = kind;
        Culture = culture;
        Version++;
    }

    /// <summary>Replaces the ways by which it is reached.</summary>
    public void ReachBy(BodyReach reach)
    {
        (Mail, Telephone, WhatToSay, Portal, Fax, Hours) = reach;
        Version++;
    }

    /// <summary>Says what number it gives back: how it is called, and the pattern that it has; null for none and for any.</summary>
    public void AnswerWith(string? referenceName, string? referencePattern)
    {
        ReferenceName = referenceName;
        ReferencePattern = referencePattern;
        Version++;
    }

    /// <summary>Replaces the plan's duties that it is told for.</summary>
    public void BelongTo(params IEnumerable<string> duties)
    {
        Duties = [.. duties];
        Version++;
    }

    /// <summary>It is not told any more, or is told again.</summary>
    public void Retire(bool retired)
    {
        IsRetired = retired;
        Version++;
    }

    /// <summary>True when a text may be the number that this body gives back. A pattern is matched whole, in time linear in the text.</summary>
    public bool Fits(string reference) => ReferencePattern is null || Whole(ReferencePattern)?.IsMatch(reference) == true;

    /// <summary>True when a text is a pattern that <see cref="Fits"/> can use: no look-around and no back-reference, since those may take for ever.</summary>
    public static bool IsPattern(string text) => Whole(text) is not null;

    private static Regex? Whole(string pattern)
    {
        try
        {
            // parsed alone first, so that a parenthesis too many does not close ours
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
