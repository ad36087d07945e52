using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Web.Security;

/// <summary>What a link that is sent or shown once is good for.</summary>
public enum LinkPurpose
{
    /// <summary>An invited person chooses a password.</summary>
    SetUp = 1,

    /// <summary>A forgotten password is replaced.</summary>
    Reset = 2,

    /// <summary>The first administrator of a new store adds an account.</summary>
    FirstAdministrator = 3,
}

/// <summary>A link's token as it was made.</summary>
/// <param name="Purpose">What it is good for.</param>
/// <param name="AccountId">Whose it is; empty for the first administrator.</param>
/// <param name="Stamp">The account's security stamp then: once the password was chosen it is another one, and the link is used up.</param>
/// <param name="IsOver">True when its time is over.</param>
/// <param name="WasMailed">True when it went to the account's mailbox and nowhere else, so that whoever uses it reads that mailbox.</param>
public sealed record LinkToken(LinkPurpose Purpose, Guid AccountId, string Stamp, bool IsOver, bool WasMailed);

/// <summary>Makes and reads the tokens of set-up and reset links. Nothing is stored: they are signed and encrypted with the keys in the store.</summary>
public sealed class LinkTokens(IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector protector = protection.CreateProtector("Hub.Links.v1");

    /// <summary>How long a link is good.</summary>
    public static TimeSpan Lifetime(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.SetUp => TimeSpan.FromDays(7),
        LinkPurpose.FirstAdministrator => TimeSpan.FromHours(24),
        _ => TimeSpan.FromHours(2),
    };

    /// <summary>A new token.</summary>
    /// <param name="purpose">What it is good for.</param>
    /// <param name="accountId">Whose it is.</param>
    /// <param name="stamp">The account's security stamp.</param>
    /// <param name="mailed">True when it is only mailed, and shown to nobody.</param>
    public string Make(LinkPurpose purpose, Guid accountId, string? stamp, bool mailed = false)
    {
        var until = time.GetUtcNow() + Lifetime(purpose);
        return protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{(int)purpose}|{until.UtcTicks}|{accountId:N}|{stamp}|{(mailed ? "mailed" : "")}"));
    }

    /// <summary>What a token says; null when it is forged or damaged.</summary>
    public LinkToken? Read(string? token)
    {
        if (token is not { Length: > 0 and <= 1000 })
        {
            return null;
        }

        try
        {
            var parts = protector.Unprotect(token).Split('|', 5);
            return parts.Length >= 4
                && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var purpose)
                && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var until)
                && Guid.TryParseExact(parts[2], "N", out var account)
                ? new LinkToken((LinkPurpose)purpose, account, parts[3], time.GetUtcNow().UtcTicks > until, parts is [_, _, _, _, "mailed"])
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
