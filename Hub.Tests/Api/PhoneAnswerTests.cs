using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Directory.Sample;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Api;

/// <summary>What the phone page offers beside its large button, without script: call the leader, hand it over; and what it says afterwards.</summary>
public sealed partial class PhoneAnswerTests
{
    private const int MostBytes = 30 * 1024;

    [Theory]
    [InlineData("legal-counsel")]
    [InlineData("technical-director")]
    public async Task The_whole_page_is_one_answer_of_less_than_thirty_kilobytes(string person)
    {
        await using var app = await WithIncident(string.Concat(Enumerable.Repeat("财务部服务器感染勒索病毒。", 200)));
        using var phone = app.Anonymous();
        var answer = await phone.GetAsync($"/n/{(await NoticeOf(app, person)).Token}");
        var head = Encoding.ASCII.GetByteCount(string.Concat(answer.Headers.Concat(answer.Content.Headers).SelectMany(h => h.Value.Select(v => $"{h.Key}: {v}\r\n"))));
        var body = await answer.Content.ReadAsByteArrayAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{person}: {body.Length} bytes and {head} of headers");
        (body.Length + head).Should().BeLessThan(MostBytes);
        Loads().Matches(Encoding.UTF8.GetString(body)).Select(m => m.Value).Should().BeEmpty("nothing else is asked for: all of it is in these bytes");
    }

    [Fact]
    public async Task The_leader_is_called_with_one_touch_and_nobody_is_told_to_call_themselves()
    {
        await using var app = await WithIncident();
        using var phone = app.Anonymous();
        var page = WebUtility.HtmlDecode(await phone.GetStringAsync($"/n/{(await NoticeOf(app, "legal-counsel")).Token}"));
        page.Should().Contain("href=\"tel:+861000000014\"").And.Contain("Call the leader: CSIRT Leader");
        page.IndexOf("<button", StringComparison.Ordinal).Should().BeLessThan(page.IndexOf("tel:", StringComparison.Ordinal), "the large button comes first");
        (await phone.GetStringAsync($"/n/{(await NoticeOf(app, "csirt-leader")).Token}")).Should().NotContain("tel:");
    }

    [Fact]
    public async Task It_is_handed_over_without_script_and_the_page_says_what_happens_next()
    {
        await using var app = await WithIncident();
        var notice = await NoticeOf(app, "legal-counsel");
        using var phone = app.Anonymous();
        var page = WebUtility.HtmlDecode(await phone.GetStringAsync($"/n/{notice.Token}"));
        var deputy = SampleOrganisation.PersonId("deputy-legal-counsel");
        page.Should().Contain($"<option value=\"{deputy}\">").And.NotContain(SampleOrganisation.PersonId("network-engineer").ToString(), "only people of its own ladder are named");

        var after = WebUtility.HtmlDecode(await Post(phone, notice, ("act", "hand-over"), ("person", deputy.ToString())));

        after.Should().Contain("You handed it over to Deputy Legal Counsel").And.Contain("What happens next").And.Contain("has the full time to acknowledge");
        await using var db = app.Db();
        (await db.Notices.SingleAsync(n => n.PersonId == deputy && n.Event == NoticeEvent.Activated)).State.Should().Be(NoticeState.Open);
        (await db.Timeline.AsNoTracking().SingleAsync(e => e.Kind == FactKind.HandedOver)).ActorKind.Should().Be(CallerKind.Link);
        WebUtility.HtmlDecode(await Post(phone, notice, ("act", "hand-over"), ("person", deputy.ToString()))).Should().Contain("You handed it over");
        (await db.Timeline.CountAsync(e => e.Kind == FactKind.HandedOver)).Should().Be(1, "a second touch changes nothing");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not-a-guid")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("Legal Counsel")]
    public async Task Handing_over_to_nobody_changes_nothing(string person)
    {
        await using var app = await WithIncident();
        var notice = await NoticeOf(app, "legal-counsel");
        using var phone = app.Anonymous();
        (await Post(phone, notice, ("act", "hand-over"), ("person", person))).Should().Contain("<form");
        await using var db = app.Db();
        (await db.Notices.SingleAsync(n => n.Id == notice.Id)).State.Should().Be(NoticeState.Open);
        (await db.Timeline.CountAsync(e => e.Kind == FactKind.HandedOver)).Should().Be(0);
    }

    [Fact]
    public async Task After_acknowledging_it_says_what_happens_next_in_the_persons_language()
    {
        await using var app = await WithIncident();
        using var phone = app.Anonymous();
        WebUtility.HtmlDecode(await Post(phone, await NoticeOf(app, "legal-counsel"))).Should().Contain("What happens next").And.Contain("You are told when the grade changes");
        WebUtility.HtmlDecode(await Post(phone, await NoticeOf(app, "technical-director"))).Should().Contain("接下来").And.NotContain("What happens next");
    }

    private static async Task<string> Post(HttpClient phone, Notice notice, params (string Name, string Value)[] form)
    {
        using var body = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await (await phone.PostAsync($"/n/{notice.Token}", body)).Content.ReadAsStringAsync();
    }

    private static async Task<HubApp> WithIncident(string description = "A worm")
    {
        var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Right.Report | Right.Triage);
        await api.Post("/api/v1/incidents", new { title = "Code Red II", description, grade = "II", reason = "seen" }).Answers(HttpStatusCode.Created);
        return app;
    }

    private static async Task<Notice> NoticeOf(HubApp app, string person)
    {
        await using var db = app.Db();
        var id = SampleOrganisation.PersonId(person);
        return await db.Notices.AsNoTracking().Where(n => n.PersonId == id && n.Event == NoticeEvent.Activated).FirstAsync();
    }

    /// <summary>Whatever a browser would fetch by itself.</summary>
    [GeneratedRegex("(src|srcset)=|<link|url\\(|@import|href=\"(?!tel:)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loads();
}
