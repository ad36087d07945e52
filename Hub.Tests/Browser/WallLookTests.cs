using Hub.Domain.People;
using Hub.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>The wall as it is seen from six metres: large enough, nothing cut off that must be read, nothing that scrolls, with any number of incidents.</summary>
[Collection(BrowserTests.Name)]
public sealed class WallLookTests(Chromium chromium)
{
    // a hundredth of the width at 16:9; what stands on the wall is at least one and a quarter of it
    private const string TooSmall = """
        () => {
          const portrait = innerHeight > innerWidth;
          const unit = portrait ? Math.min(innerWidth * 1.7778, innerHeight) / 100 : Math.min(innerWidth, innerHeight * 1.7778) / 100;
          const writes = e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.nodeValue.trim());
          return [...document.querySelectorAll('.wall *')]
            .filter(e => writes(e) && e.getBoundingClientRect().width > 0 && parseFloat(getComputedStyle(e).fontSize) < 1.24 * unit)
            .map(e => `${e.className}: ${e.textContent.trim().slice(0, 30)}`);
        }
        """;

    // parts that must hold all that they hold
    private const string CutOff = """
        () => [...document.querySelectorAll('.wall-head, .wall-next, .wall-card, .wall-rest, .wall-body, .wall-quiet, .wall-shift, .wall-approvals, .wall-systems')]
          .filter(e => e.scrollHeight > e.clientHeight + innerHeight / 400 || e.scrollWidth > e.clientWidth + innerWidth / 400)
          .concat([...document.querySelectorAll('.wall-pane')].filter(e => e.getBoundingClientRect().height > 0 && e.clientHeight < e.querySelector('h2').offsetHeight * 1.6))
          .concat([...document.querySelectorAll('.wall-big')].filter(e => e.scrollWidth > e.clientWidth + 2))
          .map(e => `${e.className}: ${e.scrollWidth}x${e.scrollHeight} in ${e.clientWidth}x${e.clientHeight}`)
        """;

    private const string HasAnEvent = """
        () => {
          const [pane, event] = ['.wall-events', '.wall-event'].map(s => document.querySelector(s)?.getBoundingClientRect());
          return !!event && event.height > 0 && event.right <= pane.right + 1 && event.bottom <= pane.bottom + 1;
        }
        """;

    private static readonly (string Title, string Grade, string Category)[] Incidents =
    [
        ("核心交换机与统一身份认证平台同时遭受勒索软件攻击，生产网与办公网之间的隔离措施已经启动，涉及三地机房", "I", "manmade"),
        ("Code Red II on web server WEB2", "II", "manmade"),
        ("Air conditioning of machine room 2 has failed", "III", "accident"),
        ("门户网站首页内容被篡改", "III", "manmade"),
        ("Flood warning for the northern machine room and the cable duct below it, pumps are running", "II", "natural"),
        ("备份任务连续三日失败", "IV", "accident"),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(30)]
    public async Task It_is_legible_at_every_size_in_both_languages(int incidents)
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        using var client = await app.Client((Right)int.MaxValue);
        for (var i = 0; i < incidents; i++)
        {
            var (title, grade, category) = Incidents[i % Incidents.Length];
            var number = await RunningHub.Post(client, "/incidents", new { title, grade, reason = "Seen in the log", category });
            if (i is 0 or 1)
            {
                await RunningHub.Post(client, $"/incidents/{number}/updates", new { text = "已切断受影响网段，备用链路承载业务；正在取证并评估数据完整性，预计一小时内给出初步结论。The service goes on at half its capacity." });
            }
        }

        await using var visit = await Visit.Begin(chromium, app, 1920, 1080);
        var wall = await visit.Tab();
        await wall.GotoAsync((await RunningHub.NewWall(app)).Path);
        foreach (var language in new[] { "en", "zh-Hans" })
        {
            await Visit.Open(wall, "/wall", language, incidents == 0 ? ".wall-watch" : ".wall-panes");
            foreach (var (width, height) in new[] { (1920, 1080), (3840, 2160), (1080, 1920) })
            {
                await wall.SetViewportSizeAsync(width, height);
                await wall.Locator(".wall-alarm").WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = 90_000 });
                (await wall.EvaluateAsync<string[]>(TooSmall)).Should().BeEmpty($"{width}x{height} {language}");
                (await wall.EvaluateAsync<string[]>(CutOff)).Should().BeEmpty($"{width}x{height} {language}");
                if (incidents > 0)
                {
                    (await wall.EvaluateAsync<bool>(HasAnEvent)).Should().BeTrue($"the last event stands on every wall: {width}x{height} {language}");
                }

