using System.Net;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Api;

/// <summary>The page behind the link of several notices that came as one message.</summary>
public sealed class BundlePageTests
{
    [Fact]
    public async Task It_lists_them_changes_nothing_by_being_looked_at_and_acknowledges_all_with_one_button()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        var (bundle, notices) = await Bundled(app, Grade.IV);
        using var phone = app.Anonymous();
        for (var i = 0; i < 2; i++)
        {
            var shown = await phone.GetAsync($"/n/{bundle.Token}");
            shown.StatusCode.Should().Be(HttpStatusCode.OK);
            shown.Headers.CacheControl!.NoStore.Should().BeTrue();
            shown.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
            shown.Headers.Contains("Set-Cookie").Should().BeFalse();
            var raw = await shown.Content.ReadAsStringAsync();
            raw.Should().NotContain("<script");
            var page = WebUtility.HtmlDecode(raw);
            page.Should().Contain("method=\"post\"").And.Contain("INC-2026-0001").And.Contain("INC-2026-0002");
            page.Should().ContainAll(notices.Select(n => $"href=\"/n/{n.Token}\""));
        }

        await using (var db = app.Db())
        {
            (await db.Acknowledgements.CountAsync()).Should().Be(0);
        }

        var done = await phone.PostAsync($"/n/{bundle.Token}", null);
        WebUtility.HtmlDecode(await done.Content.ReadAsStringAsync()).Should().NotContain("<form");
        (await phone.PostAsync($"/n/{bundle.Token}", null)).StatusCode.Should().Be(HttpStatusCode.OK, "a second tap finds nothing left to do");
        await using var after = app.Db();
        var ids = notices.ConvertAll(n => n.Id);
        (await after.Notices.Where(n => ids.Contains(n.Id)).Select(n => n.State).ToListAsync()).Should().OnlyContain(s => s == NoticeState.Acknowledged);
        (await after.Acknowledgements.CountAsync()).Should().Be(notices.Count);
    }

    [Fact]
    public async Task Once_all_of_them_are_withdrawn_the_link_is_gone()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        var (bundle, notices) = await Bundled(app, Grade.IV);
        await using (var db = app.Db())
        {
            var ids = notices.ConvertAll(n => n.Id);
            foreach (var notice in await db.Notices.Where(n => ids.Contains(n.Id)).ToListAsync())
            {
                notice.Withdraw(app.Clock.GetUtcNow());
            }

            await db.SaveChangesAsync();
        }

        using var phone = app.Anonymous();
        (await phone.GetAsync($"/n/{bundle.Token}")).StatusCode.Should().Be(HttpStatusCode.Gone);
        (await phone.PostAsync($"/n/{bundle.Token}", null)).StatusCode.Should().Be(HttpStatusCode.Gone);
        (await phone.GetAsync("/n/AAAAAAAAAAAAAAAA")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Many_unknown_links_from_its_address_do_not_keep_it_shut()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        var (bundle, notices) = await Bundled(app, Grade.IV);
        using var phone = app.Anonymous();
        for (var i = 0; i <= 60; i++)
        {
            await phone.GetAsync($"/n/{i:x16}");
        }

        (await phone.GetAsync($"/n/{0:x16}")).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await phone.GetAsync($"/n/{bundle.Token}")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await phone.PostAsync($"/n/{bundle.Token}", null)).StatusCode.Should().Be(HttpStatusCode.OK);
        await using var db = app.Db();
        (await db.Acknowledgements.CountAsync()).Should().Be(notices.Count);
    }

    /// <summary>Two incidents, and what one person is asked to acknowledge of both, in one message.</summary>
    private static async Task<(Bundle Bundle, List<Notice> Notices)> Bundled(HubApp app, Grade grade)
    {
        using var api = await app.Client(Right.Read | Right.Report | Right.Triage);
        foreach (var title in new[] { "Worm <script>alert(1)</script>", "Leak" })
        {
            await api.Post("/api/v1/incidents", new { title, grade = grade.ToString(), reason = "seen", source = title }).Answers(HttpStatusCode.Created);
        }

        await using var db = app.Db();
        var person = await db.Notices.Where(n => n.State == NoticeState.Open).GroupBy(n => n.PersonId).Where(g => g.Count() >= 2).Select(g => g.Key).FirstAsync();
        var notices = await db.Notices.Where(n => n.PersonId == person && n.State == NoticeState.Open).OrderBy(n => n.CreatedAt).ToListAsync();
        var bundle = Bundle.To(person, Channel.Mail, "somebody@contoso.example", app.Clock.GetUtcNow());
        db.Add(bundle);
        await db.SaveChangesAsync();
        foreach (var notice in notices)
        {
            var id = await db.Deliveries.Where(d => d.NoticeId == notice.Id).Select(d => d.Id).FirstAsync();
            await db.Deliveries.Where(d => d.Id == id).ExecuteUpdateAsync(set => set.SetProperty(d => d.BundleId, bundle.Id));
        }

        return (bundle, notices);
    }
}
