using System.Text.RegularExpressions;
using Hub.Tests.Harness;

namespace Hub.Tests.Resources;

/// <summary>No page carries a text of its own: every word that a user reads comes from the resources, in both languages.</summary>
public sealed partial class LiteralTextTests
{
    /// <summary>Names that are the same in every language.</summary>
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "Samantha Smith", "Taylor Maxwell", "UTC", "noscript", "N/A",
    };

    private static readonly string[] SpokenAttributes =
        ["title", "aria-label", "placeholder", "alt", "Label", "Text", "HelperText", "Placeholder", "Title", "Hint", "AdornmentText"];

    public static TheoryData<string> Pages => [.. Sources.Under("Hub.Web", ".razor").Where(file => !file.EndsWith("_Imports.razor", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_no_text_of_its_own(string page) => Literals(Sources.Read(page)).Should().BeEmpty();

    [Theory]
    [InlineData("<p>Hello</p>", "Hello")]
    [InlineData("<p>@L[\"Key\"] more</p>", "more")]
    [InlineData("<p>事件</p>", "事件")]
    [InlineData("<button title=\"Close it\" />", "Close it")]
    [InlineData("<MudTextField Label=\"Reason\" />", "Reason")]
    [InlineData("@if (a > b) {\n<b>Late</b>\n}", "Late")]
    public void A_literal_is_found(string markup, string expected) => Literals(markup).Should().Equal(expected);

    [Theory]
    [InlineData("<p>@L[\"Key\"]</p>")]
    [InlineData("<p>@L[\"Key\", Count(x), list[0].Name] · @Name</p>")]
    [InlineData("@if (x is { A: > 3 }) {\n<p>@y</p>\n} else {\n<p>@(a > b ? \"c\" : \"d\")</p>\n}")]
    [InlineData("<b @onclick=\"() => Go(a)\" title=\"@L[\"T\"]\">@x</b>\n@code { string Words => \"a b\"; }")]
    [InlineData("@* a remark *@<!-- another -->")]
    [InlineData("@foreach (var x in xs)\n{\n  var y = x > 3;\n  <i>@y</i>\n}")]
    public void What_is_no_literal_is_left_alone(string markup) => Literals(markup).Should().BeEmpty();

    private static List<string> Literals(string razor)
    {
        var found = new List<string>();
        razor = Remarks().Replace(razor, "");
        var code = razor.IndexOf("@code", StringComparison.Ordinal);
        razor = WithoutExpressions(Directives().Replace(code < 0 ? razor : razor[..code], ""));
        foreach (Match tag in Tags().Matches(razor))
        {
            foreach (Match attribute in Attributes().Matches(tag.Value))
            {
                if (SpokenAttributes.Contains(attribute.Groups["name"].Value, StringComparer.Ordinal))
                {
                    Note(attribute.Groups["value"].Value);
                }
            }
        }

        foreach (var line in Tags().Replace(razor, "\n").Split('\n'))
        {
            if (!Code().IsMatch(line.Trim()))
            {
                Note(line);
            }
        }

        return found;

        void Note(string text)
        {
            text = text.Trim(' ', '\t', '\r', '·', ':', '(', ')');
            if (text.Any(char.IsLetter) && !Allowed.Contains(text))
            {
                found.Add(text);
            }
        }
    }

    /// <summary>Cuts out <c>@x.y[…](…)</c>, <c>@(…)</c> and the heads of <c>@if (…)</c>, brackets matched.</summary>
    private static string WithoutExpressions(string razor)
    {
        var kept = new System.Text.StringBuilder();
        for (var i = 0; i < razor.Length;)
        {
            if (razor[i] != '@')
            {
                kept.Append(razor[i++]);
                continue;
            }

            i++;
            var start = i;
            while (i < razor.Length && (char.IsLetterOrDigit(razor[i]) || razor[i] is '_' || (razor[i] is '.' or '?' or '!' && i + 1 < razor.Length && (char.IsLetter(razor[i + 1]) || razor[i + 1] is '.' or '['))))
            {
                i++;
                i = SkipBrackets(razor, i);
            }

            if (i == start)
            {
                i = SkipBrackets(razor, i);
            }
            else if (razor[start..i] is "if" or "foreach" or "switch" or "for" or "while")
            {
                kept.Append('\n');
                while (i < razor.Length && char.IsWhiteSpace(razor[i]))
                {
                    i++;
                }

                i = SkipBrackets(razor, i);
            }
        }

        return kept.ToString();
    }

    private static int SkipBrackets(string text, int at)
    {
        while (at < text.Length && text[at] is '(' or '[')
        {
            var depth = 0;
            do
            {
                depth += text[at] is '(' or '[' ? 1 : text[at] is ')' or ']' ? -1 : 0;
                at++;
            }
            while (depth > 0 && at < text.Length);
        }

        return at;
    }

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->|<(?<tag>script|style)\b.*?</\k<tag>>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Remarks();

    [GeneratedRegex(@"^@(page|layout|inject|inherits|implements|attribute|using|namespace|typeparam|rendermode|preservewhitespace)\b.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Directives();

    [GeneratedRegex("""</?[A-Za-z!](?:[^>"']|"[^"]*"|'[^']*')*>""", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("""(?<name>[\w-]+)\s*=\s*"(?<value>[^"]*)"|(?<name>[\w-]+)\s*=\s*'(?<value>[^']*)'""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attributes();

    [GeneratedRegex(@"^(\}|\{|else\b|case\b|default:|break;|continue;|return\b)|;$|^(var|if|foreach|for|switch|while)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
