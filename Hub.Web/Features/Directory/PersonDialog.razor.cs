using System.Globalization;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Setup;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Hub.Web.Features.Directory;

/// <summary>Adds a person or changes one: name, language, zone, addresses in order, absence.</summary>
public sealed partial class PersonDialog
{
    private const string Local = "yyyy-MM-dd'T'HH:mm";

    private readonly List<Point> points = [];
    private PersonRow? theirs;
    private long? version;
    private string? name;
    private string? culture;
    private string? zone;
    private string? absent;

    /// <summary>Whom; null for a new person.</summary>
    [Parameter] public PersonRow? Row { get; set; }

    [CascadingParameter] public ViewerTime? Viewer { get; set; }

    [Inject] public required SavePerson Saving { get; init; }

    [Inject] public required PeopleQuery Query { get; init; }

    [Inject] public required IOptions<HubOptions> Options { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    private ViewerTime Time => Viewer ?? ViewerTime.Utc;

    private PersonDetails Details => new(name, culture, zone, [.. points.Select(p => (p.Channel, p.Address))]) { AbsentUntil = Until };

    /// <summary>The instant that the form says; the one that stands there when its minute was not touched.</summary>
    private DateTimeOffset? Until =>
        !DateTime.TryParseExact(absent, [Local, "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? null
        : Row?.AbsentUntil is { } stands && Write(stands) == absent ? stands
        : WallClock.Reached(local, Time.Zone);

    protected override Deed? Deed => Row is null ? null : new PersonDeed(Row.Id, Details);

    protected override void OnInitialized()
    {
        if (Row is null)
        {
            (culture, zone) = (Options.Value.DefaultCulture, Options.Value.TimeZone);
            points.Add(new Point());
            return;
        }

        Fill(Row);
    }

    protected override Task<Outcome<Saved>> Store(Caller caller) => Saving.Run(caller, Row?.Id, version, Details);

    protected override async Task<IReadOnlyList<Difference>> LookAgain(Caller caller)
    {
        if (await Query.Find(caller, Row!.Id) is not { IsRefused: false } found)
        {
            return [];
        }

        theirs = found.Value;
        version = theirs.Version;
        var rows = new (string Field, string Theirs, string Mine)[]
        {
            (L["Name"], theirs.Name, name ?? ""),
            (L["Language"], L[$"Language_{theirs.Culture}"], L[$"Language_{culture}"]),
            (L["Zone"], theirs.TimeZone, zone ?? ""),
            (L["Points"], string.Join('\n', (theirs.Points ?? []).Select(p => p.Address)), string.Join('\n', points.Select(p => p.Address?.Trim()))),
            (L["AbsentUntil"], Shown(theirs.AbsentUntil), Shown(Until)),
        };
        return [.. rows.Where(r => r.Theirs != r.Mine).Select(r => new Difference(r.Field, r.Theirs, r.Mine))];
    }

    protected override void TakeTheirs() => Fill(theirs!);

    private static Task<IEnumerable<string>> Zones(string? search, CancellationToken cancellation) =>
        Task.FromResult(TimeZoneInfo.GetSystemTimeZones()
            .Select(z => z.Id)
            .Where(id => id.Contains('/', StringComparison.Ordinal) && (string.IsNullOrEmpty(search) || id.Contains(search, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal)
            .AsEnumerable());

    private void Fill(PersonRow row)
    {
        Row = row;
        (version, name, culture, zone) = (row.Version, row.Name, row.Culture, row.TimeZone);
        absent = row.AbsentUntil is { } until ? Write(until) : null;
        points.Clear();
        points.AddRange((row.Points ?? []).Select(p => new Point { Channel = p.Channel, Address = p.Address }));
    }

    private string Write(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Time.Zone).ToString(Local, CultureInfo.InvariantCulture);

    private string Shown(DateTimeOffset? at) => at is { } instant ? $"{Time.Minute(instant)} {Time.ZoneName(instant)}" : "—";

    private void Up(int at) => (points[at - 1], points[at]) = (points[at], points[at - 1]);

    private sealed class Point
    {
        public Channel Channel { get; set; } = Channel.Mail;

        public string? Address { get; set; }
    }
}
