using System.Text.Json.Nodes;
using Bunit;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Plans;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Plans;

/// <summary>What the export of a draft writes, an import takes, however unfinished; and what is unfinished keeps it from being submitted, not from being imported.</summary>
public sealed class DraftFileTests : StorePageContext
{
    [Fact]
    public void A_draft_from_nothing_with_half_a_standing_text_comes_back_as_it_was()
    {
        var draft = PlanParts.Empty("network-security") with
        {
            Ladders = new Dictionary<string, Ladder>(StringComparer.Ordinal) { ["ladder"] = new() { Name = new LocalText("", "梯"), Steps = [new Step { To = [] }], RepeatEvery = TimeSpan.Zero } },
            Texts = new Dictionary<string, StandingText>(StringComparer.Ordinal) { ["activated"] = new() { Headline = new LocalText("", "启动"), Sms = new LocalText("Up", "") } },
            Safeguards = [new LocalText("", "")],
            Articles = [new Article { Heading = new LocalText("", ""), Text = new LocalText("x", "") }],
        };
        var written = PlanJson.Write(draft);

        var file = PlanFile.Read(written);

        file.SchemaFaults.Should().BeEmpty();
        PlanJson.Write(file.Plan!).Should().Be(written);
        PlanCheck.FaultsOf(file.Plan!).Select(f => f.Path).Should().Contain(["$.name.en", "$.leader", "$.texts.activated.headline.en", "$.texts.activated.sms.zh", "$.safeguards[0].zh", "$.ladders.ladder.steps[0].to"]);
    }

    [Fact]
    public void Whatever_is_emptied_in_a_plan_is_either_refused_by_its_place_or_found_before_it_is_submitted()
    {
        var whole = PlanJson.Write(DefaultPlan.Read() with { Texts = new Dictionary<string, StandingText>(StringComparer.Ordinal) { ["closed"] = new() { What = new LocalText("Over.", "结束。") } } });
        PlanCheck.FaultsOf(PlanJson.Read(whole)).Should().BeEmpty();
        var (taken, refused) = (0, 0);
        foreach (var path in Places(JsonNode.Parse(whole)!).ToList())
        {
            var emptied = Emptied(whole, path);
            var file = PlanFile.Read(emptied);
            if (file.Plan is null)
            {
                file.SchemaFaults.Should().NotBeEmpty($"{path} is empty");
                refused++;
            }
            else if (PlanSchema.FaultsOf(JsonNode.Parse(emptied)).Count > 0)
            {
                PlanCheck.FaultsOf(file.Plan).Should().NotBeEmpty($"the schema asks for {path}, so the check must too");
                taken++;
            }
        }

        taken.Should().BeGreaterThan(100);
        refused.Should().BeGreaterThan(20, "an empty target or duration cannot be read");
    }

    [Fact]
    public async Task An_unfinished_draft_is_exported_and_made_a_draft_again_on_the_page_and_cannot_be_submitted()
    {
        var caller = await SignInAs("System Administrator", Role.Administrator);
        await using var db = Store.CreateDbContext();
        var number = (await Services.GetRequiredService<DraftPlan>().FromNothing(caller)).Value;
        var exported = PlanJson.Write((await Services.GetRequiredService<PlansQuery>().One(caller, number)).Value.Plan);

        var page = Show<ImportPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(exported, "plan.json"));
        await page.WaitForStateAsync(() => !page.Find(".button-main").HasAttribute("disabled"));
        page.Find(".button-main").Click();
        await page.WaitForStateAsync(() => page.FindAll("ul.plain li").Count > 0);
        page.Find("ul.plain").TextContent.Should().Contain("$.name.en").And.Contain("This text is missing.");
        page.FindAll(".button-main").Last().Click();

        await page.WaitForStateAsync(() => db.PlanVersions.Any(v => v.Number == number + 1));
        (await db.PlanVersions.AsNoTracking().SingleAsync(v => v.Number == number + 1)).Read().Should().BeEquivalentTo(PlanJson.Read(exported));
        (await Services.GetRequiredService<SubmitPlan>().Run(caller, number + 1, "all of it")).Refusal!.Code.Should().Be("PlanHasFaults");
    }

    private static IEnumerable<string> Places(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(m => Places(m.Value!)),
        JsonArray items => items.SelectMany(i => Places(i!)).Append(items.GetPath()),
        _ when node.GetValueKind() == System.Text.Json.JsonValueKind.String => [node.GetPath()],
        _ => [],
    };

    private static string Emptied(string whole, string path)
    {
        var root = JsonNode.Parse(whole)!;
        var node = Find(root, path)!;
        node.ReplaceWith<JsonNode>(node is JsonArray ? new JsonArray() : JsonValue.Create("")!);
        return root.ToJsonString();
    }

    private static JsonNode? Find(JsonNode node, string path) => node.GetPath() == path ? node : node switch
    {
        JsonObject members => members.Where(m => path.StartsWith(m.Value!.GetPath(), StringComparison.Ordinal)).Select(m => Find(m.Value!, path)).FirstOrDefault(f => f is not null),
        JsonArray items => items.Where(i => path.StartsWith(i!.GetPath(), StringComparison.Ordinal)).Select(i => Find(i!, path)).FirstOrDefault(f => f is not null),
        _ => null,
    };
}
