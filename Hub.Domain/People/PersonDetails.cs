using System.Globalization;
using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>What the directory keeps of a person, as somebody enters it.</summary>
/// <param name="Name">Name as people write it, at most 100 characters.</param>
/// <param name="Culture"><c>zh-Hans</c> or <c>en</c>.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="ContactPoints">Best first; at most <see cref="MostContactPoints"/>.</param>
public sealed record PersonDetails(string? Name, string? Culture, string? TimeZone, IReadOnlyList<(Channel Channel, string? Address)> ContactPoints)
{
    /// <summary>Addresses of one person.</summary>
    public const int MostContactPoints = 10;

    /// <summary>Languages in which the program writes.</summary>
    public static readonly IReadOnlyList<string> Cultures = ["zh-Hans", "en"];

    /// <summary>Absent until this instant, UTC; null when present.</summary>
    public DateTimeOffset? AbsentUntil { get; init; }

    /// <summary>The addresses as they are stored.</summary>
    public IReadOnlyList<(Channel Channel, string Address)> Points => [.. ContactPoints.Select(c => (c.Channel, (c.Address ?? "").Trim()))];

    /// <summary>Name of the field of an address, as the API calls it.</summary>
    public static string FieldOf(int position) => string.Create(CultureInfo.InvariantCulture, $"contactPoints[{position}]");

    /// <summary>The first fault: in name, language, zone, or an address, which must be sound and may stand there once; null when there is none.</summary>
    public Refusal? Fault()
    {
        if (Text.Required("name", Name, 100) is { } fault)
        {
            return fault;
        }

        if (Culture is null || !Cultures.Contains(Culture, StringComparer.Ordinal))
        {
            return Refusal.Invalid("culture", "LanguageUnknown");
        }

        if (TimeZone is null || TimeZone.Length > 64 || !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            return Refusal.Invalid("timeZone", "ZoneUnknown");
        }

        if (ContactPoints.Count > MostContactPoints)
        {
            return Refusal.Invalid("contactPoints", "TooManyContactPoints", MostContactPoints);
        }

        return ContactPoints.Select((c, i) => Addresses.Of(FieldOf(i), c.Channel, c.Address) ?? TwiceFault(i)).FirstOrDefault(f => f is not null);
    }

    private Refusal? TwiceFault(int position)
    {
        var (channel, address) = Points[position];
        return Points.Take(position).Any(p => p.Channel == channel && string.Equals(p.Address, address, StringComparison.OrdinalIgnoreCase))
            ? Refusal.Invalid(FieldOf(position), "ContactPointTwice")
            : null;
    }

    /// <summary>Names of the fields in which a person stands otherwise, as the API calls them; none: nothing changes.</summary>
    public IReadOnlyList<string> ChangesOf(Person person)
    {
        var changes = new List<string>();
        Note("name", person.Name != Text.Clean(Name));
        Note("culture", person.Culture != Culture);
        Note("timeZone", person.TimeZone != TimeZone);
        Note("contactPoints", !PointsOf(person).SequenceEqual(Points));
        Note("absentUntil", person.AbsentUntil != AbsentUntil?.Stored());
        return changes;

        void Note(string field, bool changed)
        {
            if (changed)
            {
                changes.Add(field);
            }
        }
    }

    /// <summary>What a person has now.</summary>
    public static PersonDetails Of(Person person) =>
        new(person.Name, person.Culture, person.TimeZone, [.. PointsOf(person).Select(p => (p.Channel, (string?)p.Address))]) { AbsentUntil = person.AbsentUntil };

    private static IEnumerable<(Channel Channel, string Address)> PointsOf(Person person) =>
        person.ContactPoints.OrderBy(c => c.Position).Select(c => (c.Channel, c.Address));
}
