using Hub.Domain.People;
using Microsoft.AspNetCore.Components.Authorization;

namespace Hub.Web.Security;

/// <summary>The caller of the circuit or request that a component runs in. Asked anew for each command, since rights change under an open page.</summary>
public sealed class CurrentCaller(AuthenticationStateProvider authentication)
{
    /// <summary>Who gives the next command.</summary>
    public async Task<Caller> Get() => Callers.Of((await authentication.GetAuthenticationStateAsync()).User);
}
