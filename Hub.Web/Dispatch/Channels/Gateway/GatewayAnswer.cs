using System.Globalization;
using System.Text.RegularExpressions;

namespace Hub.Web.Dispatch.Channels.Gateway;

/// <summary>Tells what a gateway's answer means.</summary>
internal sealed class GatewayAnswer
{
    /// <summary>Wrong settings do not mend themselves: asked less often.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);

    private readonly StatusSet accepted;
    private readonly StatusSet refused;
    private readonly Regex? acceptedPattern;
    private readonly Regex? refusedPattern;
    private readonly GatewaySecrets secrets;

    public GatewayAnswer(SmsHttpOptions options)
    {
        accepted = StatusSet.Read(options.AcceptedStatus)!;
        refused = StatusSet.Read(options.RefusedStatus)!;
        acceptedPattern = Pattern(options.AcceptedPattern);
        refusedPattern = Pattern(options.RefusedPattern);
        secrets = new GatewaySecrets(options);
    }

    /// <summary>A pattern of the settings; null when none is given.</summary>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    public static Regex? Pattern(string? pattern) =>
        string.IsNullOrEmpty(pattern) ? null : new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMilliseconds(250));

    /// <summary>
    /// What it means. The channel is down only for what surely has nothing to do with this one message: else one number that the
    /// gateway dislikes would keep it down for all.
    /// </summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="body">Begin of the body.</param>
    /// <param name="text">The message, which is not repeated in errors; null when nothing of the body may be shown.</param>
    public SendResult Judge(int status, string body, string? text)
    {
        var said = $"{status.ToString(CultureInfo.InvariantCulture)} {(text is null ? "" : secrets.Clean(body, text))}".TrimEnd();
        if (Matches(refusedPattern, body) is not null)
        {
            return new SendResult.Permanent($"The gateway answered {said}");
        }

        if (accepted.Has(status))
        {
            if (acceptedPattern is null)
            {
                return new SendResult.Accepted(said);
            }

            return Matches(acceptedPattern, body) is { } match
                ? new SendResult.Accepted(said, match.Groups["id"] is { Success: true, Value: { Length: > 0 } id } ? id : null)
                : new SendResult.Temporary($"The gateway's answer is not what Sms:Http:AcceptedPattern calls accepted: {said}");
        }

        return refused.Has(status) ? new SendResult.Permanent($"The gateway answered {said}")
            : status is >= 300 and < 400 ? new SendResult.Unavailable($"The gateway answered {status}, a redirect, which is not followed: Sms:Http:Url must name the final address.", Later)
            : status is 401 or 407 ? new SendResult.Unavailable($"The gateway does not take requests as Sms:Http makes them: {said}", Later)
            : new SendResult.Temporary($"The gateway answered {said}");
    }

    private static Match? Matches(Regex? pattern, string body)
    {
        try
        {
            return pattern?.Match(body) is { Success: true } match ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
