using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Hub.Web.Security;

/// <summary>
/// The scheme that every request is asked by. Programs come with a key and nothing else, so that no cookie can drive the API from
/// a foreign page; people come with their session, and where there is none a wall comes with its display cookie.
/// </summary>
internal sealed class CallerScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Hub";

    private static readonly string[] Programs = ["/api", "/metrics", "/intake"];

    private bool IsProgram => Array.Exists(Programs, p => Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase));

    private bool IsHub => Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (IsProgram || (IsHub && ApiKeyScheme.KeyOf(Request) is not null))
        {
            return await Context.AuthenticateAsync(ApiKeyScheme.Name);
        }

        var session = await Context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        return session.Succeeded ? session : await Context.AuthenticateAsync(DisplayScheme.Name);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Context.ChallengeAsync(IsProgram || IsHub ? ApiKeyScheme.Name : IdentityConstants.ApplicationScheme, properties);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Context.ForbidAsync(IsProgram || IsHub ? ApiKeyScheme.Name : IdentityConstants.ApplicationScheme, properties);
}
