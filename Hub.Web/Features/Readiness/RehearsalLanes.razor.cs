using System.Globalization;
using Hub.Domain.Clocks;
using Hub.Domain.People;
using Hub.Domain.Plans.Readiness;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Readiness;

/// <summary>
/// Ladders as a picture on one axis of time: each step is a rung that begins at its minute and lasts until the next, with the people's
/// names and addresses on it; hatched where nobody can be reached. For screen readers each ladder is a table.
/// </summary>
public sealed partial class RehearsalLanes
{
    /// <summary>More people of a step than these are counted.</summary>
    private const int Most = 6;

    /// <summary>Share of the width that stays free at each end, so that the outermost marks are whole.</summary>
    private const double Margin = .03;

    [Parameter, EditorRequired] public RehearsalView View { get; set; } = default!;

    [Parameter, EditorRequired] public IReadOnlyList<RehearsedLadder> Ladders { get; set; } = [];

    private static string Culture => CultureInfo.CurrentUICulture.Name;

    private DateTimeOffset Start => View.Rehearsed.Question.At;

    /// <summary>All ladders of the page share the axis; at least five minutes, so that it has marks.</summary>
    private TimeSpan Length => View.Rehearsed.Until - Start is var length && length > TimeSpan.FromMinutes(5) ? length : TimeSpan.FromMinutes(5);

    /// <summary>A step, until when it waits, and why it does not.</summary>
    private sealed record Rung(RehearsedStep Step, DateTimeOffset Until, string? Why, IReadOnlyList<RehearsedRepeat> Repeats)
    {
        public bool IsReached => Step.PassedBecause is null || Step.PassedBecause == "toldAlready";
    }

    private IEnumerable<Rung> Rungs(RehearsedLadder ladder)
    {
        for (var i = 0; i < ladder.Steps.Count; i++)
        {
            var step = ladder.Steps[i];
            var isLast = i == ladder.Steps.Count - 1;
            var until = !isLast ? ladder.Steps[i + 1].At : ladder.EndedAt ?? (ladder.Repeats.Count > 0 ? ladder.Repeats[^1].At : View.Rehearsed.Until);
            yield return new Rung(step, until, step.PassedBecause is { } why ? L[$"Passed_{why}"].Value : null, isLast ? ladder.Repeats : []);
        }
    }

    private string Name(RehearsedLadder ladder) => ladder.Audience.Kind == AudienceKind.Triage ? L["Triage"] : View.Names.Rule(ladder.Audience.Key).For(Culture);

    private static string As(RehearsedPerson person) => person.As.For(Culture) is var role && role != person.Name ? role : "";

    /// <summary>Where the message goes: what is used at once, then in brackets what stands by.</summary>
    private string Address(RehearsedPerson person)
    {
        if (person.ToldAlready)
        {
            return L["ToldAlready"];
        }

        var now = string.Join(L["Comma"], person.Addresses.Where(a => !a.StandsBy).Select(Of));
        var standby = string.Join(L["Comma"], person.Addresses.Where(a => a.StandsBy).Select(Of));
        return standby.Length > 0 ? L["WithStandby", now, standby] : now;
    }

    private string Of(RehearsedAddress address) => address.HeldUntil is null ? Bare(address) : L["Held", Bare(address)];

    private string Bare(RehearsedAddress address) => address.Channel == Channel.Robot ? L["Robot", address.Address] : address.Address;

    private string Repeats(RehearsedLadder ladder, Rung rung) => ladder.EndedAt is not null
        ? L["RepeatsThenEnds", Minutes(ladder.RepeatEvery), rung.Repeats.Count]
        : L["Repeats", Minutes(ladder.RepeatEvery), string.Join(L["Comma"], rung.Repeats[0].Persons.Select(p => p.Name))];

    private static int Minute(DateTimeOffset at, DateTimeOffset start) => (int)Math.Round((at - start).TotalMinutes);

    private int Minute(DateTimeOffset at) => Minute(at, Start);

    private static string Minutes(TimeSpan time) => time.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture);

    private double Place(DateTimeOffset at) => Math.Clamp((at - Start) / Length, 0, 1);

    private string X(DateTimeOffset at) => X(at - Start);

    private string X(TimeSpan after) => Percent(Margin + ((1 - (2 * Margin)) * Math.Clamp(after / Length, 0, 1)));

    private string Width(Rung rung) => Percent((1 - (2 * Margin)) * Math.Max(0, Place(rung.Until) - Place(rung.Step.At)));

    private string Share(DateTimeOffset at) => X(at - Start);

    private string Hatch(RehearsedLadder ladder, Rung rung) => $"hatch-{ladder.Audience.Kind}-{ladder.Audience.Key}-{rung.Step.Number}-{Minute(rung.Step.At)}".ToLowerInvariant();

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##}%");
}
