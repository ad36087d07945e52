using System.Diagnostics;
using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Directory.Sample;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>The Code Red II case as its people see it: a desk, a phone, a wall, and the detector that reports by the API.</summary>
[Collection(BrowserTests.Name)]
public sealed class CodeRedTests(Chromium chromium)
{
    [Fact]
    public async Task Code_Red_II_from_the_detectors_report_to_the_closed_incident()
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        using var detector = await app.Client(Right.Report, "Intrusion detector");
        await using var office = await Visit.Begin(chromium, app);
        await using var warRoom = await Visit.Begin(chromium, app, 1920, 1080);
        await using var pocket = await Visit.Begin(chromium, app, 390, 844);
        var wall = await warRoom.Tab();
        await wall.GotoAsync((await RunningHub.NewWall(app)).Path);
        await wall.Locator(".wall-quiet").WaitForAsync();
        var desk = await office.SignIn("Samantha Smith");
        await Visit.Open(desk, "/", "en", ".desk");

        // the detector reports; desk and wall show it, nobody reloads anything
        await RunningHub.Post(detector, "/reports", new { title = "Code Red II suspected on web server WEB2", category = "manmade", suspectedGrade = "II", source = "intrusion-detector", externalId = "42" });
        await wall.Locator(".wall-report", new() { HasText = "WEB2" }).WaitForAsync();

        // Samantha confirms that it is no false alarm, and grades it
        await desk.Locator(".task", new() { HasText = "WEB2" }).Locator("button", new() { HasText = "Triage" }).ClickAsync();
        var dialog = desk.GetByRole(AriaRole.Dialog);
        await dialog.Locator("input[type=radio][value=II]").CheckAsync();
        await dialog.GetByRole(AriaRole.Textbox).Last.FillAsync("Signature in the log and root.exe on the disk");
        await desk.Locator("#triage-decide").ClickAsync();
        await wall.Locator(".wall-alarm-title", new() { HasText = "WEB2" }).WaitForAsync();
        await Visit.Picture(wall, "wall-alarm-en");
        var number = await Only(app);

        // Taylor is appointed
        await Visit.Open(desk, $"/incidents/{number}", "en", ".inc-commands");
        await desk.Locator("[data-do=leader]").ClickAsync();
        await dialog.GetByRole(AriaRole.Combobox).Or(dialog.GetByRole(AriaRole.Textbox)).First.FillAsync("Taylor");
        await desk.Locator(".mud-popover-open .mud-list-item", new() { HasText = "Taylor Maxwell" }).ClickAsync();
        await desk.Locator("#leader-decide").ClickAsync();
        await wall.Locator(".wall-leader", new() { HasText = "Taylor Maxwell" }).WaitForAsync(new() { State = WaitForSelectorState.Attached });

        // legal acknowledges on the phone
        var phone = await pocket.Tab();
        await phone.GotoAsync(await Link(app, SampleOrganisation.PersonId("legal-counsel")));
        await phone.Locator("form button:not(.quiet)").ClickAsync();
        await phone.Locator("form button:not(.quiet)").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await wall.Locator(".wall-done", new() { HasText = "Legal Counsel" }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Visit.Picture(phone, "phone-acknowledged-en");

        // an update, seen on the other browser's wall
        await desk.Locator(".composer textarea").FillAsync("WEB2 is off the network; the service goes on.");
        await desk.Locator(".composer textarea").BlurAsync();
        await desk.Locator(".composer .button-main").ClickAsync();
        var clicked = Stopwatch.GetTimestamp();
        await wall.Locator(".wall-update", new() { HasText = "off the network" }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"From the click to the wall: {Stopwatch.GetElapsedTime(clicked).TotalMilliseconds:0} ms."));
        await desk.Locator(".stage-pick select").SelectOptionAsync("Recovery");
        await wall.Locator(".wall-head .stage", new() { HasText = "Recovery" }).WaitForAsync(new() { State = WaitForSelectorState.Attached });

        // stand-down, close
        await Reason(desk, "stand-down", "WEB2 serves again");
        await wall.Locator(".wall-head .state", new() { HasText = "Stood down" }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Visit.Picture(desk, "incident-stood-down-en");
        await Reason(desk, "close", "Documented");
        await wall.Locator(".wall-quiet").WaitForAsync();

        // every step stands on the record, with who and when
        await using var db = app.Db();
        var record = await db.Timeline.AsNoTracking().Where(t => t.Chain == number).OrderBy(t => t.Number).ToListAsync();
        record.Select(t => t.Kind).Distinct().Should().ContainInOrder(
            FactKind.IncidentOpened, FactKind.PlanActivated, FactKind.LeaderAppointed, FactKind.Acknowledged, FactKind.UpdatePosted, FactKind.StageChanged, FactKind.StoodDown, FactKind.Closed);
        record.Where(t => t.Kind is FactKind.IncidentOpened or FactKind.UpdatePosted or FactKind.Closed).Should().OnlyContain(t => t.Actor == "Samantha Smith");
        record.Where(t => t.Kind == FactKind.Acknowledged).Should().Contain(t => t.Actor.StartsWith("Legal Counsel", StringComparison.Ordinal) && t.ActorKind == CallerKind.Link);
        office.Faults.Concat(warRoom.Faults).Concat(pocket.Faults).Should().BeEmpty();
    }

    private static async Task Reason(IPage page, string command, string reason)
    {
        await page.Locator($"[data-do={command}]").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync(reason);
        await page.Locator("#reason-decide").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private static async Task<string> Only(HubApp app)
    {
        await using var db = app.Db();
        return await db.Incidents.Select(i => i.Number).SingleAsync();
    }

    private static async Task<string> Link(HubApp app, Guid person)
    {
        await using var db = app.Db();
        return "/n/" + await db.Notices.Where(n => n.PersonId == person && n.State == NoticeState.Open && n.Event == NoticeEvent.Activated).Select(n => n.Token).SingleAsync();
    }
}
