using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Admin;
using Hub.Web.Security;

namespace Hub.Tests.Security;

public sealed class KeyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_opens_what_its_rights_allow_and_nothing_after_it_is_revoked()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        var shown = (await app.Use<AddApiKey, Outcome<Shown>>(u => u.Run(Caller.Program, "ids", Right.Read | Right.Report))).Value;
        (await Negotiate(app, null)).Should().Be(HttpStatusCode.Unauthorized);
        (await Negotiate(app, "hub_wrong")).Should().Be(HttpStatusCode.Unauthorized);
        (await Negotiate(app, shown.Secret)).Should().Be(HttpStatusCode.OK);

        await app.Use<RevokeApiKey, Outcome<Guid>>(u => u.Run(Caller.Program, shown.Id));
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        (await Negotiate(app, shown.Secret)).Should().Be(HttpStatusCode.Unauthorized);
        app.Log.Text.Should().NotContain(shown.Secret);
    }

    [Fact]
    public async Task A_key_without_the_right_is_refused()
    {
        await using var app = await HubApp.Start();
        (await Negotiate(app, await app.NewKey(Right.Report))).Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_session_of_a_person_does_not_drive_the_api()
    {
        await using var app = await HubApp.Start();
        await app.AddAccount("anna@corp.example", Role.Administrator);
        using var visitor = new Visitor(app);
        await visitor.SignIn("anna@corp.example", Accounts.Password);
        (await visitor.Open("/api/v1/incidents")).StatusCode.Should().BeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_key_of_a_wall_becomes_a_cookie_leaves_the_address_and_is_never_logged()
    {
        await using var app = await HubApp.Start();
        var shown = (await app.Use<AddDisplay, Outcome<Shown>>(u => u.Run(Caller.Program, "War room", true, false))).Value;
        var path = new Uri(shown.Secret).PathAndQuery;
        using var wall = new Visitor(app);
        var answer = await wall.Open(path);
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().Should().Be("/wall");
        answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("hub.display=", StringComparison.Ordinal)).Should().Contain("httponly").And.Contain("path=/;");
        app.Log.Text.Should().NotContain(path[(path.IndexOf('=', StringComparison.Ordinal) + 1)..]);
    }

    [Fact]
    public async Task A_revoked_display_loses_its_cookie_at_the_next_request_and_its_key_opens_nothing()
    {
        await using var app = await HubApp.Start();
        var shown = (await app.Use<AddDisplay, Outcome<Shown>>(u => u.Run(Caller.Program, "War room", false, false))).Value;
        using var wall = new Visitor(app);
        await wall.Open(new Uri(shown.Secret).PathAndQuery);
        await wall.Open("/account/denied");
        wall.Cookies.Should().Contain("hub.display");

        await app.Use<RevokeDisplay, Outcome<Guid>>(u => u.Run(Caller.Program, shown.Id));
        await wall.Open("/account/denied");
        wall.Cookies.Should().NotContain("hub.display");
        (await wall.Open(new Uri(shown.Secret).PathAndQuery)).Headers.Location!.ToString().Should().Contain("/account/denied");
        wall.Cookies.Should().NotContain("hub.display");
    }

    [Fact]
    public async Task An_open_page_hears_of_an_ended_account_a_changed_role_and_a_revoked_display()
    {
        await using var app = await HubApp.Start();
        var id = await app.AddAccount("anna@corp.example", Role.Reporter);
        var before = await app.Use<Microsoft.AspNetCore.Identity.SignInManager<Account>, ClaimsPrincipal>(async s => await s.CreateUserPrincipalAsync((await s.UserManager.FindByIdAsync(id.ToString()))!));
        Callers.Of(before).Has(Right.Triage).Should().BeFalse();

        await app.Use<ChangeRoles, Outcome<Guid>>(u => u.Run(Caller.Program, id, [Role.OnCall]));
        var after = await app.Use<Sessions, ClaimsPrincipal?>(s => s.Renew(before, Cancellation));
        Callers.Of(after!).Has(Right.Triage).Should().BeTrue();

        await app.Use<DisableAccount, Outcome<Guid>>(u => u.Run(Caller.Program, id));
        (await app.Use<Sessions, ClaimsPrincipal?>(s => s.Renew(before, Cancellation))).Should().BeNull();
    }

    private static async Task<HttpStatusCode> Negotiate(HubApp app, string? key)
    {
        using var client = app.Anonymous();
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return (await client.PostAsync("/hubs/board/negotiate?negotiateVersion=1", null, Cancellation)).StatusCode;
    }
}
