using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Dispatch;
using Hub.Web.Features.Notices;
using Microsoft.Extensions.Options;

namespace Hub.Web.Api.Gateway;

/// <summary>Short messages that the gateway brings in: somebody answers a notice.</summary>
internal sealed class SmsInbox(IOptions<SmsOptions> sms, AnswerBySms answer, TimeProvider time)
{
    private const int LongestNumber = 40;
    private const int LongestText = 1_000;

    private readonly SmsHttpOptions options = sms.Value.Http;

    /// <summary>Takes one message. Refused: number or text is missing.</summary>
    public async Task<Refusal?> Take(IReadOnlyDictionary<string, string> record, CancellationToken cancellation)
    {
        var from = record.GetValueOrDefault(options.Inbound.From)?.Trim() ?? "";
        if (from.Length == 0)
        {
            return Refusal.Invalid(options.Inbound.From, "Required");
        }

        if (!record.TryGetValue(options.Inbound.Text, out var text))
        {
            return Refusal.Invalid(options.Inbound.Text, "Required");
        }

        // A short code or a name is nobody's number; it is kept as it is, so that the record shows it.
        var number = PhoneNumber.Normalise(from, options.CountryCode) ?? (from.Length <= LongestNumber ? from : from[..LongestNumber]);
        text = text.Length <= LongestText ? text : text[..LongestText];
        var outcome = await answer.Run(Id(record, number, text), number, text, cancellation);
        return outcome.Refusal;
    }

    /// <summary>What the gateway calls it; when it says nothing, the same text of the same number within a minute is the same message.</summary>
    private string Id(IReadOnlyDictionary<string, string> record, string number, string text)
    {
        if (record.GetValueOrDefault(options.Inbound.Id)?.Trim() is { Length: > 0 } id)
        {
            return id;
        }

        var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{number}\n{minute.ToString(CultureInfo.InvariantCulture)}\n{text}")));
    }
}
