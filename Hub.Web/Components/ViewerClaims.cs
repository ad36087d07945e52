namespace Hub.Web.Components;

/// <summary>Claims of an account that decide how the pages look to it.</summary>
public static class ViewerClaims
{
    /// <summary><c>zh-Hans</c> or <c>en</c>.</summary>
    public const string Culture = "culture";

    /// <summary>IANA name of the person's time zone.</summary>
    public const string Zone = "zone";

    /// <summary>One claim for each right, its value the right's name as in <c>Administer</c>.</summary>
    public const string Right = "right";
}
