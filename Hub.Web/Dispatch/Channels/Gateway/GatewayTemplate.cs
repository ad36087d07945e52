using System.Text.RegularExpressions;

namespace Hub.Web.Dispatch.Channels.Gateway;

/// <summary>A text with placeholders such as <c>{number}</c>. Braces around any other word stay as they are, as in JSON.</summary>
internal sealed partial class GatewayTemplate
{
    /// <summary>Every placeholder that there is.</summary>
    public static readonly IReadOnlyList<string> Names = ["number", "text", "id", "coding", "user", "password", "basic", "secret"];

    private readonly string text;

    public GatewayTemplate(string text) => this.text = text;

    /// <summary>Placeholders that it holds.</summary>
    public IEnumerable<string> Used => Place().Matches(text).Select(m => m.Groups["name"].Value).Distinct();

    /// <summary>Words in braces that are no placeholders: a slip of the pen where braces have no other meaning.</summary>
    public IEnumerable<string> Unknown => AnyWord().Matches(text).Select(m => m.Groups["name"].Value).Except(Names);

    /// <summary>Fills it in.</summary>
    /// <param name="values">Value of every placeholder.</param>
    /// <param name="encode">Makes a value fit to stand here.</param>
    public string Fill(IReadOnlyDictionary<string, string> values, Func<string, string> encode) =>
        Place().Replace(text, place => encode(values[place.Groups["name"].Value]));

    /// <inheritdoc/>
    public override string ToString() => text;

    [GeneratedRegex(@"\{(?<name>number|text|id|coding|user|password|basic|secret)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Place();

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex AnyWord();
}
