using System.Globalization;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory.Import;

/// <summary>Persons in a table. A line is about the person with its id; without one, about who has one of its mailboxes; else it is new.</summary>
internal sealed class PersonSheet(string culture, string timeZone) : Sheet
{
    private const string Between = " | ";

    private readonly List<PersonDetails> added = [];
    private readonly List<PersonChange> changed = [];
    private readonly List<(Person Person, bool Retired)> retired = [];
    private readonly HashSet<Guid> taken = [];
    private readonly HashSet<string> mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<Guid, Person> persons = [];
    private ILookup<string, Person> byMail = Array.Empty<Person>().ToLookup(_ => "");
    private List<string> robots = [];

    public override IReadOnlyList<string> Columns { get; } = ["id", "name", "language", "timeZone", "reach", "absentUntil", "retired", "mail", "mobile", "robot"];

    public override IReadOnlyList<string> OnlyRead { get; } = ["mail", "mobile", "robot"];

    protected override IReadOnlyDictionary<string, string> Aliases { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["标识"] = "id", ["姓名"] = "name", ["语言"] = "language", ["时区"] = "timeZone", ["联系方式"] = "reach", ["缺勤至"] = "absentUntil", ["停用"] = "retired",
        ["邮箱"] = "mail", ["邮件"] = "mail", ["email"] = "mail", ["e-mail"] = "mail", ["手机"] = "mobile", ["手机号"] = "mobile", ["phone"] = "mobile", ["群机器人"] = "robot",
    };

    public override async Task Load(HubDbContext db, CancellationToken cancellation)
    {
        persons = await db.Persons.AsSplitQuery().ToDictionaryAsync(p => p.Id, cancellation);
        byMail = persons.Values.SelectMany(p => p.ContactPoints.Where(c => c.Channel == Channel.Mail).Select(c => (c.Address, Person: p)))
            .ToLookup(m => m.Address, m => m.Person, StringComparer.OrdinalIgnoreCase);
        robots = await db.Robots.AsNoTracking().Where(r => !r.IsOff).Select(r => r.Key).ToListAsync(cancellation);
    }

