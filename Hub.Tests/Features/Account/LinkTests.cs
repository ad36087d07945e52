using System.Net;
using System.Text.RegularExpressions;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Admin;
using Hub.Web.Security;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Hub.Tests.Features.Account;

public sealed class LinkTests
{
    private const string Mail = "anna@corp.example";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_set_up_link_works_once()
    {
        await using var app = await HubApp.Start();
        var (_, link) = await app.Invite(Mail, Role.Reporter);
        using var visitor = new Visitor(app);
        (await visitor.FillIn(link, ("Password", Accounts.Password))).StatusCode.Should().Be(HttpStatusCode.Redirect);
        visitor.Cookies.Should().Contain("hub.session");

        using var other = new Visitor(app);
        (await Text(other, link)).Should().Contain("used already");
        (await other.SignIn(Mail, Accounts.Password)).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_link_that_was_mailed_verifies_the_mailbox_and_one_that_was_shown_does_not()
    {
        await using var app = await HubApp.Start();
        var (id, shown) = await app.Invite(Mail, Role.Reporter);
        var (other, _) = await app.Invite("bert@corp.example", Role.Reporter);
        using var visitor = new Visitor(app);
        (await visitor.FillIn(shown, ("Password", Accounts.Password))).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await VerifiedAt(app, Mail)).Should().BeNull();
        (await app.Use<MailSetUpLink, Outcome<Guid>>(u => u.Run(Caller.Program, id))).Refusal!.Code.Should().Be("AccountSetUpAlready");

        (await app.Use<MailSetUpLink, Outcome<Guid>>(u => u.Run(Caller.Program, other))).IsRefused.Should().BeFalse();
        var mail = await MimeMessage.LoadAsync(System.IO.Directory.GetFiles(Path.Combine(app.Folder, "mail"), "*.eml").Single(), Cancellation);
        mail.To.Mailboxes.Single().Address.Should().Be("bert@corp.example");
        var mailed = Regex.Match(mail.TextBody!, @"/account/set-up\?token=\S+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        using var bert = new Visitor(app);
        (await bert.FillIn(mailed, ("Password", Accounts.Password))).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await VerifiedAt(app, "bert@corp.example")).Should().NotBeNull();
    }

    [Fact]
    public async Task Looking_at_a_link_uses_nothing_up()
    {
        await using var app = await HubApp.Start();
        var (_, link) = await app.Invite(Mail, Role.Reporter);
        using var visitor = new Visitor(app);
        await visitor.Open(link);
        (await Text(visitor, link)).Should().Contain(Mail);
    }

