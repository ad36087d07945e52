using Hub.Web.Components;
using Hub.Web.Live;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace Hub.Web.Setup;

/// <summary>Blazor, MudBlazor and the shell that the pages stand in.</summary>
public static class PagesSetup
{
    /// <summary>Paths whose callers are programs: they get plain status codes, never an HTML page.</summary>
    private static readonly string[] Machines = ["/api", "/hubs", "/health", "/metrics", "/openapi", "/intake", "/_blazor"];

    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddAuthorization();
        builder.Services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            mud.SnackbarConfiguration.PreventDuplicates = true;
        });
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Ticker>();
    }

    public static void UsePages(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseWhen(context => IsForPeople(context), people => people.UseExceptionHandler("/error", createScopeForErrors: true));
            app.UseWhen(
                context => context.Request.Path.StartsWithSegments("/dev", StringComparison.OrdinalIgnoreCase),
                dev => dev.Run(context =>
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                }));
        }

        app.UseWhen(
            context => IsForPeople(context),
            people => people.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseAntiforgery();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    private static bool IsForPeople(HttpContext context) =>
        !Array.Exists(Machines, path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
}
