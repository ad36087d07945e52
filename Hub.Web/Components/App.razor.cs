using System.Globalization;
using System.Security.Claims;
using Hub.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Components;

/// <summary>The document around every page. Static: only what stands inside <c>Routes</c> is interactive.</summary>
public sealed partial class App
{
    private static readonly IComponentRenderMode Interactive = new InteractiveServerRenderMode(prerender: false);

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [Inject] public required TimeProvider Clock { get; init; }

    [Inject] public required IStringLocalizer<ShellTexts> L { get; init; }

    private bool IsInteractive => Context.AcceptsInteractiveRouting();

    private IComponentRenderMode? Mode => IsInteractive ? Interactive : null;

    private static string Language => CultureInfo.CurrentUICulture.Name;

    private string Now => Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    // drafts are kept apart by account, since people share machines in a war room
    private string Viewer => Context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
}
