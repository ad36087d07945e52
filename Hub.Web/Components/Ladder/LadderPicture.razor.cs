using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Components.Ladder;

/// <summary>
/// Ladders as a picture on one axis of time: what was done, what waits now, what comes next and when. Draws what it is given and
/// reads nothing. Shapes say what the colours say; for screen readers each ladder is a table.
/// </summary>
public sealed partial class LadderPicture
{
    /// <summary>More people of a step than these are counted instead of drawn.</summary>
    public const int MostMarks = 5;

    /// <summary>Share of the width that stays free at each end, so that the outermost marks are whole.</summary>
    private const double Margin = .05;

    /// <summary>Times closer than this share of the width would overlap; the later is left out.</summary>
    private const double Apart = .13;

    private static readonly Dictionary<LadderMark, string> Shapes = new()
    {
        [LadderMark.Waiting] = "M0-4A4 4 0 1 1 0 4 4 4 0 1 1 0-4ZM0-2.4A2.4 2.4 0 1 0 0 2.4 2.4 2.4 0 1 0 0-2.4Z",
        [LadderMark.Acknowledged] = "M-5 0-3.4-1.6-1.4.6 3.4-4.2 5-2.6-1.4 3.8Z",
        [LadderMark.Declined] = "M-4.4-3-3-4.4 0-1.4 3-4.4 4.4-3 1.4 0 4.4 3 3 4.4 0 1.4-3 4.4-4.4 3-1.4 0Z",
        [LadderMark.Undelivered] = "M0-5 5.4 4.6H-5.4ZM-.8-1.4V1.6H.8V-1.4ZM-.8 2.4V3.8H.8V2.4Z",
        [LadderMark.LetOff] = "M-4-1H4V1H-4Z",
        [LadderMark.ToBeTold] = "M-5-1H-3V1H-5ZM-1-1H1V1H-1ZM3-1H5V1H3Z",
    };

    /// <summary>The ladders, from the top.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<LadderLane> Lanes { get; set; } = [];

    /// <summary>The time that they share.</summary>
    [Parameter, EditorRequired] public LadderAxis Axis { get; set; } = null!;

    /// <summary>Off where the name stands beside the picture already.</summary>
    [Parameter] public bool ShowLabels { get; set; } = true;

    [CascadingParameter] private ViewerTime? Viewer { get; set; }

    private ViewerTime View => Viewer ?? ViewerTime.Utc;

    /// <summary>How far the ladder has come: to its answer or end, else to the present, else (nothing being now) to its beginning.</summary>
    private DateTimeOffset Reached(LadderLane lane) => lane.AnsweredAt ?? lane.EndsAt ?? Axis.Now
        ?? lane.Steps.LastOrDefault(s => s.State is LadderStepState.Done or LadderStepState.Now)?.At ?? lane.Steps[0].At;

    private static DateTimeOffset? End(LadderLane lane) =>
        lane.AnsweredAt is null && lane.EndsAt is null && lane.Steps[^1].State == LadderStepState.Next ? lane.Steps[^1].At : null;

    private string X(DateTimeOffset at) => Percent(Margin + ((1 - (2 * Margin)) * Axis.Place(at)));

    private string Left(DateTimeOffset at) => X(at);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##}%");

    /// <summary>The people of a step beside each other above it.</summary>
    private static IEnumerable<(LadderPerson Person, string At)> Crowd(LadderStep step)
    {
        var drawn = step.Persons.Take(MostMarks).ToList();
        return drawn.Select((person, i) => (person, ((i * 13) - ((drawn.Count - 1) * 6.5)).ToString("0.#", CultureInfo.InvariantCulture)));
    }

    /// <summary>Times below the steps, as many as fit.</summary>
    private IEnumerable<(DateTimeOffset At, string Time)> Times(LadderLane lane)
    {
        var last = double.MinValue;
        foreach (var step in lane.Steps)
        {
            var place = Axis.Place(step.At);
            if (place - last >= Apart)
            {
                last = place;
                yield return (step.At, View.Time(step.At)[..5]);
            }
        }
    }

    private string Caption(LadderLane lane) => lane switch
    {
        { AnsweredAt: { } at } => L["CaptionAnswered", lane.Label, View.Full(at), View.ZoneName(at)],
        { EndsAt: { } at } => L["CaptionEnded", lane.Label, View.Full(at), View.ZoneName(at)],
        _ => lane.Label,
    };

    private string Sentence(LadderStep step) => L["Sentence", step.Number, $"{View.Full(step.At)} {View.ZoneName(step.At)}", L[$"Step_{step.State}"].Value, step.Persons.Count == 0 ? step.Label : Names(step)];

    private string Names(LadderStep step) => string.Join(L["Comma"], step.Persons.Select(p => L["Person", p.Name, L[$"Mark_{p.Mark}"].Value].Value));
}
