using System.Text;
using MimeKit.Text;

namespace Hub.Web.Dispatch.Inbound;

/// <summary>The lines of a mail in HTML without what it quotes: only text is taken, nothing is run, fetched or shown.</summary>
internal static class HtmlWords
{
    private static readonly HashSet<HtmlTagId> Hidden = [HtmlTagId.Script, HtmlTagId.Style, HtmlTagId.Head, HtmlTagId.Title, HtmlTagId.BlockQuote, HtmlTagId.Object, HtmlTagId.TextArea];

    private static readonly HashSet<HtmlTagId> Lines =
    [
        HtmlTagId.Br, HtmlTagId.P, HtmlTagId.Div, HtmlTagId.TR, HtmlTagId.LI, HtmlTagId.UL, HtmlTagId.OL, HtmlTagId.Table, HtmlTagId.HR, HtmlTagId.Pre,
        HtmlTagId.H1, HtmlTagId.H2, HtmlTagId.H3, HtmlTagId.H4, HtmlTagId.H5, HtmlTagId.H6,
    ];

    /// <summary>By these the common programs mark where the mail that is answered begins.</summary>
    private static readonly string[] Quotes =
        ["gmail_quote", "gmail_attr", "yahoo_quoted", "divRplyFwdMsg", "appendonsend", "stopSpelling", "mail-editor-reference-message-container", "qmQuote", "isReplyContent", "ntes-mailmaster-quote", "olk-src-body-section", "ms-outlook-mobile-reference-message"];

    /// <summary>By these the line "X wrote:" before a quote: the answer may stand below.</summary>
    private static readonly string[] Attributions = ["moz-cite-prefix", "moz-forward-container"];

    public static string Of(string html)
    {
        var text = new StringBuilder();
        using var reader = new StringReader(html);
        var tokens = new HtmlTokenizer(reader);
        HtmlTagId? hidden = null;
        var depth = 0;
        while (tokens.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
            {
                if (hidden is not null)
                {
                    depth += tag.Id != hidden ? 0 : tag.IsEndTag ? -1 : tag.IsEmptyElement ? 0 : 1;
                    hidden = depth <= 0 ? null : hidden;
                    continue;
                }

                if (!tag.IsEndTag && IsMarked(tag, Quotes))
                {
                    break;
                }

                if (!tag.IsEndTag && !tag.IsEmptyElement && (Hidden.Contains(tag.Id) || IsMarked(tag, Attributions) || IsInvisible(tag)) && !IsVoid(tag.Id))
                {
                    (hidden, depth) = (tag.Id, 1);
                }

                if (Lines.Contains(tag.Id) && (text.Length == 0 || text[^1] != '\n'))
                {
                    text.Append('\n');
                }
            }
            else if (token is HtmlDataToken data && hidden is null)
            {
                // Line breaks of the source are spaces.
                text.Append(data.Data.ReplaceLineEndings(" "));
            }
        }

        return text.ToString();
    }

    private static bool IsMarked(HtmlTagToken tag, string[] marks) =>
        tag.Name.Equals("includetail", StringComparison.OrdinalIgnoreCase) ? marks == Quotes
        : tag.Attributes.Any(a => a.Id is HtmlAttributeId.Class or HtmlAttributeId.Id && a.Value is { } value && Array.Exists(marks, m => value.Contains(m, StringComparison.OrdinalIgnoreCase)));

    private static bool IsInvisible(HtmlTagToken tag) =>
        tag.Attributes.Any(a => a.Id == HtmlAttributeId.Style && a.Value is { } style && style.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase));

    private static bool IsVoid(HtmlTagId id) => id is HtmlTagId.Br or HtmlTagId.HR or HtmlTagId.Image or HtmlTagId.Meta or HtmlTagId.Link or HtmlTagId.Input;
}
