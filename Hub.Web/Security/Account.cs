using Microsoft.AspNetCore.Identity;

namespace Hub.Web.Security;

/// <summary>Somebody who can sign in; stands for a person of the directory.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>The person in the directory.</summary>
    public Guid PersonId { get; set; }

    /// <summary>Ended: cannot sign in, and open sessions end.</summary>
    public bool IsDisabled { get; set; }
}
