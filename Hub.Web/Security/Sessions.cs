using System.Data.Common;
using System.Security.Claims;
using Hub.Web.Store;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Security;

/// <summary>Looks whether somebody who is in may stay in, and as what.</summary>
public sealed class Sessions(IServiceScopeFactory scopes, IDbContextFactory<HubDbContext> contexts)
{
    /// <summary>The principal as it is now; null when the account ended, its sessions were ended, or the display was revoked.</summary>
    public async Task<ClaimsPrincipal?> Renew(ClaimsPrincipal user, CancellationToken cancellation)
    {
        if (user.FindFirstValue(HubClaims.Kind) == HubClaims.Wall)
        {
            return await DisplayScheme.Renew(user, contexts, cancellation);
        }

        await using var scope = scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<Account>>();
        return await signIn.ValidateSecurityStampAsync(user) is { } account ? await signIn.CreateUserPrincipalAsync(account) : null;
    }
}

/// <summary>Who looks at an open page: asked again every 15 s, so that ended accounts, revoked displays and changed roles act within 30 s.</summary>
internal sealed partial class CircuitAuthentication(ILoggerFactory loggers, Sessions sessions) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    private static readonly string[] Passing = [HubClaims.Address];

    private readonly ILogger logger = loggers.CreateLogger<CircuitAuthentication>();

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(15);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            if (await sessions.Renew(authenticationState.User, cancellationToken) is not { } now)
            {
                return false;
            }

            if (!Say(now).SequenceEqual(Say(authenticationState.User), StringComparer.Ordinal))
            {
                now.AddIdentity(new ClaimsIdentity(authenticationState.User.Claims.Where(c => Passing.Contains(c.Type, StringComparer.Ordinal)).Select(c => c.Clone())));
                SetAuthenticationState(Task.FromResult(new AuthenticationState(now)));
            }

            return true;
        }
        catch (Exception e) when (e is DbException or TimeoutException or InvalidOperationException { InnerException: DbException })
        {
            // A store that does not answer must not throw everybody off the desk in mid-emergency; asked again in 15 s.
            LogNoAnswer(e);
            return true;
        }
    }

    private static IEnumerable<string> Say(ClaimsPrincipal user) =>
        user.Claims.Where(c => !Passing.Contains(c.Type, StringComparer.Ordinal)).Select(c => $"{c.Type}={c.Value}").Order(StringComparer.Ordinal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store did not answer whether a session still stands; asked again in 15 s.")]
    private partial void LogNoAnswer(Exception fault);
}
