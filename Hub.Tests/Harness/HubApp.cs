using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Hub.Domain.People;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Harness;

/// <summary>
/// The real program in this process: its own pipeline, SQLite in a folder of its own, the built-in plan in force and the
/// sample organisation. In memory, or on a loopback port with <see cref="HubAppOptions.OnPort"/>. One for each test.
/// </summary>
public sealed class HubApp : WebApplicationFactory<Program>
{
    private readonly HubAppOptions options;
    private int keys;

    private HubApp(HubAppOptions options)
    {
        this.options = options;
        Folder = options.KeptFolder ?? Path.Combine(Path.GetTempPath(), $"hub-app-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Folder);
    }

    /// <summary>Data folder; removed at the end, unless the options name it.</summary>
    public string Folder { get; }

    /// <summary>Every line that the program logged, with its category and exception.</summary>
    public CapturedLog Log { get; } = new();

    /// <summary>The clock; only when the options asked for one.</summary>
    public FakeTimeProvider Clock => options.Clock ?? throw new InvalidOperationException("This program runs on the real clock.");

    /// <summary>Where it listens, when it is on a port.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>Starts the program; when it gives it back, it serves.</summary>
    public static async Task<HubApp> Start(HubAppOptions? options = null)
    {
        var app = new HubApp(options ?? new HubAppOptions());
        if (!File.Exists(Path.Combine(app.Folder, "hub.db")))
        {
            await TestStore.CopyTo(Path.Combine(app.Folder, "hub.db"));
        }

        if (app.options.OnPort)
        {
            app.UseKestrel(app.options.Port);
        }

        app.StartServer();
        return app;
    }

    /// <summary>The program's store, for looking and for preparing.</summary>
    public HubDbContext Db() => Services.GetRequiredService<IDbContextFactory<HubDbContext>>().CreateDbContext();

    /// <summary>A client without a key, which follows no redirect and keeps no cookie.</summary>
    public HttpClient Anonymous() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false, BaseAddress = ClientOptions.BaseAddress });

    /// <summary>A client that carries a new API key with these rights.</summary>
    public async Task<HttpClient> Client(Right rights, string? name = null)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await NewKey(rights, name));
        return client;
    }

    /// <summary>A new API key with these rights.</summary>
    public async Task<string> NewKey(Right rights, string? name = null)
    {
        var secret = "hub_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var db = Db();
        db.ApiKeys.Add(new ApiKey
        {
            Id = Guid.NewGuid(),
            Name = name ?? $"key {Interlocked.Increment(ref keys)}",
            Hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret))),
            Rights = rights,
            CreatedAt = TestStore.Start,
        });
        await db.SaveChangesAsync();
        return secret;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        using (var pooled = new SqliteConnection($"Data Source={Path.Combine(Folder, "hub.db")}"))
        {
            SqliteConnection.ClearPool(pooled);
        }

        if (options.KeptFolder is null && Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(options.Environment);
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Hub:DataFolder"] = Folder,
            ["Hub:SampleData"] = options.WithSampleData ? "true" : "false",
            ["Mail:Mode"] = "Pickup",
        };
        foreach (var (key, value) in options.Settings)
        {
            settings[key] = value;
        }

        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
        builder.ConfigureTestServices(services =>
        {
            services.RemoveAll<TextWriter>();
            services.AddSingleton(TextWriter.Null);
            if (options.Clock is { } clock)
            {
                services.RemoveAll<TimeProvider>();
                services.AddSingleton<TimeProvider>(clock);
            }

            options.Services?.Invoke(services);
        });
    }
}

/// <summary>How the program under test runs.</summary>
public sealed record HubAppOptions
{
    /// <summary><c>Production</c> or <c>Development</c>.</summary>
    public string Environment { get; init; } = "Production";

    /// <summary>A clock that stands still until it is moved; null: the real one.</summary>
    public FakeTimeProvider? Clock { get; init; }

    /// <summary>On a free port of 127.0.0.1 instead of in memory.</summary>
    public bool OnPort { get; init; }

    /// <summary>Which port; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Data folder of the test's own, for a program that is started again on the store of the one before; null: a fresh one.</summary>
    public string? KeptFolder { get; init; }

    /// <summary>With the sample organisation, so that the plan's offices and rotas have people in them.</summary>
    public bool WithSampleData { get; init; } = true;

    /// <summary>Settings beyond those of the harness.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Replaces parts of the program.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    /// <summary>With a clock that stands at <see cref="TestStore.Start"/>.</summary>
    public static HubAppOptions OnFakeClock => new() { Clock = new FakeTimeProvider(TestStore.Start) };
}
