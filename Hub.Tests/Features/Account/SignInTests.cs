using System.Net;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Admin;
using Hub.Web.Security;
using Microsoft.AspNetCore.Identity;

namespace Hub.Tests.Features.Account;

public sealed class SignInTests
{
    private const string Mail = "anna@corp.example";

    [Fact]
    public async Task A_page_leads_strangers_to_the_sign_in_and_back_to_itself()
    {
        await using var app = await HubApp.Start();
        await app.AddAccount(Mail, Role.Reporter);
        using var visitor = new Visitor(app);
        var asked = await visitor.Open("/account/profile");
        asked.StatusCode.Should().Be(HttpStatusCode.Redirect);
        asked.Headers.Location!.ToString().Should().EndWith("/account/sign-in?returnUrl=%2Faccount%2Fprofile");
        var signedIn = await visitor.SignIn(Mail, Accounts.Password, "/account/profile");
        signedIn.Headers.Location!.ToString().Should().EndWith("/account/profile");
        (await visitor.Open("/account/profile")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    public async Task Nobody_is_led_to_a_foreign_page(string returnUrl)
    {
        await using var app = await HubApp.Start();
        await app.AddAccount(Mail, Role.Reporter);
        using var visitor = new Visitor(app);
        (await visitor.SignIn(Mail, Accounts.Password, returnUrl)).Headers.Location!.ToString().Should().NotContain("evil");
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_even_for_the_right_one()
    {
        await using var app = await HubApp.Start();
        await app.AddAccount(Mail, Role.Reporter);
        using var visitor = new Visitor(app);
        for (var i = 0; i < 5; i++)
        {
            (await visitor.SignIn(Mail, "wrong password " + i)).StatusCode.Should().Be(HttpStatusCode.OK);
        }

        var answer = await visitor.SignIn(Mail, Accounts.Password);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("Too many attempts");
        visitor.Cookies.Should().NotContain("hub.session");
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_are_answered_alike()
    {
        await using var app = await HubApp.Start();
        await app.AddAccount(Mail, Role.Reporter);
        using var visitor = new Visitor(app);
        (await Fault(await visitor.SignIn(Mail, "wrong"))).Should().Be(await Fault(await visitor.SignIn("nobody@corp.example", "wrong"))).And.NotBeEmpty();
    }

    [Fact]
    public async Task Disabling_ends_open_sessions_within_half_a_minute_and_refuses_the_next_sign_in()
    {
        var options = HubAppOptions.OnFakeClock;
        await using var app = await HubApp.Start(options);
        await app.AddAccount("admin@corp.example", Role.Administrator);
        var id = await app.AddAccount(Mail, Role.Reporter);
        using var visitor = new Visitor(app);
        await visitor.SignIn(Mail, Accounts.Password);
        (await visitor.Open("/account/profile")).StatusCode.Should().Be(HttpStatusCode.OK);

        (await app.Use<DisableAccount, Outcome<Guid>>(u => u.Run(Caller.Program, id))).IsRefused.Should().BeFalse();
        app.Clock.Advance(TimeSpan.FromSeconds(31));

        (await visitor.Open("/account/profile")).StatusCode.Should().Be(HttpStatusCode.Redirect);
        visitor.Cookies.Should().NotContain("hub.session");
        (await visitor.SignIn(Mail, Accounts.Password)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Changed_roles_reach_an_open_session_within_half_a_minute_without_signing_in_again()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        var id = await app.AddAccount(Mail, Role.Reporter);
        using var visitor = new Visitor(app);
        await visitor.SignIn(Mail, Accounts.Password);
        (await visitor.Open("/admin")).Headers.Location!.ToString().Should().Contain("/account/denied");

        await app.Use<ChangeRoles, Outcome<Guid>>(u => u.Run(Caller.Program, id, [Role.Administrator]));
        app.Clock.Advance(TimeSpan.FromSeconds(31));
        (await visitor.Open("/admin")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_without_use()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        await app.AddAccount(Mail, Role.Reporter);
        using var visitor = new Visitor(app);
        await visitor.SignIn(Mail, Accounts.Password);
        app.Clock.Advance(TimeSpan.FromHours(12.1));
        (await visitor.Open("/account/profile")).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task With_a_second_factor_the_password_alone_opens_nothing()
    {
        await using var app = await HubApp.Start();
        await app.AddAccount(Mail, Role.Reporter);
        var codes = await app.Use<UserManager<Hub.Web.Security.Account>, IEnumerable<string>?>(async users =>
        {
            var account = await users.FindByEmailAsync(Mail);
            await users.SetTwoFactorEnabledAsync(account!, true);
            return await users.GenerateNewTwoFactorRecoveryCodesAsync(account!, 1);
        });
        using var visitor = new Visitor(app);
        var first = await visitor.SignIn(Mail, Accounts.Password);
        first.Headers.Location!.ToString().Should().Contain("/account/two-factor");
        visitor.Cookies.Should().NotContain("hub.session");
        (await visitor.FillIn("/account/two-factor", ("Code", "123456"))).StatusCode.Should().Be(HttpStatusCode.OK);
        (await visitor.FillIn("/account/two-factor", ("Code", codes!.Single()))).StatusCode.Should().Be(HttpStatusCode.Redirect);
        visitor.Cookies.Should().Contain("hub.session");
    }

    [Fact]
    public async Task A_form_from_elsewhere_is_refused()
    {
        await using var app = await HubApp.Start();
        await app.AddAccount(Mail, Role.Reporter);
        using var visitor = new Visitor(app);
        (await visitor.Post("/account/sign-in", ("_handler", "sign-in"), ("Mail", Mail), ("Password", Accounts.Password))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        await visitor.SignIn(Mail, Accounts.Password);
        (await visitor.Post("/account/sign-out")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        visitor.Cookies.Should().Contain("hub.session");
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var app = await HubApp.Start();
        await app.AddAccount(Mail, Role.Reporter);
        using var visitor = new Visitor(app);
        await visitor.SignIn(Mail, Accounts.Password);
        var page = await (await visitor.Open("/account/password")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var left = await visitor.Post("/account/sign-out", ("__RequestVerificationToken", Visitor.HiddenIn(page, "__RequestVerificationToken")!));
        left.StatusCode.Should().Be(HttpStatusCode.Redirect);
        visitor.Cookies.Should().NotContain("hub.session");
    }

    private static async Task<string> Fault(HttpResponseMessage answer)
    {
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var at = page.IndexOf("class=\"fault\"", StringComparison.Ordinal);
        return at < 0 ? "" : page[at..page.IndexOf("</p>", at, StringComparison.Ordinal)];
    }
}
