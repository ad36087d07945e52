using System.Text.RegularExpressions;
using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>What may stand as an address of a person. Addresses go into mail headers and gateways, so they are held strictly.</summary>
public static partial class Addresses
{
    /// <summary>The fault of a mailbox: Required, TooLong (254), MailAddressWrong; null when it is sound.</summary>
    public static Refusal? Mail(string field, string? address) =>
        Text.Required(field, address, 254) ?? (Mailbox().IsMatch(address!.Trim()) ? null : Refusal.Invalid(field, "MailAddressWrong"));

    /// <summary>The fault of a telephone number, which is E.164 with its plus sign: Required, TelephoneWrong; null when it is sound.</summary>
    public static Refusal? Telephone(string field, string? number) =>
        Text.Required(field, number, 20) ?? (E164().IsMatch(number!.Trim()) ? null : Refusal.Invalid(field, "TelephoneWrong"));

    /// <summary>The fault of a robot's key, which is small letters, digits and hyphens: Required, TooLong (64), RobotKeyWrong; null when it is sound.</summary>
    public static Refusal? Robot(string field, string? key) =>
        Text.Required(field, key, 64) ?? (RobotKey().IsMatch(key!.Trim()) ? null : Refusal.Invalid(field, "RobotKeyWrong"));

    /// <summary>The fault of an address of a channel; null when it is sound.</summary>
    public static Refusal? Of(string field, Channel channel, string? address) => channel switch
    {
        Channel.Sms => Telephone(field, address),
        Channel.Robot => Robot(field, address),
        _ => Mail(field, address),
    };

    /// <summary>An address as the record shows it: known again by who knows it, of no use to who does not. Keys of robots are no secret.</summary>
    public static string Masked(Channel channel, string address)
    {
        var at = address.LastIndexOf('@');
        return channel switch
        {
            Channel.Robot => address,
            Channel.Mail => at > 0 ? $"{address[0]}***{address[at..]}" : "***",
            _ => address.Length > 6 ? $"{address[..3]}{new string('*', address.Length - 5)}{address[^2..]}" : "***",
        };
    }

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Mailbox();

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex RobotKey();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex E164();
}
