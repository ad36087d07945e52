using System.Net;
using Hub.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Account;

public sealed class SampleSignInTests
{
    private static HubAppOptions OwnMachine => new() { Environment = "Development", Services = services => services.AddSingleton<IStartupFilter>(new From("127.0.0.1", null)) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_newcomer_on_his_own_machine_enters_with_one_click()
    {
        await using var app = await HubApp.Start(OwnMachine);
        using var visitor = new Visitor(app);
        var page = await (await visitor.Open("/account/sign-in")).Content.ReadAsStringAsync(Cancellation);
        page.Should().Contain("Samantha Smith");
        var answer = await Click(visitor, page, Visitor.HiddenIn(page, "account")!);
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await visitor.Open("/account/profile")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_click_needs_the_page_s_own_form()
    {
        await using var app = await HubApp.Start(OwnMachine);
        using var visitor = new Visitor(app);
        (await visitor.Post("/account/sign-in/sample", ("account", await SomeAccount(app)))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("Production", "127.0.0.1", true, null)]
    [InlineData("Development", "203.0.113.9", true, null)]
    [InlineData("Development", null, true, null)]
    [InlineData("Development", "127.0.0.1", false, null)]
    [InlineData("Development", "127.0.0.1", true, "X-Forwarded-For")]
    [InlineData("Development", "127.0.0.1", true, "Host")]
    public async Task One_click_is_refused_everywhere_else(string environment, string? from, bool withSampleData, string? header)
    {
        await using var app = await HubApp.Start(new HubAppOptions
        {
            Environment = environment,
            WithSampleData = withSampleData,
            Services = services => services.AddSingleton<IStartupFilter>(new From(from, header)),
        });
        var account = withSampleData ? await SomeAccount(app) : Guid.NewGuid().ToString();
        using var visitor = new Visitor(app);
        var page = await (await visitor.Open("/account/sign-in")).Content.ReadAsStringAsync(Cancellation);
        page.Should().Contain("name=\"Password\"").And.NotContain("sign-in/sample");
        (await Click(visitor, page, account)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        visitor.Cookies.Should().NotContain("hub.session");
    }

    [Fact]
    public async Task One_click_opens_no_account_that_has_a_password()
    {
        await using var app = await HubApp.Start(OwnMachine);
        var id = await app.AddAccount("real@corp.example", Hub.Domain.People.Role.Administrator);
        using var visitor = new Visitor(app);
        var page = await (await visitor.Open("/account/sign-in")).Content.ReadAsStringAsync(Cancellation);
        (await Click(visitor, page, id.ToString())).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static Task<HttpResponseMessage> Click(Visitor visitor, string page, string account) =>
        visitor.Post("/account/sign-in/sample", ("account", account), ("returnUrl", "/"), ("__RequestVerificationToken", Visitor.HiddenIn(page, "__RequestVerificationToken")!));

    private static async Task<string> SomeAccount(HubApp app)
    {
        await using var db = app.Db();
        return (await db.Users.FirstAsync(Cancellation)).Id.ToString();
    }

    /// <summary>Where requests seem to come from.</summary>
    private sealed class From(string? address, string? header) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
                if (header is not null)
                {
                    context.Request.Headers[header] = header == "Host" ? "hub.corp.example" : "203.0.113.9";
                }

                return following(context);
            });
            next(app);
        };
    }
}
