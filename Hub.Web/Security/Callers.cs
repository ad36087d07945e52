using System.Globalization;
using System.Security.Claims;
using Hub.Domain.People;

namespace Hub.Web.Security;

/// <summary>Turns whoever is authenticated (account, API key or display) into the caller that use cases know.</summary>
public static class Callers
{
    /// <summary>Somebody who has not signed in: no rights at all.</summary>
    public static Caller Nobody { get; } = new(CallerKind.Person, null, null, "", Right.None);

    /// <summary>The caller behind a request.</summary>
    public static Caller Of(HttpContext context) => Of(context.User, context.Connection.RemoteIpAddress?.ToString());

    /// <summary>The caller behind a principal; <see cref="Nobody"/> when it is not authenticated.</summary>
    public static Caller Of(ClaimsPrincipal user, string? address = null)
    {
        var kind = user.FindFirstValue(HubClaims.Kind);
        if (kind is null || user.Identity?.IsAuthenticated != true || !Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            return Nobody with { Address = address };
        }

        var rights = int.TryParse(user.FindFirstValue(HubClaims.Rights), CultureInfo.InvariantCulture, out var number) ? (Right)number : Right.None;
        Guid? person = Guid.TryParse(user.FindFirstValue(HubClaims.Person), out var personId) ? personId : null;
        return new Caller(
            kind == HubClaims.Account ? CallerKind.Person : CallerKind.ApiKey,
            id,
            person,
            user.Identity.Name ?? "",
            rights,
            address ?? user.FindFirstValue(HubClaims.Address));
    }
}
