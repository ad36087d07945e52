using System.Text.RegularExpressions;

namespace Hub.Domain.Notices;

/// <summary>A short message in answer: what it means, and the four digits of the notice that it means, when it names one.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Code">Four digits; null when it names none.</param>
public readonly partial record struct ShortAnswer(AnswerKind Kind, string? Code)
{
    /// <summary>
    /// Reads a message: <c>1 4821</c>, <c>14821</c>, <c>4821</c> (acknowledges), <c>2 4821</c>, <c>? 4821</c>, <c>收到 4821</c>, <c>4821 ok</c>,
    /// or the same without a code. Full-width digits, spaces, case, and punctuation around the code do not matter.
    /// </summary>
    public static ShortAnswer Of(string text)
    {
        var plain = AnswerWords.Plain(text);
        if (Joined().Match(AnswerWords.Bare(plain)) is { Success: true } joined)
        {
            return new ShortAnswer(AnswerWords.Of(joined.Groups["word"].Value), joined.Groups["code"].Value);
        }

        var codes = Code4().Matches(plain);
        if (codes.Count != 1)
        {
            // Several numbers may be anything, such as a year or a telephone number.
            return new ShortAnswer(codes.Count == 0 ? AnswerWords.Of(plain) : AnswerKind.Unclear, null);
        }

        var rest = AnswerWords.Bare(plain[..codes[0].Index] + " " + plain[(codes[0].Index + codes[0].Length)..]);
        return new ShortAnswer(rest.Length == 0 ? AnswerKind.Acknowledge : AnswerWords.Of(rest), codes[0].Value);
    }

    [GeneratedRegex(@"^(?<word>[12?])(?<code>[0-9]{4})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Joined();

    [GeneratedRegex("(?<![0-9])[0-9]{4}(?![0-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Code4();
}
