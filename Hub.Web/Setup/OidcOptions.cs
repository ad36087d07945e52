namespace Hub.Web.Setup;

/// <summary>Settings <c>Oidc:*</c>: single sign-on. Off while no authority is given.</summary>
public sealed class OidcOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Oidc";

    /// <summary>Address of the identity provider; empty: no single sign-on.</summary>
    public string? Authority { get; set; }

    /// <summary>What the identity provider knows this program as.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret that goes with it.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Whether people can sign in through it.</summary>
    public bool IsOn => !string.IsNullOrWhiteSpace(Authority);
}
