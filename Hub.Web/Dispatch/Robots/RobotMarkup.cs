using System.Text;

namespace Hub.Web.Dispatch.Robots;

/// <summary>Keeps what people wrote from becoming markup: a title never makes a link, a mention of everybody, or a colour.</summary>
internal static class RobotMarkup
{
    /// <summary>Characters that the markdown of WeCom and DingTalk acts on anywhere.</summary>
    private const string ActiveAnywhere = "*`[]<>~\\";

    /// <summary>Characters that it acts on at the beginning of a line.</summary>
    private const string ActiveAtStart = "#-+";

    public static string Escape(string text, RobotEscape escape) => escape switch
    {
        RobotEscape.Slack => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal),
        RobotEscape.FullWidth => FullWidth(text),
        _ => text,
    };

    private static string FullWidth(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var isStart = safe.Length == 0 || safe[^1] == '\n';
            safe.Append(ActiveAnywhere.Contains(c, StringComparison.Ordinal) || (isStart && ActiveAtStart.Contains(c, StringComparison.Ordinal)) ? (char)(c + 0xFEE0) : c);
        }

        return safe.ToString();
    }
}
