using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>Somebody inside the organisation who can be told.</summary>
public sealed class Person
{
    private readonly List<ContactPoint> contactPoints = [];

    private Person()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>Name as people write it, at most 100 characters.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Language of notices: <c>zh-Hans</c> or <c>en</c>.</summary>
    public string Culture { get; private set; } = "en";

    /// <summary>IANA zone in which times are shown to this person.</summary>
    public string TimeZone { get; private set; } = "Asia/Shanghai";

    /// <summary>Absent until this instant, UTC; null when present.</summary>
    public DateTimeOffset? AbsentUntil { get; private set; }

    /// <summary>Start of the person's quiet hours, time of day in <see cref="TimeZone"/>; null when there are none.</summary>
    public TimeOnly? QuietFrom { get; private set; }

    /// <summary>End of the quiet hours; earlier than their start when they span midnight.</summary>
    public TimeOnly? QuietUntil { get; private set; }

    /// <summary>True once the person has left; never deleted, since the record names them.</summary>
    public bool IsRetired { get; private set; }

    /// <summary>Concurrency token: counts what people change of the person; what becomes known of an address does not count.</summary>
    public long Version { get; private set; }

    /// <summary>How to reach the person, best first.</summary>
    public IReadOnlyList<ContactPoint> ContactPoints => contactPoints;

    /// <summary>A new person.</summary>
    public static Person Create(Guid id, string name, string culture, string timeZone) => new()
    {
        Id = id,
        Name = name,
        Culture = culture,
        TimeZone = timeZone,
        Version = 1,
    };

    /// <summary>Replaces the contact points, best first. What is known of an address that stays is kept.</summary>
    public void ReachBy(params IEnumerable<(Channel Channel, string Address)> points) => ReachBy(points, [.. contactPoints]);

    /// <summary>Replaces the contact points, best first, after they were emptied; what was known of an address that stays is kept.</summary>
    /// <param name="points">The new ones.</param>
    /// <param name="before">Those that stood there before.</param>
    public void ReachBy(IEnumerable<(Channel Channel, string Address)> points, IReadOnlyCollection<ContactPoint> before)
    {
        Version++;
        contactPoints.Clear();
        foreach (var (channel, address) in points)
        {
            contactPoints.Add(new ContactPoint(Id, contactPoints.Count, channel, address, before.FirstOrDefault(b => b.Is(channel, address))));
        }
    }

    /// <summary>The contact point with an address; null when the person has it no more.</summary>
    public ContactPoint? PointAt(Channel channel, string address) => contactPoints.Find(c => c.Is(channel, address));

    /// <summary>Changes name, language and zone.</summary>
    public void Describe(string name, string culture, string timeZone)
    {
        Name = name;
        Culture = culture;
        TimeZone = timeZone;
        Version++;
    }

    /// <summary>Marks the person absent until an instant, or present again with null.</summary>
    public void AwayUntil(DateTimeOffset? until)
    {
        AbsentUntil = until?.Stored();
        Version++;
    }

    /// <summary>Sets the quiet hours, or ends them with null.</summary>
    public void BeQuiet(TimeOnly? from, TimeOnly? until)
    {
        QuietFrom = until is null || from == until ? null : from;
        QuietUntil = QuietFrom is null ? null : until;
        Version++;
    }

    /// <summary>The person has left.</summary>
    public void Retire()
    {
        IsRetired = true;
        Version++;
    }

    /// <summary>The person has come back, present.</summary>
    public void Reactivate()
    {
        IsRetired = false;
        AbsentUntil = null;
        Version++;
    }

    /// <summary>True when something can be sent there at all.</summary>
    public bool HasAddress => contactPoints.Count > 0;

    /// <summary>True when an address is verified and nothing comes back from it: only then a ladder counts on the person.</summary>
    public bool IsReachable => contactPoints.Exists(c => c.Counts);

    /// <summary>Where to send to, best first: the verified addresses; without any that works, the unverified ones too, since that is better than silence. What came back last stands last.</summary>
    public IReadOnlyList<ContactPoint> AddressesToUse()
    {
        var verified = contactPoints.FindAll(c => c.VerifiedAt is not null);
        return [.. (verified.Exists(c => c.Counts) ? verified : contactPoints).OrderBy(c => c.BouncedAt is null ? 0 : 1).ThenBy(c => c.Position)];
    }

    /// <summary>True when the person can be counted on at that instant.</summary>
    public bool IsPresent(DateTimeOffset now) => !IsRetired && (AbsentUntil is null || AbsentUntil <= now);
}

/// <summary>One address of a person.</summary>
public sealed class ContactPoint
{
    private ContactPoint()
    {
    }

    internal ContactPoint(Guid personId, int position, Channel channel, string address, ContactPoint? before)
    {
        PersonId = personId;
        Position = position;
        Channel = channel;
        Address = address;
        VerifiedAt = before?.VerifiedAt;
        BouncedAt = before?.BouncedAt;
    }

    /// <summary>Whose it is.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>Order of preference, from 0.</summary>
    public int Position { get; private set; }

    /// <summary>Which way.</summary>
    public Channel Channel { get; private set; }

    /// <summary>Mailbox, telephone number or key of a robot, at most 254 characters.</summary>
    public string Address { get; private set; } = "";

    /// <summary>When a code sent to it came back, UTC; null until then: an address counts only once it was verified.</summary>
    public DateTimeOffset? VerifiedAt { get; private set; }

    /// <summary>Since when what is sent there comes back, UTC; null while it does not.</summary>
    public DateTimeOffset? BouncedAt { get; private set; }

    /// <summary>True when it is this address; mailboxes are the same in capitals.</summary>
    public bool Is(Channel channel, string address) => Channel == channel && string.Equals(Address, address, StringComparison.OrdinalIgnoreCase);

    /// <summary>True when it was verified and nothing comes back.</summary>
    public bool Counts => VerifiedAt is not null && BouncedAt is null;

    /// <summary>A code that was sent there came back.</summary>
    public void Verify(DateTimeOffset now)
    {
        VerifiedAt = now.Stored();
        BouncedAt = null;
    }

    /// <summary>What was sent there came back.</summary>
    public void MarkBounced(DateTimeOffset now) => BouncedAt ??= now.Stored();
}
