using Hub.Web.Components;
using Hub.Web.Features.Plans;
using Hub.Web.Live;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace Hub.Web.Setup;

/// <summary>Blazor, MudBlazor and the shell that the pages stand in.</summary>
public static class PagesSetup
{
    /// <summary>Paths whose callers are programs: they get plain status codes, never an HTML page.</summary>
    private static readonly string[] Machines = ["/api", "/hubs", "/health", "/metrics", "/openapi", "/intake", "/calendar", "/_blazor"];

    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddAuthorization();
        builder.Services.AddProblemDetails();
        builder.Services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            mud.SnackbarConfiguration.PreventDuplicates = true;
        });
        builder.Services.AddOptions<HubOptions>().BindConfiguration(HubOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);

        // What is said to whoever started the program; the log may go elsewhere.
        builder.Services.AddSingleton(Console.Out);
        builder.Services.AddSingleton<Ticker>();
    }

    public static void UsePages(this WebApplication app)
    {
        // both re-execute a page, which a branch (UseWhen) cannot do: it has no routing of its own
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/error", createScopeForErrors: true);
        }

        app.UseWhen(context => IsForMachines(context), machines => machines.UseExceptionHandler().Use((context, next) =>
        {
            context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
            return next(context);
        }));
        app.Use((context, next) =>
        {
            if (!app.Environment.IsDevelopment() && context.Request.Path.StartsWithSegments("/dev", StringComparison.OrdinalIgnoreCase))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }

            return next(context);
        });
        app.UseAntiforgery();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapPlanExport();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    private static bool IsForMachines(HttpContext context) =>
        Array.Exists(Machines, path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
}
