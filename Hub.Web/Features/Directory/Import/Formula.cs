namespace Hub.Web.Features.Directory.Import;

/// <summary>
/// What a spreadsheet would run as a formula gets an apostrophe in front, and loses it again when it is read:
/// every text comes back as it was, also one that begins with apostrophes of its own.
/// </summary>
internal static class Formula
{
    private const string Starts = "=+-@\t\r\n＝＋－＠";

    public static string Defused(string text) => IsOne(text) ? "'" + text : text;

    public static string Restored(string text) => text.Length > 1 && text[0] == '\'' && IsOne(text[1..]) ? text[1..] : text;

    private static bool IsOne(string text)
    {
        var rest = text.AsSpan().TrimStart('\'');
        return rest.Length > 0 && Starts.Contains(rest[0], StringComparison.Ordinal);
    }
}
