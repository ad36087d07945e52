using Hub.Domain.Grading;
using Hub.Web.Live;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Desk;

/// <summary>The desk: what this person must do now, then how everything stands. One subscription for all parts.</summary>
public sealed partial class DeskPage : IDisposable
{
    // Shifts are handed over and deadlines come near without any change of the board.
    private const int BeatsUntilAnotherLook = 30;

    private readonly HashSet<Guid> alarmed = [];
    private Board board = Board.Empty;
    private Subscription? subscription;
    private IDisposable? beat;
    private string? alarm;
    private int beats;
    private long pulse;

    [Inject] public required IncidentFeed Feed { get; init; }

    [Inject] public required Ticker Ticker { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    public void Dispose()
    {
        subscription?.Dispose();
        beat?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var caller = await Callers.Get();
        (board, subscription) = Feed.Subscribe(CallerView.Of(caller), change => _ = InvokeAsync(() => Show(change.Board)));
        alarmed.UnionWith(Gravest(board).Select(i => i.Id));
        beat = Ticker.Subscribe(_ => InvokeAsync(LookAgain));
        pulse++;
    }

    private static IEnumerable<IncidentView> Gravest(Board board) => board.Incidents.Where(i => i.Grade == Grade.I);

    private void Show(Board now)
    {
        board = now;
        if (Gravest(now).FirstOrDefault(i => alarmed.Add(i.Id)) is { } incident)
        {
            alarm = L["Alarm", incident.Number, incident.Title];
        }

        pulse++;
        StateHasChanged();
    }

    private void LookAgain()
    {
        if (++beats % BeatsUntilAnotherLook == 0)
        {
            pulse++;
            StateHasChanged();
        }
    }
}
