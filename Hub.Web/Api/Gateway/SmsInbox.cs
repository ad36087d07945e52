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
        var id = record.GetValueOrDefault(options.Inbound.Id)?.Trim() ?? "";
        var outcome = await answer.Run(Id(id, number, text), number, text, isGuessed: id.Length == 0, cancellation);
        return outcome.Refusal;
    }

    /// <summary>
    /// Made of what the gateway calls it, the number and the text: some gateways begin again with their ids. When the gateway says
    /// nothing, the same text of the same number within a minute is the same message.
    /// </summary>
    private string Id(string id, string number, string text)
    {
        var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        var first = id.Length > 0 ? "id " + id : "minute " + minute.ToString(CultureInfo.InvariantCulture);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{first}\n{number}\n{text}")));
    }
}
