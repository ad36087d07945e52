using System.Net;
using System.Security.Claims;
using Hub.Domain.People;
using Hub.Web.Components;
using Hub.Web.Dispatch;
using Hub.Web.Features.Account;
using Hub.Web.Features.Admin;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hub.Web.Setup;

/// <summary>Who may come in and as whom: accounts, sessions, keys, displays, single sign-on, and what browsers and proxies are told.</summary>
internal static class SecuritySetup
{
    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(12);

    public static WebApplicationBuilder AddSecurity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<HubOptions>, SecurityCheck>();
        services.AddSingleton<IValidateOptions<OidcOptions>, SecurityCheck>();
        services.AddOptions<HubOptions>().BindConfiguration(HubOptions.Section).ValidateOnStart();
        services.AddOptions<OidcOptions>().BindConfiguration(OidcOptions.Section).ValidateOnStart();

        // The request log of the framework writes whole addresses, and with them keys of walls and links of notices.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        services.AddDataProtection().SetApplicationName("Hub");
        services.AddSingleton<StoredProtectionKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<StoredProtectionKeys>((keys, stored) => keys.XmlRepository = stored);

        AddAccounts(services);
        AddSchemes(services, builder.Configuration);
        AddUseCases(services);
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "hub.form";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookiesOf(builder.Configuration);
        });
        return builder;
    }

    public static WebApplication UseSecurity(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<HubOptions>>().Value;
        var oidc = app.Services.GetRequiredService<IOptions<OidcOptions>>().Value;
        if (options.TrustedProxies.Length > 0)
        {
            app.UseForwardedHeaders(Forwarded(options.TrustedProxies));
        }

        if (!app.Environment.IsDevelopment() && Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps)
        {
            app.UseHsts();

            // Monitors inside the house ask by http, and so may an SMS gateway on this machine; everybody else is led to the address that the links name.
            app.UseWhen(
                context => !IsGatewayHere(context) && !context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase) && !context.Request.Path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase),
                people => people.UseMiddleware<Microsoft.AspNetCore.HttpsPolicy.HttpsRedirectionMiddleware>(Options.Create(new Microsoft.AspNetCore.HttpsPolicy.HttpsRedirectionOptions { HttpsPort = url.Port })));
        }

        app.Use(new SecurityHeaders(app.Environment.IsDevelopment(), oidc.Authority).Write);
        app.Use(DisplayScheme.Exchange);
        app.UseAuthentication();
        app.Use((context, next) =>
        {
            if (context.User.Identity?.IsAuthenticated == true && context.Connection.RemoteIpAddress is { } address)
            {
                // A circuit has no request of its own; what it records must still say from where.
                context.User.AddIdentity(new ClaimsIdentity([new Claim(HubClaims.Address, address.ToString())]));
            }

            return next(context);
        });
        app.UseAuthorization();
        return app;
    }

    public static void MapSecurity(this WebApplication app)
    {
        app.MapAccount();
        if (!app.Environment.IsDevelopment() || app.Services.GetRequiredService<IOptions<HubOptions>>().Value.SampleData == false)
        {
            app.Lifetime.ApplicationStarted.Register(() => _ = Task.Run(() => app.Services.GetRequiredService<FirstAdministratorLink>().Print(app.Services.GetRequiredService<TextWriter>())));
        }
    }

    private static bool IsGatewayHere(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api/v1/intake/sms", StringComparison.OrdinalIgnoreCase) && context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from);

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddIdentityCore<Account>(o =>
        {
            o.User.RequireUniqueEmail = true;
            o.User.AllowedUserNameCharacters = "";
            o.Password = new PasswordOptions { RequiredLength = AccountRows.ShortestPassword, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 5 };
            o.Lockout.MaxFailedAccessAttempts = 5;
            o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
            o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        })
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<HubDbContext>()
            .AddSignInManager<AccountSignIn>()
            .AddDefaultTokenProviders();
        services.Replace(ServiceDescriptor.Scoped<IUserClaimsPrincipalFactory<Account>, AccountClaims>());
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromSeconds(30));
        services.AddSingleton<Sessions>();
        services.AddScoped<AuthenticationStateProvider, CircuitAuthentication>();
        services.AddScoped<CurrentCaller>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<LinkTokens>();
        services.AddSingleton<RobotSecrets>();
        services.AddSingleton<AccountLinks>();
        services.AddSingleton<SampleSignIn>();
        services.AddSingleton<FirstAdministratorLink>();
        services.AddSingleton<IAccountMail, AccountMail>();
    }

    private static void AddSchemes(IServiceCollection services, IConfiguration configuration)
    {
        var secure = CookiesOf(configuration);
        var authentication = services.AddAuthentication(o =>
        {
            o.DefaultScheme = CallerScheme.Name;
            o.DefaultSignInScheme = IdentityConstants.ExternalScheme;
        });
        authentication.AddScheme<AuthenticationSchemeOptions, CallerScheme>(CallerScheme.Name, null);
        authentication.AddScheme<AuthenticationSchemeOptions, ApiKeyScheme>(ApiKeyScheme.Name, null);
        authentication.AddCookie(DisplayScheme.Name, o =>
        {
            o.Cookie.Name = "hub.display";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.Cookie.SecurePolicy = secure;
            o.ExpireTimeSpan = TimeSpan.FromDays(365);
            o.Events.OnValidatePrincipal = DisplayScheme.Validate;
        });
        authentication.AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(o =>
        {
            o.Cookie.Name = "hub.session";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.ExpireTimeSpan = SessionLength;
            o.SlidingExpiration = true;
            o.LoginPath = "/account/sign-in";
            o.AccessDeniedPath = "/account/denied";
            o.ReturnUrlParameter = "returnUrl";
        }));
        services.ConfigureAll<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>(o => o.Cookie.SecurePolicy = secure);

        var oidc = configuration.GetSection(OidcOptions.Section).Get<OidcOptions>() ?? new OidcOptions();
        if (oidc.IsOn)
        {
            authentication.AddOpenIdConnect("Oidc", o =>
            {
                o.SignInScheme = IdentityConstants.ExternalScheme;
                o.Authority = oidc.Authority;
                o.RequireHttpsMetadata = !(Uri.TryCreate(oidc.Authority, UriKind.Absolute, out var url) && url.IsLoopback);
                o.ClientId = oidc.ClientId;
                o.ClientSecret = oidc.ClientSecret;
                o.ResponseType = "code";
                o.Scope.Add("email");
                o.MapInboundClaims = false;
                o.GetClaimsFromUserInfoEndpoint = true;
            });
        }

        var policies = services.AddAuthorizationBuilder();
        foreach (var right in Enum.GetValues<Right>().Where(r => r != Right.None))
        {
            policies.AddPolicy(right.ToString(), p => p.RequireClaim(ViewerClaims.Right, right.ToString()));
        }
    }

    private static void AddUseCases(IServiceCollection services)
    {
        services.AddScoped<InvitePerson>();
        services.AddScoped<AdminQuery>();
        services.AddScoped<ChangeRoles>();
        services.AddScoped<DisableAccount>();
        services.AddScoped<EnableAccount>();
        services.AddScoped<RenewSetUpLink>();
        services.AddScoped<AddApiKey>();
        services.AddScoped<RevokeApiKey>();
        services.AddScoped<AddDisplay>();
        services.AddScoped<RevokeDisplay>();
        services.AddScoped<MailSetUpLink>();
        services.AddScoped<RobotsQuery>();
        services.AddScoped<AddRobot>();
        services.AddScoped<SwitchRobot>();
        services.AddScoped<TestRobot>();
        services.AddScoped<ChoosePassword>();
        services.AddScoped<AddFirstAdministrator>();
        services.AddScoped<ChangeProfile>();
        services.AddScoped<CheckAddress>();
        services.AddScoped<ConfirmAddress>();
        services.AddScoped<ReachQuery>();
        services.AddScoped<SampleAccounts>();
        services.AddSingleton<AskForReset>();
        services.AddSingleton<RefusalSentences>();
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
    }

    private static CookieSecurePolicy CookiesOf(IConfiguration configuration) =>
        configuration["Hub:PublicUrl"]?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    private static ForwardedHeadersOptions Forwarded(IEnumerable<string> proxies)
    {
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                forwarded.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
            {
                forwarded.KnownIPNetworks.Add(network);
            }
        }

        return forwarded;
    }
}