    public override IEnumerable<string> Versions() =>
        persons.Values.OrderBy(p => p.Id).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Id:N}/{p.Version}")).Concat(robots.Order(StringComparer.Ordinal));

    public override ImportLine Judge(CsvRow row)
    {
        var name = row["name"] ?? row["mail"] ?? "";
        var (points, wrong) = PointsOf(row);
        if (wrong is not null)
        {
            return Faulty(row, name, wrong);
        }

        var (person, unknown) = Whom(row, points);
        if (unknown is not null)
        {
            return Faulty(row, name, unknown);
        }

        var now = person is null ? new PersonDetails(null, culture, timeZone, []) : PersonDetails.Of(person);
        var details = now with
        {
            Name = row.Has("name") ? row["name"] : now.Name,
            Culture = row["language"] is { } language ? Culture(language) : now.Culture,
            TimeZone = row["timeZone"] ?? now.TimeZone,
            ContactPoints = points ?? now.ContactPoints,
        };
        if (Fault(row, details) is { } fault)
        {
            return Faulty(row, details.Name ?? name, fault);
        }

        details = details with { AbsentUntil = row.Has("absentUntil") ? Instant(row["absentUntil"]) : now.AbsentUntil };
        foreach (var (_, address) in details.Points.Where(p => p.Channel == Channel.Mail))
        {
            mailboxes.Add(address);
        }

        return Note(row, person, details);
    }

    public override async Task Write(Work work, CancellationToken cancellation)
    {
        foreach (var details in added)
        {
            PersonWriting.Add(work, details);
        }

        await PersonWriting.Change(work, changed, cancellation);
        foreach (var (person, isRetired) in retired)
        {
            PersonWriting.Retire(work, person, isRetired);
        }
    }

    public override IEnumerable<IReadOnlyList<string?>> Export() => persons.Values.OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Id).Select(p => (IReadOnlyList<string?>)
    [
        p.Id.ToString(), p.Name, p.Culture, p.TimeZone,
        string.Join(Between, p.ContactPoints.OrderBy(c => c.Position).Select(c => $"{Camel(c.Channel)}:{c.Address}")),
        p.AbsentUntil?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture), YesOrNothing(p.IsRetired),
    ]);

    private ImportLine Note(CsvRow row, Person? person, PersonDetails details)
    {
        if (person is null)
        {
            added.Add(details);
            return new ImportLine(row.Line, Short(details.Name), LineFate.New, [], null);
        }

        taken.Add(person.Id);
        var fields = details.ChangesOf(person);
        var leaves = row.Has("retired") ? Yes(row["retired"])!.Value : person.IsRetired;
        if (fields.Count > 0)
        {
            changed.Add(new PersonChange(person, details, fields));
            Deeds.Add(new PersonDeed(person.Id, details));
        }

        if (leaves != person.IsRetired)
        {
            retired.Add((person, leaves));
            fields = [.. fields, "retired"];
            if (leaves)
            {
                Deeds.Add(new RetireDeed([person.Id]));
            }
        }

        var fate = leaves && !person.IsRetired ? LineFate.Retired : fields.Count > 0 ? LineFate.Changed : LineFate.Unchanged;
        return new ImportLine(row.Line, Short(details.Name), fate, fields, null);
    }

    private Refusal? Fault(CsvRow row, PersonDetails details) =>
        details.Fault()
        ?? PersonWriting.RobotFault(details, robots)
        ?? (row["absentUntil"] is { } until && Instant(until) is null ? Refusal.Invalid("absentUntil", "ImportInstantWrong") : null)
        ?? (Yes(row["retired"]) is null ? Refusal.Invalid("retired", "ImportYesOrNo") : null)
        ?? details.Points.Where(p => p.Channel == Channel.Mail && mailboxes.Contains(p.Address)).Select(_ => Refusal.Invalid("mail", "ImportLineTwice")).FirstOrDefault();

    private (Person? Person, Refusal? Fault) Whom(CsvRow row, IReadOnlyList<(Channel Channel, string? Address)>? points)
    {
        if (row["id"] is { } id)
        {
            return !Guid.TryParse(id, out var known) || !persons.TryGetValue(known, out var person) ? (null, Refusal.Invalid("id", "ImportIdUnknown"))
                : taken.Contains(known) ? (null, Refusal.Invalid("id", "ImportLineTwice"))
                : (person, null);
        }

        var same = (points ?? []).Where(p => p.Channel == Channel.Mail).SelectMany(p => byMail[p.Address!.Trim()]).Distinct().ToList();
        return same.Count > 1 ? (null, Refusal.Invalid("mail", "ImportSeveralPersons"))
            : same.Count == 1 && taken.Contains(same[0].Id) ? (null, Refusal.Invalid("mail", "ImportLineTwice"))
            : (same.FirstOrDefault(), null);
    }

    /// <summary>The addresses of a line: one column with the way before each, or a column a way; null when the file has neither.</summary>
    private static (IReadOnlyList<(Channel Channel, string? Address)>? Points, Refusal? Fault) PointsOf(CsvRow row)
    {
        if (row.Has("reach"))
        {
            var points = new List<(Channel, string?)>();
            foreach (var entry in (row["reach"] ?? "").Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var colon = entry.IndexOf(':', StringComparison.Ordinal);
                if (colon <= 0 || Named<Channel>(entry[..colon]) is not { } channel)
                {
                    return (null, Refusal.Invalid("reach", "ImportReachWrong"));
                }

                points.Add((channel, entry[(colon + 1)..].Trim()));
            }

            return (points, null);
        }

        var ways = new[] { ("mail", Channel.Mail), ("mobile", Channel.Sms), ("robot", Channel.Robot) }.Where(w => row.Has(w.Item1)).ToList();
        return ways.Count == 0 ? (null, null)
            : ([.. ways.SelectMany(w => (row[w.Item1] ?? "").Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(a => (w.Item2, (string?)a)))], null);
    }

    private static DateTimeOffset? Instant(string? text) =>
        text is not null && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;
}
