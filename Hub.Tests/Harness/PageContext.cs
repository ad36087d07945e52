using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Hub.Web.Components;
using Hub.Web.Live;
using Hub.Web.Setup;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace Hub.Tests.Harness;

/// <summary>
/// What a page finds around it: MudBlazor, texts, a clock that the test moves, and somebody who looks (nobody, until <see cref="SignIn"/>).
/// Register what else a page needs in <see cref="BunitContext.Services"/>, then <see cref="Show{T}"/> it.
/// </summary>
public abstract class PageContext : BunitContext
{
    private readonly CultureInfo cultureBefore = CultureInfo.CurrentUICulture;
    private bool hasPopovers;

    protected PageContext()
    {
        DefaultWaitTimeout = Soon.Patience;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Languages.English);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddLocalization();
        Services.AddTransient<MudLocalizer, MudWords>();
        Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        Services.AddSingleton<Ticker>();
        Services.AddSingleton<BoardAge>();
        Services.AddSingleton(Options.Create(new HubOptions()));
        Services.AddSingleton<AntiforgeryStateProvider, OneToken>();
        Viewer = AddAuthorization();
    }

    /// <summary>14:00 in Shanghai.</summary>
    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 7, 1, 6, 0, 0, TimeSpan.Zero));

    protected DateTimeOffset Now => Clock.GetUtcNow();

    protected BunitAuthorizationContext Viewer { get; }

    /// <summary>Whoever looks from now on, with one claim for each right.</summary>
    protected void SignIn(string name, params string[] rights)
    {
        Viewer.SetAuthorized(name);
        Viewer.SetClaims([.. rights.Select(right => new System.Security.Claims.Claim(ViewerClaims.Right, right))]);
    }

    /// <summary>Speaks <c>en</c> (the default) or <c>zh-Hans</c> from now on.</summary>
    protected static void Speak(string language) => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

    /// <summary>Draws a component, with MudBlazor's popovers drawn before it (a whole layout brings its own: use <c>Render</c>).</summary>
    protected IRenderedComponent<T> Show<T>(Action<ComponentParameterCollectionBuilder<T>>? parameters = null)
        where T : IComponent
    {
        if (!hasPopovers)
        {
            hasPopovers = true;
            Render<MudPopoverProvider>();
        }

        return Render(parameters ?? (_ => { }));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        CultureInfo.CurrentUICulture = cultureBefore;
        await DisposeComponentsAsync();
        await base.DisposeAsyncCore();
    }

    private sealed class OneToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}
