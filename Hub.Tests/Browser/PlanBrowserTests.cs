using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Tests.Harness;
using Hub.Web.Features.Plans.Edit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>A plan is built from nothing in a real browser by one person, and comes into force by another's approval.</summary>
[Collection(BrowserTests.Name)]
public sealed class PlanBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task A_plan_is_built_from_empty_to_in_force()
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        await using var writing = await Visit.Begin(chromium, app, 1440, 900);
        var page = await writing.SignIn("System Administrator");
        await Visit.Open(page, "/plans", "en", ".plan-versions");
        await page.GetByRole(AriaRole.Button, new() { Name = "Draft from nothing" }).ClickAsync();
        await page.WaitForURLAsync("**/plans/2/edit");
        await page.Locator(".fault-list").WaitForAsync();

        await Pair(page, "$.name", "Small plan", "小预案");
        await Pair(page, "$.scope", "For small things.", "用于小事件。");
        await Save(page);

        // What is typed and not saved survives the loss of the page.
        await Field(page, "$.scope.en").FillAsync("For small things, and middling ones.");
        await page.ReloadAsync();
        await Assertions.Expect(Field(page, "$.scope.en")).ToHaveValueAsync("For small things, and middling ones.");
        await Assertions.Expect(page.Locator(".plan-save .late")).ToBeVisibleAsync();
        await Save(page);

        await Part(page, "Ladders");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a ladder" }).ClickAsync();
        await Pair(page, "$.ladders.ladder.name", "On call", "应急值班");
        await Choose(page, "$.ladders.ladder.steps[0].to", "rota:on-call");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a step" }).ClickAsync();
        await Choose(page, "$.ladders.ladder.steps[1].to", "office:technical-director");
        await Type(Field(page, "$.ladders.ladder.steps[0].within"), "8 min");
        await Type(Field(page, "$.ladders.ladder.repeatEvery"), "15 minutes");
        await Assertions.Expect(Field(page, "$.ladders.ladder.repeatEvery")).ToHaveValueAsync("15 min");
        await Visit.Picture(page, "plan-built-ladder");
        await Save(page);

        await Part(page, "Who is told");
        await Choose(page, "$.leader", "office:csirt-leader");
        await page.Locator($"#{EditScope.IdOf("$.triage.ladder")} select").SelectOptionAsync("ladder");
        foreach (var grade in new[] { "I", "II", "III", "IV" })
        {
            await page.Locator($"#{EditScope.IdOf($"$.grades.{grade}")} > label select").SelectOptionAsync("ladder");
            await page.Locator($"#{EditScope.IdOf($"$.grades.{grade}.notify[0].acknowledgeWithin")}").WaitForAsync();
        }

        await Type(Field(page, "$.grades.I.notify[0].acknowledgeWithin"), "soon");
        await page.GetByText("Write a length such as 10 min").WaitForAsync();
        await Type(Field(page, "$.grades.I.notify[0].acknowledgeWithin"), "5");
        await Save(page);

        await Part(page, "Response and measures");
        foreach (var grade in new[] { "I", "II", "III", "IV" })
        {
            await Pair(page, $"$.grades.{grade}.response", $"Response {grade}", $"{grade}级响应");
        }

        await Save(page);
        await page.GetByText("No faults: the draft can be submitted.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Read and submit" }).ClickAsync();
        await page.GetByLabel("What is new in this version").FillAsync("A first plan of our own");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit for approval" }).ClickAsync();
        await page.Locator(".plan-state-2").First.WaitForAsync();

        await using var approving = await Visit.Begin(chromium, app, 1440, 900);
        var other = await approving.SignIn("Chairman");
        await Visit.Open(other, "/plans/2", "en", ".plan-steps");
        await other.GetByLabel("Reason", new() { Exact = true }).FillAsync("The whole organisation is not needed for it");
        await other.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Put in force now" }).ClickAsync();
        await other.Locator(".plan-state-4").First.WaitForAsync();
        await Visit.Open(other, "/plan", "zh-Hans", ".plan-grade");
        (await other.Locator("h1").TextContentAsync()).Should().Be("小预案");
        await Visit.Picture(other, "plan-built");

        await using var db = app.Db();
        var built = (await db.PlanVersions.AsNoTracking().SingleAsync(v => v.State == PlanState.InForce)).Read();
        built.Scope.En.Should().Be("For small things, and middling ones.");
        built.Ladders["ladder"].Steps.Select(s => (s.To[0], s.Within)).Should().Equal((Target.Parse("rota:on-call"), TimeSpan.FromMinutes(8)), (Target.Parse("office:technical-director"), null));
        built.Grades[Hub.Domain.Grading.Grade.I].Notify[0].AcknowledgeWithin.Should().Be(TimeSpan.FromMinutes(5));
        writing.Faults.Should().BeEmpty();
        approving.Faults.Should().BeEmpty();
    }

    private static ILocator Field(IPage page, string path) => page.Locator($"#{EditScope.IdOf(path)}").Locator("input, textarea");

    private static async Task Type(ILocator field, string text)
    {
        await field.FillAsync(text);
        await field.BlurAsync();
    }

    private static async Task Pair(IPage page, string path, string english, string chinese)
    {
        await Type(Field(page, $"{path}.zh"), chinese);
        await Type(Field(page, $"{path}.en"), english);
    }

    private static async Task Choose(IPage page, string path, string target)
    {
        await page.Locator($"#{EditScope.IdOf(path)} > select").SelectOptionAsync(target);
        await page.Locator($"#{EditScope.IdOf($"{path}[0]")}").WaitForAsync();
    }

    private static Task Part(IPage page, string name) => page.Locator(".plan-parts a", new() { HasText = name }).ClickAsync();

    private static async Task Save(IPage page)
    {
        await page.Locator(".plan-save .button-main").ClickAsync();
        await page.GetByText("Saved just now").WaitForAsync();
    }
}