                (await Visit.Overflow(wall)).Should().BeLessThanOrEqualTo(0);
                (await wall.EvaluateAsync<int>("document.documentElement.scrollHeight - innerHeight")).Should().BeLessThanOrEqualTo(0, "nothing scrolls");
                await Visit.Picture(wall, $"wall-{incidents}-{width}-{language}");
            }

            (await Visit.Axe(wall)).Should().BeEmpty();
        }

        visit.Faults.Should().BeEmpty();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(12, false)]
    [InlineData(1, true)]
    public async Task With_systems_and_approvals_nothing_is_cut_and_a_lost_line_shows(int incidents, bool masked)
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        using var client = await app.Client((Right)int.MaxValue);
        for (var i = 0; i < incidents; i++)
        {
            var (title, grade, category) = Incidents[i % Incidents.Length];
            var number = await RunningHub.Post(client, "/incidents", new { title, grade, reason = "Seen in the log", category });
            if (i == 0)
            {
                await Burden(client, number);
            }
        }

        await using var visit = await Visit.Begin(chromium, app, 1920, 1080);
        var wall = await visit.Tab();
        await wall.GotoAsync((await RunningHub.NewWall(app, masked)).Path);
        foreach (var language in new[] { "en", "zh-Hans" })
        {
            await Visit.Open(wall, "/wall", language, ".wall-systems");
            foreach (var (width, height) in new[] { (1920, 1080), (3840, 2160), (1080, 1920) })
            {
                await wall.SetViewportSizeAsync(width, height);
                await wall.Locator(".wall-alarm").WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = 90_000 });
                (await wall.EvaluateAsync<string[]>(TooSmall)).Should().BeEmpty($"{width}x{height} {language}");
                (await wall.EvaluateAsync<string[]>(CutOff)).Should().BeEmpty($"{width}x{height} {language}");
                await Visit.Picture(wall, $"wall-burdened-{incidents}-{(masked ? "masked-" : "")}{width}-{language}");
            }
        }

        // the line is lost: every size says so
        await wall.Context.SetOfflineAsync(true);
        await wall.EvaluateAsync("Blazor.disconnect?.()");
        await wall.Locator("#stale:not([hidden])").WaitForAsync();
        await Visit.Picture(wall, $"wall-stale-{incidents}{(masked ? "-masked" : "")}-zh-Hans");
    }

    /// <summary>Five systems in four states, a submitted situation report beside the duties, and an update that nobody answers for.</summary>
    private static async Task Burden(HttpClient client, string number)
    {
        foreach (var (name, state) in new[] { ("核心交换机", "affected"), ("统一身份认证平台", "affected"), ("Backup server BK3", "isolated"), ("Mail gateway", "clean"), ("Intranet portal", "backInService") })
        {
            await RunningHub.Post(client, $"/incidents/{number}/systems", new { name, state, reason = "Seen" });
        }

        await RunningHub.Post(client, $"/incidents/{number}/updates", new { text = "已切断受影响网段，备用链路承载业务；正在取证并评估数据完整性，预计一小时内给出初步结论。The service goes on at half its capacity." });
        await RunningHub.Post(client, $"/incidents/{number}/situation-reports", new { culture = "zh-Hans" });
        await RunningHub.Post(client, $"/incidents/{number}/situation-reports/1/submit", new { });
    }

    [Fact]
    public async Task A_masked_wall_holds_no_name_system_or_text_whatever_happens()
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        using var client = await app.Client((Right)int.MaxValue);
        await using var visit = await Visit.Begin(chromium, app, 1920, 1080);
        var wall = await visit.Tab();
        await wall.GotoAsync((await RunningHub.NewWall(app, masked: true)).Path);
        await wall.Locator(".wall-quiet").WaitForAsync();
        await NothingIsTold(app, wall);

        await RunningHub.Post(client, "/reports", new { title = "Zephyrtitle of a report", description = "Zephyrtext", reporter = new { name = "Zephyrname", contact = "zephyr@contact.example" }, place = "Zephyrplace", suspectedGrade = "II" });
        await wall.Locator(".wall-report").WaitForAsync();
        await NothingIsTold(app, wall);
        var number = await RunningHub.Post(client, "/incidents", new { title = "Zephyrtitle", grade = "I", reason = "Zephyrreason", category = "manmade", place = "Zephyrplace" });
        await wall.Locator(".wall-alarm").WaitForAsync();
        await NothingIsTold(app, wall);
        await RunningHub.Post(client, $"/incidents/{number}/updates", new { text = "Zephyrtext" });
        await RunningHub.Post(client, "/incidents", new { title = "Zephyrtitle again", grade = "III", reason = "Zephyrreason", category = "accident" });
        await wall.Locator(".wall-card").WaitForAsync();
        await wall.Locator(".wall-approval").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await NothingIsTold(app, wall);
        await Visit.Picture(wall, "wall-masked-several-en");
    }

    private static async Task NothingIsTold(HubApp app, IPage wall)
    {
        var html = await wall.ContentAsync();
        html.Should().NotContainEquivalentOf("zephyr");
        await using var db = app.Db();
        var people = await db.Persons.Select(p => p.Name).ToListAsync();
        var bodies = await db.ExternalBodies.Select(b => new { b.NameEn, b.NameZh }).ToListAsync();
        foreach (var name in people.Concat(bodies.SelectMany(b => new[] { b.NameEn, b.NameZh })))
        {
            html.Should().NotContain(System.Net.WebUtility.HtmlEncode(name));
        }
    }
}
