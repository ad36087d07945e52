namespace Hub.Web.Dispatch;

/// <summary>Settings <c>Mail:OAuth:*</c>: hosted mail that wants a token (OAuth 2, client credentials) in place of a password.</summary>
public sealed class MailOAuthOptions
{
    /// <summary>Where tokens are got; empty: user and password are used.</summary>
    public string? TokenUrl { get; set; }

    /// <summary>What the mail provider knows this program as.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret that goes with it.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What the token is asked for; empty when the provider needs none.</summary>
    public string? Scope { get; set; }

    /// <summary>True when tokens are used.</summary>
    internal bool IsOn => !string.IsNullOrWhiteSpace(TokenUrl);

    /// <summary>Names every fault by its key.</summary>
    internal void Check(MailOptions mail, List<string> faults)
    {
        if (!IsOn)
        {
            if (!string.IsNullOrEmpty(ClientId) || !string.IsNullOrEmpty(ClientSecret) || !string.IsNullOrEmpty(Scope))
            {
                faults.Add("Mail:OAuth:TokenUrl: the other settings of Mail:OAuth need it.");
            }

            return;
        }

        if (!Uri.TryCreate(TokenUrl, UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            faults.Add("Mail:OAuth:TokenUrl: must be an https address.");
        }

        if (string.IsNullOrEmpty(ClientId))
        {
            faults.Add("Mail:OAuth:ClientId: is needed for tokens.");
        }

        if (string.IsNullOrEmpty(ClientSecret))
        {
            faults.Add("Mail:OAuth:ClientSecret: is needed for tokens.");
        }

        if (string.IsNullOrEmpty(mail.User))
        {
            faults.Add("Mail:User: name the mailbox that the token is for.");
        }

        if (!string.IsNullOrEmpty(mail.Password))
        {
            faults.Add("Mail:Password: leave it out; Mail:OAuth is used in its place.");
        }

        if (mail.Security == MailSecurity.None)
        {
            faults.Add("Mail:Security: a token is sent only through StartTls or Tls.");
        }
    }
}
