using System.Text.Json;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Texts;

namespace Hub.Web.Dispatch.Robots;

/// <summary>Says what a vendor's answer means. Several answer 200 and put the refusal into the body.</summary>
internal static class RobotJudge
{
    private const int LongestSaid = 200;

    /// <summary>What became of the message.</summary>
    /// <param name="answer">The preset's rule.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="body">The answer, cut to a limit.</param>
    /// <param name="secrets">What must not stand in any text, although the other side may repeat it.</param>
    public static SendResult Of(RobotAnswer answer, int status, string body, IReadOnlyList<string> secrets)
    {
        var (code, message) = Read(answer, body);
        var said = Said(status, code, message ?? (answer.Fields.Count == 0 ? body : null), secrets);
        if (status is 408 or 425 or 429 or >= 500)
        {
            return new SendResult.Temporary(said);
        }

        if (answer.TemporaryTexts.Any(t => body.Contains(t, StringComparison.OrdinalIgnoreCase)) || (code is not null && answer.Temporary.Contains(code, StringComparer.Ordinal)))
        {
            return new SendResult.Temporary(said);
        }

        return IsAccepted(answer, status, body, code) ? new SendResult.Accepted(said) : new SendResult.Permanent(said);
    }

    private static bool IsAccepted(RobotAnswer answer, int status, string body, string? code) =>
        answer.Accepted.Contains(status)
        && !answer.RefusedTexts.Any(t => body.Contains(t, StringComparison.OrdinalIgnoreCase))
        && (answer.Text is null || string.Equals(body.Trim(), answer.Text, StringComparison.OrdinalIgnoreCase))
        && (answer.Fields.Count == 0 || code == answer.Value);

    private static (string? Code, string? Message) Read(RobotAnswer answer, string body)
    {
        if (answer.Fields.Count == 0)
        {
            return (null, null);
        }

        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, null);
            }

            var code = answer.Fields.Select(f => json.RootElement.TryGetProperty(f, out var value) ? value.ToString() : null).FirstOrDefault(v => v is not null);
            return (code, answer.Message is { } field && json.RootElement.TryGetProperty(field, out var words) ? words.ToString() : null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static string Said(int status, string? code, string? message, IReadOnlyList<string> secrets)
    {
        var text = $"{status}{(code is null ? "" : $" code {code}")}{(string.IsNullOrWhiteSpace(message) ? "" : $" {message}")}";
        foreach (var secret in secrets)
        {
            text = text.Replace(secret, "…", StringComparison.OrdinalIgnoreCase);
        }

        return SmsText.Shorten(Hearsay.Clean(text), LongestSaid, "…", s => s.Length);
    }
}
