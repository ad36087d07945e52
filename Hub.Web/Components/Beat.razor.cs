using Hub.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hub.Web.Components;

/// <summary>Passes the one-second beat on to the browser: the proof that this circuit still answers, and as of when its data are. Each layout holds one.</summary>
public sealed partial class Beat : IDisposable
{
    private IDisposable? subscription;

    [Inject] public required Ticker Ticker { get; init; }

    [Inject] public required BoardAge Age { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    public void Dispose() => subscription?.Dispose();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            subscription = Ticker.Subscribe(now => InvokeAsync(() => SendAsync(now)));
            await SendAsync(Clock.GetUtcNow());
        }
    }

    private async Task SendAsync(DateTimeOffset now)
    {
        try
        {
            await Js.InvokeVoidAsync("hub.beat", now.ToUnixTimeMilliseconds(), Build.Version, Age.AsOf(now).ToUnixTimeMilliseconds());
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // the browser went away: silence is what its script waits for
        }
    }
}
