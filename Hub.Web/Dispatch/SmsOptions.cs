using Hub.Web.Dispatch.Limits;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Hub.Web.Dispatch;

/// <summary>How short messages leave.</summary>
public enum SmsMode
{
    /// <summary>Not at all: the recipient's next address takes over.</summary>
    None = 0,

    /// <summary>Through a gateway that takes mail.</summary>
    Mail = 1,

    /// <summary>Through a gateway that takes HTTP requests.</summary>
    Http = 2,
}

/// <summary>Settings <c>Sms:*</c>.</summary>
public sealed class SmsOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Sms";

    /// <summary>How short messages leave.</summary>
    /// <value>Default: <see cref="SmsMode.None"/>.</value>
    public SmsMode Mode { get; set; } = SmsMode.None;

    /// <summary>How many short messages of grades Ⅲ and Ⅳ may leave.</summary>
    public ChannelLimits Limits { get; set; } = new() { PerAddressPerMinute = 5, PerAddressPerHour = 16 };

    /// <summary>The gateway that takes mail.</summary>
    public SmsMailOptions Mail { get; set; } = new();

    /// <summary>The gateway that takes HTTP requests.</summary>
    public SmsHttpOptions Http { get; set; } = new();

    /// <summary>True when the gateway brings in answers.</summary>
    internal bool BringsAnswers => Mode == SmsMode.Http && !string.IsNullOrEmpty(Http.Secret);
}

/// <summary>Settings <c>Sms:Mail:*</c>.</summary>
public sealed class SmsMailOptions
{
    /// <summary>Mailbox of a number, such as <c>{number}@sms.example.com</c>; <c>{number}</c> stands for its digits, country code first.</summary>
    public string? Address { get; set; }
}

/// <summary>Names every fault of <c>Sms:*</c> by its key.</summary>
internal sealed class SmsOptionsCheck : IValidateOptions<SmsOptions>
{
    public ValidateOptionsResult Validate(string? name, SmsOptions options)
    {
        var faults = new List<string>();
        if (!Enum.IsDefined(options.Mode))
        {
            faults.Add("Sms:Mode: must be None, Mail or Http.");
        }

        faults.AddRange(options.Limits.Faults(SmsOptions.Section));
        if (options.Mode == SmsMode.Mail)
        {
            if (options.Mail.Address?.Contains("{number}", StringComparison.Ordinal) != true)
            {
                faults.Add("Sms:Mail:Address: must hold {number}, as in {number}@sms.example.com.");
            }
            else if (!MailboxAddress.TryParse(options.Mail.Address.Replace("{number}", "8613800000000", StringComparison.Ordinal), out var box) || !box.Address.Contains('@', StringComparison.Ordinal))
            {
                faults.Add("Sms:Mail:Address: must be a mail address once {number} is filled in.");
            }
        }

        if (options.Mode == SmsMode.Http)
        {
            faults.AddRange(SmsHttpOptionsCheck.Faults(options.Http));
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
