using System.Security.Claims;
using Hub.Web.Setup;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace Hub.Web.Components.Layout;

/// <summary>What both interactive layouts share: MudBlazor's providers, the beat, the look of the browser, who looks and in which zone.</summary>
public sealed partial class Shell : IAsyncDisposable
{
    private DotNetObjectReference<Shell>? self;
    private ViewerTime time = ViewerTime.Utc;
    private ClaimsPrincipal user = new();
    private bool isDark;

    [Inject] public required IJSRuntime Js { get; init; }

    [Inject] public required IOptions<HubOptions> Options { get; init; }

    [CascadingParameter] private Task<AuthenticationState>? Authentication { get; set; }

    [Parameter] public RenderFragment? ChildContent { get; set; }

    // nothing is drawn before the browser has said whether it is dark: a white flash at night hurts
    private bool IsReady { get; set; }

    [JSInvokable]
    public Task LookChanged(bool dark)
    {
        isDark = dark;
        return InvokeAsync(StateHasChanged);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (self is not null)
            {
                await Js.InvokeVoidAsync("hub.unwatchLook");
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // the page is gone, and its watch with it
        }

        self?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        user = Authentication is null ? user : (await Authentication).User;
        time = ViewerTime.For(user, Options.Value.TimeZone);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            isDark = await Js.InvokeAsync<bool>("hub.watchLook", self);
            IsReady = true;
            StateHasChanged();
        }
    }
}
