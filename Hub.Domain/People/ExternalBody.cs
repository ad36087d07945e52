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
}

/// <summary>An outside recipient without an account. Nothing reaches it without a recorded release.</summary>
public sealed class ExternalBody
{
    private ExternalBody()
    {
    }

    /// <summary>Short name that plans refer to.</summary>
    public string Key { get; private set; } = "";

    /// <summary>English name.</summary>
    public string NameEn { get; private set; } = "";

    /// <summary>Chinese name.</summary>
    public string NameZh { get; private set; } = "";

    /// <summary>Name in both languages.</summary>
    public LocalText Name => new(NameEn, NameZh);

    /// <summary>What it is.</summary>
    public ExternalBodyKind Kind { get; private set; }

    /// <summary>Language in which it is written to.</summary>
    public string Culture { get; private set; } = "zh-Hans";

    /// <summary>Mailbox; null when it is reached otherwise.</summary>
    public string? Mail { get; private set; }

    /// <summary>Telephone; null when unknown.</summary>
    public string? Telephone { get; private set; }

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
    };
}
