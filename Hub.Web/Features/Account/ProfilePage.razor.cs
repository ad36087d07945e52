using System.Globalization;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Hub.Web.Features.Account;

/// <summary>A person's own name, language, zone and contact points; with <c>?person=</c>, somebody else's for an administrator.</summary>
public sealed partial class ProfilePage
{
    private readonly List<Point> points = [];
    private IReadOnlyList<(Channel Channel, string? Address)> read = [];
    private Guid? personId;
    private Refusal? fault;
    private string? name;
    private string? culture;
    private string? zone;
    private string? quietFrom;
    private string? quietUntil;
    private IReadOnlyDictionary<string, string> robots = new Dictionary<string, string>(StringComparer.Ordinal);
    private bool isLoaded;
    private bool isOwn;

    [Inject] public required ChangeProfile Change { get; init; }

    [Inject] public required ReachQuery Reach { get; init; }

    [Inject] public required CurrentCaller Current { get; init; }

    [Inject] public required ISnackbar Snackbar { get; init; }

    [SupplyParameterFromQuery] public Guid? Person { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var caller = await Current.Get();
        personId = Person ?? caller.PersonId;
        isOwn = personId == caller.PersonId;
        if (personId is not { } id || await Change.Read(caller, id) is not { } profile)
        {
            return;
        }

        (name, culture, zone) = (profile.Name, profile.Culture, profile.TimeZone);
        (quietFrom, quietUntil) = (Write(profile.QuietFrom), Write(profile.QuietUntil));
        read = profile.ContactPoints;
        points.Clear();
        points.AddRange(profile.ContactPoints.Select(p => new Point { Channel = p.Channel, Address = p.Address }));
        robots = await Reach.Robots();
        await Look();
        isLoaded = true;
    }

    /// <summary>
    /// How the addresses stand as they were saved last. Only here, not with each letter: what came and went below an address would move
    /// the button away under the hand that presses it, for leaving the field and pressing are one movement, and the press would be lost.
    /// </summary>
    private async Task Look()
    {
        var reach = await Reach.Of(await Current.Get(), personId!.Value);
        foreach (var point in points)
        {
            point.Saved = reach?.Addresses.FirstOrDefault(point.Is) ?? reach?.Addresses.FirstOrDefault(a => (a.Channel, a.Address) == (point.Saved?.Channel, point.Saved?.Address));
        }
    }

    private static Task<IEnumerable<string>> Zones(string? search, CancellationToken cancellation) =>
        Task.FromResult(TimeZoneInfo.GetSystemTimeZones()
            .Select(z => z.Id)
            .Where(id => id.Contains('/', StringComparison.Ordinal) && (string.IsNullOrEmpty(search) || id.Contains(search, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal)
            .AsEnumerable());

    private bool IsAt(string field) => fault?.Field == field;

    private string? TextOf(string field) => IsAt(field) ? Sentences.Of(fault!) : null;

    private void Up(int at) => (points[at - 1], points[at]) = (points[at], points[at - 1]);

    private async Task Save()
    {
        var outcome = await Change.Run(await Current.Get(), personId!.Value, new Profile(name, culture, zone, [.. points.Select(p => (p.Channel, p.Address))])
        {
            Read = read,
            QuietFrom = Time(quietFrom),
            QuietUntil = Time(quietUntil),
        });
        fault = outcome.Refusal;
        if (fault is null)
        {
            read = [.. points.Select(p => (p.Channel, p.Address?.Trim()))];
            await Look();
            Snackbar.Add(L["Saved"], Severity.Success);
        }
    }

    private static string? Write(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static TimeOnly? Time(string? text) => TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private sealed class Point
    {
        public Channel Channel { get; set; } = Channel.Mail;

        public string? Address { get; set; }

        /// <summary>The address as it was saved last; null when it never was.</summary>
        public AddressView? Saved { get; set; }

        public bool Is(AddressView saved) => saved.Channel == Channel && string.Equals(saved.Address, Address?.Trim(), StringComparison.OrdinalIgnoreCase);
    }
}
