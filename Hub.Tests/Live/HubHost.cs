using Hub.Domain.People;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Live;

/// <summary>The whole program on a real port with a store of its own.</summary>
public sealed class HubHost : WebApplicationFactory<Program>
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-live-").FullName;

    public HubHost()
    {
        UseKestrel(0);
        StartServer();
        Bench = new LiveBench(
            Services.GetRequiredService<IDbContextFactory<HubDbContext>>(),
            () => new Writer(
                Services.GetRequiredService<IDbContextFactory<HubDbContext>>(),
                Services.GetRequiredService<WriteGate>(),
                Services.GetRequiredService<CommitSignals>(),
                Services.GetRequiredService<TimeProvider>(),
                new Receipt()),
            Services.GetRequiredService<CommitSignals>());
    }

    internal LiveBench Bench { get; }

    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>Adds an API key; gives back its secret.</summary>
    public async Task<string> AddKey(string name, Right rights)
    {
        var secret = $"{name}-{Guid.NewGuid():N}";
        await using var db = await Services.GetRequiredService<IDbContextFactory<HubDbContext>>().CreateDbContextAsync();
        db.ApiKeys.Add(new ApiKey { Id = Guid.NewGuid(), Name = name, Hash = Secrets.Hash(secret), Rights = rights, CreatedAt = DateTimeOffset.UnixEpoch });
        await db.SaveChangesAsync();
        return secret;
    }

    public HubConnection Connect(string? key, bool messagePack = false)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(Address, "hubs/board"), options => options.AccessTokenProvider = () => Task.FromResult(key));
        return (messagePack ? builder.AddMessagePackProtocol() : builder).Build();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Hub:DataFolder", folder);
        builder.UseSetting("Hub:SampleData", "false");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
