using System.Net;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Directory.Sample;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Api;

/// <summary>The page behind a notice's link.</summary>
public sealed class PhonePageTests
{
    private const string Evil = "<script>alert(1)</script>&\"<img src=x>";

    [Fact]
    public async Task Looking_changes_nothing_and_only_the_button_acknowledges()
    {
        await using var app = await WithIncident();
        var notice = await NoticeOf(app, "legal-counsel", NoticeState.Open);
        using var phone = app.Anonymous();
        for (var i = 0; i < 3; i++)
        {
            var shown = await phone.GetAsync($"/n/{notice.Token}");
            shown.StatusCode.Should().Be(HttpStatusCode.OK);
            (await shown.Content.ReadAsStringAsync()).Should().Contain("method=\"post\"").And.Contain("You acknowledge as");
        }

        var head = await phone.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/n/{notice.Token}"));
        head.StatusCode.Should().Be(HttpStatusCode.OK);
        (await NoticeOf(app, "legal-counsel", NoticeState.Open)).State.Should().Be(NoticeState.Open);

        var done = await phone.PostAsync($"/n/{notice.Token}", null);
        done.StatusCode.Should().Be(HttpStatusCode.OK);
        var page = WebUtility.HtmlDecode(await done.Content.ReadAsStringAsync());
        page.Should().Contain("Legal Counsel · 法律顾问 acknowledged this notice: 2026-11-23 09:00").And.NotContain("<form");
        app.Clock.Advance(TimeSpan.FromSeconds(40));
        WebUtility.HtmlDecode(await (await phone.PostAsync($"/n/{notice.Token}", null)).Content.ReadAsStringAsync()).Should().Be(page, "a second tap gives the first answer");
        await using var db = app.Db();
        (await db.Acknowledgements.SingleAsync()).Means.Should().Be(AcknowledgementMeans.Link);
    }

    [Fact]
    public async Task Whoever_cannot_take_it_says_so_and_may_acknowledge_after_all()
    {
        await using var app = await WithIncident();
        var notice = await NoticeOf(app, "legal-counsel", NoticeState.Open);
        using var phone = app.Anonymous();
        var shown = WebUtility.HtmlDecode(await phone.GetStringAsync($"/n/{notice.Token}"));
        shown.Should().Contain("I cannot take it").And.Contain("The next are told at once: Deputy, Legal counsel").And.Contain("Let it climb now");
        var declined = WebUtility.HtmlDecode(await Post(phone, notice, ("act", "decline"), ("reason", "In court <b>")));
        declined.Should().Contain("You said that you cannot take it").And.Contain("Acknowledge after all");
        (await NoticeOf(app, "legal-counsel", NoticeState.Declined)).Id.Should().Be(notice.Id);
        WebUtility.HtmlDecode(await phone.GetStringAsync($"/n/{notice.Token}")).Should().Contain("You said that you cannot take it");
        WebUtility.HtmlDecode(await Post(phone, notice)).Should().Contain("acknowledged this notice");
        await using var db = app.Db();
        var said = await db.Timeline.AsNoTracking().SingleAsync(e => e.Kind == Domain.Incidents.FactKind.CannotTake);
        said.ReadData().Should().Contain(("reason", "In court <b>")).And.Contain(("means", "Link"));
    }

