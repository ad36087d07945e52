using System.Globalization;
using System.Security.Claims;
using Hub.Domain.People;
using Hub.Web.Components;

namespace Hub.Web.Security;

/// <summary>Names of the claims that a caller carries, and how rights are written into them.</summary>
public static class HubClaims
{
    /// <summary>By what way somebody came: <see cref="Account"/>, <see cref="Key"/> or <see cref="Wall"/>.</summary>
    public const string Kind = "kind";

    /// <summary>Value of <see cref="Kind"/>: an account.</summary>
    public const string Account = "account";

    /// <summary>Value of <see cref="Kind"/>: an API key.</summary>
    public const string Key = "key";

    /// <summary>Value of <see cref="Kind"/>: a display.</summary>
    public const string Wall = "wall";

    /// <summary>The person of the directory.</summary>
    public const string Person = "person";

    /// <summary>All rights as a number.</summary>
    public const string Rights = "rights";

    /// <summary>Network address from which the request or the circuit came.</summary>
    public const string Address = "address";

    /// <summary><c>true</c> on a display that shows no names, systems or texts.</summary>
    public const string Masked = "masked";

    /// <summary><c>true</c> on a display where a new grave incident sounds.</summary>
    public const string Sound = "sound";

    /// <summary>Rights as one number, and each by its name for policies and pages.</summary>
    public static IEnumerable<Claim> Of(Right rights) =>
    [
        new(Rights, ((int)rights).ToString(CultureInfo.InvariantCulture)),
        .. Enum.GetValues<Right>().Where(r => r != Right.None && (rights & r) == r).Select(r => new Claim(ViewerClaims.Right, r.ToString())),
    ];
}
