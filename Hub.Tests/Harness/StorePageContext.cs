using System.Security.Claims;
using Bunit;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Features.Incidents;
using Hub.Web.Live;
using Hub.Web.Security;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using MudBlazor;

namespace Hub.Tests.Harness;

/// <summary>A page on a real store with the sample organisation, the real use cases, queries and feed; nobody sends or sweeps.</summary>
public abstract class StorePageContext : PageContext, IAsyncLifetime
{
    private TestStore? store;

    internal TestStore Store => store!;

    internal IncidentFeed Feed => Services.GetRequiredService<IncidentFeed>();

    public async ValueTask InitializeAsync()
    {
        store = await FilledStore.Sqlite(Clock);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.AddPlans().AddUseCases().AddDesk();
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting();
        var host = builder.Build();
        Services.AddSingleton(host.Lifetime);
        Services.AddSingleton<IHostEnvironment>(host.Environment);
        foreach (var service in builder.Services.Where(s => s.ServiceType.Namespace?.StartsWith("Hub.Web", StringComparison.Ordinal) == true))
        {
            ((ICollection<ServiceDescriptor>)Services).Add(service);
        }

        Services.AddSingleton<IDbContextFactory<HubDbContext>>(store);
        Services.AddSingleton(store.Writer);
        Services.AddSingleton(store.Signals);
        Services.AddSingleton<PlanInForce>();
        Services.AddSingleton(ReadinessBed.EveryChannel);
        Services.AddScoped<CurrentCaller>();
        Services.AddSingleton(_ => new Throttler(TimeProvider.System));
        Services.AddSingleton<IncidentFeed>();
        Services.AddSingleton(store.Gate);
        Services.TryAddSingleton<RefusalSentences>();
        Services.AddSingleton<Presence>();
        Services.AddScoped<PresenceCircuit>();
    }

    /// <summary>Somebody of the sample organisation looks, with the rights of a role; gives the caller for use cases too.</summary>
    protected async Task<Caller> SignInAs(string name, Role role)
    {
        await using var db = Store.CreateDbContext();
        var person = await db.Persons.SingleAsync(p => p.Name.StartsWith(name));
        var rights = RoleRights.Of(role);
        Viewer.SetAuthorized(person.Name);
        Viewer.SetClaims(
        [
            new Claim(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString()),
            new Claim(HubClaims.Kind, HubClaims.Account),
            new Claim(HubClaims.Person, person.Id.ToString()),
            .. HubClaims.Of(rights),
        ]);
        return new Caller(CallerKind.Person, Guid.NewGuid(), person.Id, person.Name, rights);
    }

    /// <summary>A report comes in; gives its number.</summary>
    protected async Task<string> Report(string title, Grade? suspected = null)
    {
        var number = (await Services.GetRequiredService<ReportEvent>().Run(Caller.Program, new ReportContent { Title = title, SuspectedGrade = suspected, Source = title })).Value.Number;
        await Feed.CatchUp(CancellationToken.None);
        return number;
    }

    /// <summary>An incident is opened; gives its number.</summary>
    protected async Task<string> Open(string title, Grade grade, string? place = null)
    {
        var number = (await Services.GetRequiredService<OpenIncident>().ReportAndConfirm(Caller.Program, new ReportContent { Title = title, Place = place }, grade, "seen in the log")).Value.Number;
        await Feed.CatchUp(CancellationToken.None);
        return number;
    }

    /// <summary>Runs a use case that must not refuse, and lets the feed read it.</summary>
    protected async Task Do<TUseCase, T>(Func<TUseCase, Task<Outcome<T>>> call)
        where TUseCase : notnull
    {
        (await call(Services.GetRequiredService<TUseCase>())).Refusal.Should().BeNull();
        await Feed.CatchUp(CancellationToken.None);
    }

    /// <summary>Draws a page, with the place where dialogs appear.</summary>
    protected (IRenderedComponent<T> Page, IRenderedComponent<MudDialogProvider> Dialogs) ShowPage<T>(Action<ComponentParameterCollectionBuilder<T>>? parameters = null)
        where T : IComponent
    {
        var dialogs = Render<MudDialogProvider>();
        return (Show(parameters), dialogs);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        if (store is not null)
        {
            await store.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
