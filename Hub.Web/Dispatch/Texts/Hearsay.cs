using System.Text.RegularExpressions;

namespace Hub.Web.Dispatch.Texts;

/// <summary>
/// What another side said of a message, fit for log, record and page: one line, without what in our own message gives the power to
/// answer it. Relays, gateways and black lists like to repeat the link that they refuse, and whoever reads it could answer in another's name.
/// </summary>
internal static partial class Hearsay
{
    /// <summary>One line without capabilities.</summary>
    public static string Clean(string said) => Mask(OneLine.Clean(said));

    /// <summary>The text without the tokens of links (<c>/n/…</c>) and the codes that stand in the subjects of mails (<c>[…]</c>).</summary>
    public static string Mask(string said) => ReplyCode().Replace(Link().Replace(said, "/n/***"), "[***]");

    [GeneratedRegex(@"(?:/|%2F|=2F|&#47;|&#x2F;)n(?:/|%2F|=2F|&#47;|&#x2F;)[A-Za-z0-9_-]{8,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 200)]
    private static partial Regex Link();

    [GeneratedRegex(@"\[[0-9A-HJKMNP-TV-Z]{10}\]", RegexOptions.CultureInvariant, 200)]
    private static partial Regex ReplyCode();
}