    [Fact]
    public async Task A_set_up_link_is_over_after_seven_days()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        var (_, link) = await app.Invite(Mail, Role.Reporter);
        using var visitor = new Visitor(app);
        app.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        (await Text(visitor, link)).Should().Contain("time of this link is over");
    }

    [Fact]
    public async Task A_new_link_makes_the_earlier_void()
    {
        await using var app = await HubApp.Start();
        var (id, link) = await app.Invite(Mail, Role.Reporter);
        (await app.Use<RenewSetUpLink, Outcome<Invited>>(u => u.Run(Caller.Program, id))).IsRefused.Should().BeFalse();
        using var visitor = new Visitor(app);
        (await Text(visitor, link)).Should().Contain("used already");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("CfDJ8BPjKHSYYGNAvkCS06M4FYQMvRJm21EagkpJYWpwmacuSapzEEZZ0uGWZu9VD1ng")]
    public async Task A_forged_link_is_not_valid(string token)
    {
        await using var app = await HubApp.Start();
        using var visitor = new Visitor(app);
        (await Text(visitor, "/account/set-up?token=" + token)).Should().Contain("not valid");
    }

    [Fact]
    public async Task A_set_up_link_resets_nothing_and_a_damaged_one_is_not_valid()
    {
        await using var app = await HubApp.Start();
        var (_, link) = await app.Invite(Mail, Role.Reporter);
        using var visitor = new Visitor(app);
        (await Text(visitor, link.Replace("set-up", "reset", StringComparison.Ordinal))).Should().Contain("not valid");
        (await Text(visitor, link[..^4] + "AAAA")).Should().Contain("not valid");
    }

    [Theory]
    [InlineData("short", "At least 12")]
    [InlineData("aaaaaaaaaaaaaaaa", "too easy")]
    [InlineData("my anna@corp.example", "too easy")]
    public async Task A_weak_password_is_refused_and_the_link_stays_good(string password, string says)
    {
        await using var app = await HubApp.Start();
        var (_, link) = await app.Invite(Mail, Role.Reporter);
        using var visitor = new Visitor(app);
        var answer = await visitor.FillIn(link, ("Password", password));
        (await answer.Content.ReadAsStringAsync(Cancellation)).Should().Contain(says);
        (await visitor.FillIn(link, ("Password", Accounts.Password))).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_mail_and_ends_the_other_sessions()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        await app.AddAccount(Mail, Role.Reporter);
        using var elsewhere = new Visitor(app);
        await elsewhere.SignIn(Mail, Accounts.Password);

        using var visitor = new Visitor(app);
        var known = await (await visitor.FillIn("/account/forgot", ("Mail", Mail))).Content.ReadAsStringAsync(Cancellation);
        var unknown = await (await visitor.FillIn("/account/forgot", ("Mail", "nobody@corp.example"))).Content.ReadAsStringAsync(Cancellation);
        known.Should().Contain("on its way");
        unknown.Should().Contain("on its way");

        var file = System.IO.Directory.GetFiles(Path.Combine(app.Folder, "mail"), "*.eml").Should().ContainSingle().Subject;
        var mail = await MimeMessage.LoadAsync(file, Cancellation);
        mail.To.ToString().Should().Contain(Mail);
        var link = new Uri(Regex.Match(mail.TextBody!, @"http\S+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value).PathAndQuery;
        (await visitor.FillIn(link, ("Password", "another good password"))).StatusCode.Should().Be(HttpStatusCode.Redirect);

        app.Clock.Advance(TimeSpan.FromSeconds(31));
        (await elsewhere.Open("/account/profile")).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await elsewhere.SignIn(Mail, Accounts.Password)).StatusCode.Should().Be(HttpStatusCode.OK);
        app.Log.Text.Should().NotContain(link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..]);
    }

    [Fact]
    public async Task The_first_administrator_is_added_once()
    {
        await using var app = await HubApp.Start(new HubAppOptions { WithSampleData = false });
        var printed = new StringWriter();
        await app.Use<FirstAdministratorLink, bool>(async l =>
        {
            await l.Print(printed, Cancellation);
            return true;
        });
        var link = new Uri(Regex.Match(printed.ToString(), @"http\S+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value).PathAndQuery;

        using var visitor = new Visitor(app);
        (await visitor.FillIn(link, ("Name", "First"), ("Mail", "first@corp.example"), ("Password", Accounts.Password))).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await visitor.Open("/admin")).StatusCode.Should().Be(HttpStatusCode.OK);

        using var second = new Visitor(app);
        (await Text(second, link)).Should().Contain("used already");
        var again = new StringWriter();
        await app.Use<FirstAdministratorLink, bool>(async l =>
        {
            await l.Print(again, Cancellation);
            return true;
        });
        again.ToString().Should().BeEmpty();
    }

    private static async Task<string> Text(Visitor visitor, string path) =>
        WebUtility.HtmlDecode(await (await visitor.Open(path)).Content.ReadAsStringAsync(Cancellation));

    private static async Task<DateTimeOffset?> VerifiedAt(HubApp app, string address)
    {
        await using var db = app.Db();
        return (await db.Set<ContactPoint>().SingleAsync(c => c.Address == address, Cancellation)).VerifiedAt;
    }
}
