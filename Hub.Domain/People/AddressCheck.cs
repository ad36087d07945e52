using System.Globalization;
using System.Security.Cryptography;
using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>A test message with a code to one address of a person: whoever gives the code back has shown that the address works.</summary>
public sealed class AddressCheck
{
    /// <summary>Wrong codes that are taken before the check is void.</summary>
    public const int MostTries = 5;

    /// <summary>How long the code is good.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    private AddressCheck()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>Whose address.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>Which way.</summary>
    public Channel Channel { get; private set; }

    /// <summary>Mailbox, telephone number or robot.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Six digits. Never logged or shown.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Wrong codes so far.</summary>
    public int Tries { get; private set; }

    /// <summary>Asked for, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the right code came, UTC; null until then.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>A check of one contact point.</summary>
    public static AddressCheck Of(ContactPoint point, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        PersonId = point.PersonId,
        Channel = point.Channel,
        Address = point.Address,
        Code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture),
        CreatedAt = now.Stored(),
        Version = 1,
    };

    /// <summary>Compares a code. Refused: void after an hour or five wrong codes (gone); wrong (invalid, field <c>code</c>).</summary>
    public Outcome<AddressCheck> Confirm(string code, DateTimeOffset now)
    {
        if (ConfirmedAt is not null || Tries >= MostTries || now - CreatedAt > Lasts)
        {
            return Refusal.Gone("CodeExpired");
        }

        Version++;
        if (!string.Equals(code.Trim(), Code, StringComparison.Ordinal))
        {
            Tries++;
            return Refusal.Invalid("code", "CodeWrong");
        }

        ConfirmedAt = now.Stored();
        return this;
    }
}
