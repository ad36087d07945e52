using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Web.Live;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Hub.Web.Features.Wall;

/// <summary>
/// The unattended big screen. It hangs where anybody may pass, so a restricted incident is never on it, whoever opened it.
/// The board comes from the feed; what it does not know is read after a change, at most about three times a second.
/// </summary>
public sealed partial class WallPage : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AlarmTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PageTime = TimeSpan.FromSeconds(12);
    private readonly CancellationTokenSource ended = new();
    private Subscription? subscription;
    private ITimer? turning;
    private Board board = Board.Empty;
    private WallScreen? screen;
    private readonly WallAlarms alarms = new();
    private WallAccess access = WallAccess.Unknown;
    private bool isMasked;
    private bool hasSound;
    private bool refreshing;
    private bool again;
    private int page;

    [Inject] public required IncidentFeed Feed { get; init; }

    [Inject] public required WallQuery Query { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    [Inject] public required ILogger<WallPage> Log { get; init; }

    [CascadingParameter] private Task<AuthenticationState>? Authentication { get; set; }

    private int Pages => screen is null ? 1 : Math.Max(1, (screen.Rest.Count + WallOrder.PageSize - 1) / WallOrder.PageSize);

    public void Dispose()
    {
        if (!ended.IsCancellationRequested)
        {
            ended.Cancel();
            ended.Dispose();
        }

        Stop();
    }

    protected override async Task OnParametersSetAsync()
    {
        // The state changes under an open wall: a revoked display has 30 s to go dark.
        var user = Authentication is null ? null : (await Authentication).User;
        var caller = user is null ? Callers.Nobody : Callers.Of(user);
        isMasked = user?.FindFirst(HubClaims.Masked)?.Value == "true";
        hasSound = user?.FindFirst(HubClaims.Sound)?.Value == "true";
        if (caller.Has(Right.Read) || caller.Has(Right.Display))
        {
            access = WallAccess.Shown;
            if (subscription is null)
            {
                (board, subscription) = Feed.Subscribe(CallerView.Unrestricted, OnChange);
                turning = Clock.CreateTimer(_ => _ = InvokeAsync(Turn), null, PageTime, PageTime);
                _ = Refresh();
            }

            return;
        }

        access = access is WallAccess.Shown or WallAccess.Ended ? WallAccess.Ended : user?.Identity?.IsAuthenticated == true ? WallAccess.NoRight : WallAccess.Nobody;
        Stop();
    }

    private void Stop()
    {
        subscription?.Dispose();
        turning?.Dispose();
        (subscription, turning, screen) = (null, null, null);
        alarms.Clear();
    }

    private void OnChange(BoardChange change) => _ = InvokeAsync(() => Take(change));

    private async Task Take(BoardChange change)
    {
        var before = board;
        board = change.Board;
        if (!change.Changes.Any(c => c.Kind == "boardLoaded") && alarms.Take(WallOrder.Alarms(before, board)))
        {
            _ = ShowAlarms();
        }

        await Refresh();
    }

    /// <summary>Draws the board as it is now; what comes meanwhile is drawn together after a pause.</summary>
    private async Task Refresh()
    {
        again = true;
        if (refreshing)
        {
            return;
        }

        refreshing = true;
        try
        {
            while (again && subscription is not null)
            {
                again = false;
                var pause = await Read() ? Pause : AfterFault;
                StateHasChanged();
                await Task.Delay(pause, Clock, ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The wall is gone.
        }
        catch (Exception e)
        {
            // Nobody awaits this. The circuit ends, and the script of the page begins anew.
            await DispatchExceptionAsync(e);
        }
        finally
        {
            refreshing = false;
        }
    }

    private async Task<bool> Read()
    {
        var now = board;
        var order = WallOrder.Sort(isMasked ? now.Incidents.Select(WallOrder.Masked) : now.Incidents);
        var reports = WallOrder.Sort(isMasked ? now.Reports.Select(WallOrder.Masked) : now.Reports);
        var focus = order.Count > 0 ? order[0] : null;
        var detail = focus?.Id == screen?.Focus?.Id ? screen?.Detail : null;
        var watch = screen?.Watch;
        try
        {
            detail = focus is null ? null : await Query.Detail(now.Incidents.First(i => i.Id == focus.Id), isMasked).WaitAsync(ended.Token);
            watch = focus is null ? await Query.Watch(isMasked, ended.Token) : watch;
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // What was known still stands, the board is shown without the rest, and the store is asked again.
            LogFault(Log, fault);
            again = true;
            return false;
        }
        finally
        {
            screen = new WallScreen(focus, [.. order.Skip(1)], reports, detail, watch);
            page = Math.Min(page, Pages - 1);
        }
    }

    private async Task Turn()
    {
        page = (page + 1) % Pages;
        if (screen is { Focus: null })
        {
            // A hand-over of the rota is no change of the board.
            await Refresh();
        }
        else
        {
            StateHasChanged();
        }
    }

    /// <summary>The gravest takes the screen first; each has it for twenty seconds.</summary>
    private async Task ShowAlarms()
    {
        try
        {
            while (alarms.Current is not null)
            {
                StateHasChanged();
                if (hasSound)
                {
                    await Js.InvokeVoidAsync("hub.alarm", ended.Token);
                }

                await Task.Delay(AlarmTime, Clock, ended.Token);
                alarms.Next();
            }

            StateHasChanged();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The wall is gone.
        }
        catch (JSException fault)
        {
            // A browser that cannot sound still shows; what else goes wrong is the page's end and new beginning.
            LogFault(Log, fault);
            alarms.Clear();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The wall could not be drawn whole; it tries again.")]
    private static partial void LogFault(ILogger logger, Exception exception);

    private enum WallAccess
    {
        Unknown,
        Nobody,
        NoRight,
        Ended,
        Shown,
    }
}

/// <summary>What is drawn.</summary>
internal sealed record WallScreen(IncidentView? Focus, IReadOnlyList<IncidentView> Rest, IReadOnlyList<ReportView> Reports, WallDetail? Detail, WallWatch? Watch)
{
    /// <summary>True when nothing but a drill is shown big.</summary>
    public bool IsDrill => Focus?.IsDrill ?? (Reports.Count > 0 && Reports.All(r => r.IsDrill));
}
