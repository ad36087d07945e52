using Hub.Web.Setup;
using Microsoft.Extensions.Options;

namespace Hub.Web.Security;

/// <summary>Addresses of pages that are good for one use.</summary>
public sealed class AccountLinks(LinkTokens tokens, IOptions<HubOptions> options)
{
    /// <summary>Where an invited person chooses a password.</summary>
    /// <param name="account">The account.</param>
    /// <param name="mailed">True when it is only mailed: using it shows that the mailbox is read.</param>
    public string SetUp(Account account, bool mailed = false) => Page("set-up", tokens.Make(LinkPurpose.SetUp, account.Id, account.SecurityStamp, mailed));

    /// <summary>Where a forgotten password is replaced; only ever mailed.</summary>
    public string Reset(Account account) => Page("reset", tokens.Make(LinkPurpose.Reset, account.Id, account.SecurityStamp, mailed: true));

    /// <summary>Where the first administrator of a store adds an account.</summary>
    public string FirstAdministrator() => Page("set-up", tokens.Make(LinkPurpose.FirstAdministrator, Guid.Empty, ""));

    private string Page(string name, string token) => $"{options.Value.PublicUrl.TrimEnd('/')}/account/{name}?token={token}";
}