    [Fact]
    public async Task A_ladder_climbs_from_the_phone_once_however_often_it_is_pressed()
    {
        await using var app = await WithIncident();
        var notice = await NoticeOf(app, "technical-director", NoticeState.Open);
        using var phone = app.Anonymous();
        (await Post(phone, notice, ("act", "nonsense"))).Should().Contain("<form");
        (await NoticeOf(app, "technical-director", NoticeState.Open)).Id.Should().Be(notice.Id, "what no form of the page asks for changes nothing");
        WebUtility.HtmlDecode(await Post(phone, notice, ("act", "climb"))).Should().Contain("现已升级至第 2 级");
        WebUtility.HtmlDecode(await Post(phone, notice, ("act", "climb"))).Should().Contain("现已升级至第 2 级");
        (await Post(phone, notice, ("act", new string('x', 20_000)))).Should().Contain("<form");
        await using var db = app.Db();
        (await db.Timeline.CountAsync(e => e.Kind == Domain.Incidents.FactKind.ClimbedByHand)).Should().Be(1);
        (await db.Acknowledgements.CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task It_says_who_acknowledged_before()
    {
        await using var app = await WithIncident();
        using var phone = app.Anonymous();
        await Post(phone, await NoticeOf(app, "technical-director", NoticeState.Open));
        var page = WebUtility.HtmlDecode(await phone.GetStringAsync($"/n/{(await NoticeOf(app, "legal-counsel", NoticeState.Open)).Token}"));
        page.Should().MatchRegex("Technical Director[^<]* acknowledged this notice: 2026-11-23 09:00");
    }

    [Fact]
    public async Task It_is_small_has_no_script_no_cookie_and_tells_nobody_where_it_is()
    {
        await using var app = await WithIncident();
        var notice = await NoticeOf(app, "legal-counsel", NoticeState.Open);
        using var phone = app.Anonymous();
        var response = await phone.GetAsync($"/n/{notice.Token}");
        var page = await response.Content.ReadAsStringAsync();
        page.Length.Should().BeLessThan(30 * 1024);
        page.Should().NotContain("<script").And.NotContain("<img").And.NotContain("blazor").And.NotContain("http://");
        response.Headers.Contains("Set-Cookie").Should().BeFalse();
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        response.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        response.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'; style-src 'sha256-").And.NotContain("script");
        WebUtility.HtmlDecode(page).Should().Contain("2026-11-23 09:").And.Contain("Asia/Shanghai").And.Contain("Ⅱ").And.Contain("orange").And.Contain("INC-2026-0001").And.Contain("CSIRT Leader");
    }

    [Fact]
    public async Task Markup_that_somebody_wrote_into_a_report_is_only_text()
    {
        await using var app = await WithIncident(Evil);
        var notice = await NoticeOf(app, "legal-counsel", NoticeState.Open);
        using var phone = app.Anonymous();
        var page = await phone.GetStringAsync($"/n/{notice.Token}");
        page.Should().NotContain("<script").And.NotContain("<img").And.Contain("&lt;script&gt;");
        WebUtility.HtmlDecode(page).Should().Contain(Evil);
    }

    [Fact]
    public async Task It_speaks_the_recipients_language_whatever_the_phone_asks_for()
    {
        await using var app = await WithIncident();
        var notice = await NoticeOf(app, "technical-director", NoticeState.Open);
        using var phone = app.Anonymous();
        phone.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var page = WebUtility.HtmlDecode(await phone.GetStringAsync($"/n/{notice.Token}"));
        page.Should().Contain("lang=\"zh-Hans\"").And.Contain("确认收到").And.Contain("确认时限").And.Contain("橙色").And.NotContain("Acknowledge");
    }

    [Fact]
    public async Task An_unknown_link_is_404_and_one_that_is_over_410_each_with_what_to_do()
    {
        await using var app = await WithIncident();
        var token = (await NoticeOf(app, "legal-counsel", NoticeState.Open)).Token;
        using var phone = app.Anonymous();
        foreach (var wrong in new[] { "AAAAAAAAAAAAAAAA", "x", token.ToLowerInvariant() + "x", new string('a', 500) })
        {
            var unknown = await phone.GetAsync($"/n/{wrong}");
            unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
            (await unknown.Content.ReadAsStringAsync()).Should().Contain("This link is not known").And.Contain("person on call");
            (await phone.PostAsync($"/n/{wrong}", null)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        }

        using var api = await app.Client(Right.Command | Right.Read);
        await api.Post("/api/v1/incidents/INC-2026-0001/grade", new { grade = "I", reason = "Worse" }).Answers(HttpStatusCode.OK);
        foreach (var call in new[] { phone.GetAsync($"/n/{token}"), phone.PostAsync($"/n/{token}", null) })
        {
            var over = await call;
            over.StatusCode.Should().Be(HttpStatusCode.Gone);
            (await over.Content.ReadAsStringAsync()).Should().Contain("A newer one was sent to you").And.NotContain("<form");
        }

        var newer = await NoticeOf(app, "legal-counsel", NoticeState.Open);
        await api.Post("/api/v1/incidents/INC-2026-0001/close", new { reason = "Over" }).Answers(HttpStatusCode.OK);
        var withdrawn = await phone.PostAsync($"/n/{newer.Token}", null);
        withdrawn.StatusCode.Should().Be(HttpStatusCode.Gone);
        (await withdrawn.Content.ReadAsStringAsync()).Should().Contain("was withdrawn");
        var closing = await NoticeOf(app, "legal-counsel", NoticeState.ForInformation);
        var informed = await phone.PostAsync($"/n/{closing.Token}", null);
        informed.StatusCode.Should().Be(HttpStatusCode.OK);
        (await informed.Content.ReadAsStringAsync()).Should().NotContain("<form");
        await using var db = app.Db();
        (await db.Acknowledgements.CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Many_unknown_links_from_one_address_have_to_wait_a_minute_and_a_known_one_opens_meanwhile()
    {
        await using var app = await WithIncident();
        var token = (await NoticeOf(app, "legal-counsel", NoticeState.Open)).Token;
        using var phone = app.Anonymous();
        for (var i = 0; i < 60; i++)
        {
            (await phone.GetAsync($"/n/{i:x16}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        }

        (await phone.GetAsync($"/n/{0:x16}")).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await phone.PostAsync($"/n/{0:x16}", null)).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await phone.GetAsync($"/n/{token}")).StatusCode.Should().Be(HttpStatusCode.OK, "many stand behind one address, and one of them must answer now");
        (await phone.PostAsync($"/n/{token}", null)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await NoticeOf(app, "legal-counsel", NoticeState.Acknowledged)).Token.Should().Be(token);
        app.Clock.Advance(TimeSpan.FromSeconds(60));
        (await phone.GetAsync($"/n/{0:x16}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_token_stands_in_no_log_line_even_when_the_store_fails()
    {
        await using var app = await WithIncident();
        var token = (await NoticeOf(app, "legal-counsel", NoticeState.Open)).Token;
        using var phone = app.Anonymous();
        await phone.GetAsync($"/n/{token}");
        await phone.GetAsync($"/n/{token}?x=1");
        await using (var db = app.Db())
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE Notices RENAME TO Notices_;");
        }

        (await phone.GetAsync($"/n/{token}")).StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await phone.PostAsync($"/n/{token}", null)).StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        app.Log.AtLeast(Microsoft.Extensions.Logging.LogLevel.Error).Should().NotBeEmpty();
        app.Log.Text.Should().NotContain(token);
    }

    private static async Task<string> Post(HttpClient phone, Notice notice, params (string Name, string Value)[] form)
    {
        using var body = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await (await phone.PostAsync($"/n/{notice.Token}", body)).Content.ReadAsStringAsync();
    }

    private static async Task<HubApp> WithIncident(string title = "Code Red II")
    {
        var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Right.Report | Right.Triage);
        await api.Post("/api/v1/incidents", new { title, description = title, place = title, grade = "II", reason = title }).Answers(HttpStatusCode.Created);
        return app;
    }

    private static async Task<Notice> NoticeOf(HubApp app, string person, NoticeState state)
    {
        await using var db = app.Db();
        var id = SampleOrganisation.PersonId(person);
        return await db.Notices.AsNoTracking().Where(n => n.PersonId == id && n.State == state && n.Event != NoticeEvent.DutyToRelease).OrderByDescending(n => n.CreatedAt).ThenByDescending(n => n.Issue).FirstAsync();
    }
}
