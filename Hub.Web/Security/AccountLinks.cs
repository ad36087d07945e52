using Hub.Web.Setup;
using Microsoft.Extensions.Options;

namespace Hub.Web.Security;

/// <summary>Addresses of pages that are good for one use.</summary>
public sealed class AccountLinks(LinkTokens tokens, IOptions<HubOptions> options)
{
    /// <summary>Where an invited person chooses a password.</summary>
    public string SetUp(Account account) => Page("set-up", tokens.Make(LinkPurpose.SetUp, account.Id, account.SecurityStamp));

    /// <summary>Where a forgotten password is replaced.</summary>
    public string Reset(Account account) => Page("reset", tokens.Make(LinkPurpose.Reset, account.Id, account.SecurityStamp));

    /// <summary>Where the first administrator of a store adds an account.</summary>
    public string FirstAdministrator() => Page("set-up", tokens.Make(LinkPurpose.FirstAdministrator, Guid.Empty, ""));

    private string Page(string name, string token) => $"{options.Value.PublicUrl.TrimEnd('/')}/account/{name}?token={token}";
}
