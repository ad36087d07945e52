using System.Text.RegularExpressions;
using Bunit;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Tests.Stories;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Features.Plans;
using Hub.Web.Features.Plans.Edit;
using Hub.Web.Setup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Features.Plans;

/// <summary>Every part of the plan's editor on a real store: it shows the draft, saves what was typed and nothing else, says what is wrong in the reader's language, and shows both when two have written.</summary>
public sealed partial class PlanEditPageTests : StorePageContext
{
    /// <summary>Of each part: a field, what is typed there, what breaks it, and what another writes into the same part meanwhile.</summary>
    private static readonly Dictionary<PlanPart, (string Field, string Typed, string Wrong, Func<EmergencyPlan, EmergencyPlan> Theirs)> Fields = new()
    {
        [PlanPart.Scope] = ("$.name.en input", "A plan of our own", "", p => p with { Scope = new LocalText("Everything that they say.", "他人的范围。") }),
        [PlanPart.Organisation] = ("$.organisation[0].name.en input", "Leaders", "", p => p with { Organisation = [p.Organisation[0] with { Duties = [LocalText.Same("Theirs")] }, .. p.Organisation.Skip(1)] }),
        [PlanPart.Told] = ("$.triage.within input", "17 min", "soon", p => p with { Triage = p.Triage with { WithinWhenGrave = TimeSpan.FromMinutes(3) } }),
        [PlanPart.Ladders] = ("$.ladders.triage.repeatEvery input", "17 min", "never", p => p.WithLadder("triage", l => l with { RepeatTimes = 7 })),
        [PlanPart.Response] = ("$.grades.II.response.en textarea", "We answer.", "", p => p with { Grades = p.Grades.ToDictionary(g => g.Key, g => g.Value with { ProgressEvery = TimeSpan.FromMinutes(77) }) }),
        [PlanPart.Duties] = ("$.duties.public-security.name.en input", "To the police", "", p => p with { Duties = p.Duties.ToDictionary(d => d.Key, d => d.Value with { AcknowledgeWithin = TimeSpan.FromMinutes(77) }) }),
        [PlanPart.Authority] = ("$.authority.I.activate select", "office:csirt-leader", "", p => p with { Authority = new Dictionary<Grade, GradeAuthority>(p.Authority) { [Grade.II] = new() { Close = [Target.Parse("office:audit")] } } }),
        [PlanPart.Texts] = ("$.texts.activated.headline.en input", "CALL-UP", "{body}", p => p with { Texts = new Dictionary<string, StandingText>(StringComparer.Ordinal) { ["closed"] = new() { Headline = new LocalText("OVER", "结束") } } }),
    };

    public PlanEditPageTests() => Services.AddSingleton(new NoticeRenderer(Options.Create(new HubOptions { PublicUrl = "https://hub.example" })));

    public static TheoryData<PlanPart> Parts => [.. PlanParts.All];

    public static TheoryData<PlanPart, string> PartsInBoth
    {
        get
        {
            var data = new TheoryData<PlanPart, string>();
            foreach (var part in PlanParts.All)
            {
                data.Add(part, "en");
                data.Add(part, "zh-Hans");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_part_is_loaded_edited_and_saved_and_no_other_part_changes(PlanPart part)
    {
        var caller = await SignInAs("System Administrator", Role.Administrator);
        var number = await Draft(caller);
        var before = await Read(number);
        var page = ShowPart(number, part);
        page.Find(".plan-parts [aria-current=true]").GetAttribute("href").Should().EndWith($"/edit/{PlanEditPage.NameOf(part)}");
        page.Find(".plan-save button").HasAttribute("disabled").Should().BeTrue("nothing is changed yet");

        Type(page, part, Fields[part].Typed);

        page.Find(".plan-save").TextContent.Should().Contain("Not saved");
        page.Find(".plan-save button").Click();
        await page.WaitForStateAsync(() => page.Find(".plan-save").TextContent.Contains("Saved just now"));
        var after = await Read(number);
        PlanComparison.Between(before, after).Select(d => d.Part).Distinct().Should().Equal(part);
        PlanJson.Write(after).Should().Contain(part is PlanPart.Told or PlanPart.Ladders ? "\"PT17M\"" : Fields[part].Typed);
    }

    [Theory]
    [MemberData(nameof(PartsInBoth))]
    public async Task What_is_wrong_is_said_beside_its_field_counted_at_its_part_and_linked_in_the_readers_language(PlanPart part, string language)
    {
        Speak(language);
        var caller = await SignInAs("System Administrator", Role.Administrator);
        var number = await Draft(caller, p => part == PlanPart.Authority ? p with { Authority = new Dictionary<Grade, GradeAuthority>(p.Authority) { [Grade.I] = new() { Raise = [Target.Parse("office:ghost")] } } } : p);
        var page = ShowPart(number, part);
        if (part != PlanPart.Authority)
        {
            Type(page, part, Fields[part].Wrong);
        }

        var said = page.FindAll(".plan-edit-part .fault").Select(f => f.TextContent.Trim()).Where(t => t.Length > 0).ToList();
        said.Should().NotBeEmpty();
        said.Should().OnlyContain(t => HasChinese().IsMatch(t) == (language != "en"), "a message is in the reader's language");
        page.Find($".plan-parts a[href$='/{PlanEditPage.NameOf(part)}'] .count").TextContent.Should().Be($"{page.FindAll(".fault-list li").Count}");
        var links = page.FindAll(".fault-list a").Select(a => a.GetAttribute("href")!).ToList();
        links.Should().NotBeEmpty().And.OnlyContain(l => l.StartsWith($"/plans/{number}/edit/{PlanEditPage.NameOf(part)}#at-"));
        page.FindAll(".plan-edit-part [id]").Select(e => e.Id).Should().Contain(links[0][(links[0].IndexOf('#') + 1)..], "the link leads to the field");
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Of_two_who_write_one_part_the_second_sees_both_and_puts_theirs_over_it_or_drops_it(PlanPart part)
    {
        var caller = await SignInAs("System Administrator", Role.Administrator);
        var number = await Draft(caller);
        foreach (var keep in new[] { false, true })
        {
            var read = await Read(number);
            var page = ShowPart(number, part);
            Type(page, part, Fields[part].Typed);
            var theirs = Fields[part].Theirs(read);
            PlanParts.IsSame(part, read, theirs).Should().BeFalse("the other writes something");
            await Do<ChangePlan, PlanChanged>(c => c.Part(Other, number, part, read, theirs));

            page.Find(".plan-save button").Click();

            await page.WaitForStateAsync(() => page.FindAll(".banner-warning").Count == 1);
            var banner = page.Find(".banner-warning");
            banner.TextContent.Should().Contain("Taylor Maxwell saved this part meanwhile");
            banner.QuerySelectorAll("ul").Select(u => u.Children.Length).Should().OnlyContain(lines => lines > 0, "what they changed and what I changed both stand there");
            PlanParts.IsSame(part, await Read(number), theirs).Should().BeTrue("nothing is overwritten unseen");

            banner.QuerySelectorAll("button")[keep ? 1 : 0].Click();

            if (keep)
            {
                page.Find(".plan-save button").Click();
                await page.WaitForStateAsync(() => page.Find(".plan-save").TextContent.Contains("Saved just now"));
                PlanJson.Write(await Read(number)).Should().Contain(part is PlanPart.Told or PlanPart.Ladders ? "\"PT17M\"" : Fields[part].Typed);
                PlanParts.IsSame(part, await Read(number), theirs).Should().BeFalse();
            }
            else
            {
                page.Find(".plan-save button").HasAttribute("disabled").Should().BeTrue("mine is dropped");
                PlanParts.IsSame(part, await Read(number), theirs).Should().BeTrue();
                await Do<ChangePlan, PlanChanged>(c => c.Part(Other, number, part, theirs, read));
            }
        }
    }

    [Fact]
    public async Task Who_writes_another_part_is_in_nobodys_way()
    {
        var caller = await SignInAs("System Administrator", Role.Administrator);
        var number = await Draft(caller);
        var read = await Read(number);
        var page = ShowPart(number, PlanPart.Scope);
        Type(page, PlanPart.Scope, "Mine");
        await Do<ChangePlan, PlanChanged>(c => c.Part(Other, number, PlanPart.Texts, read, Fields[PlanPart.Texts].Theirs(read)));

        page.Find(".plan-save button").Click();

        await page.WaitForStateAsync(() => page.Find(".plan-save").TextContent.Contains("Saved just now"));
        page.FindAll(".banner-warning").Should().BeEmpty();
        var after = await Read(number);
        (after.Name.En, after.Texts.Keys.Single()).Should().Be(("Mine", "closed"));
    }

    [Fact]
    public async Task A_draft_that_holds_the_same_thing_twice_can_be_mended_on_its_pages()
    {
        var caller = await SignInAs("System Administrator", Role.Administrator);
        var audit = Target.Parse("office:audit");
        var number = await Draft(caller, p => p with
        {
            Owner = [audit, audit, audit],
            Organisation = [p.Organisation[0], p.Organisation[0], .. p.Organisation.Skip(1)],
            Texts = new Dictionary<string, StandingText>(StringComparer.Ordinal) { ["closed"] = new() { What = new LocalText("{x} {x} {x}", "好") } },
        });
        var page = ShowPart(number, PlanPart.Scope);
        page.FindAll(".fault-list li").Count.Should().BeGreaterThan(5);

        page.Find($"#{EditScope.IdOf("$.owner")} li button[aria-label^='Remove']").Click();
        page.Find($"#{EditScope.IdOf("$.owner")} li button[aria-label^='Remove']").Click();
        page.FindAll($"#{EditScope.IdOf("$.owner")} li").Should().ContainSingle();
        page.Find(".plan-save button").Click();
        await page.WaitForStateAsync(() => page.Find(".plan-save").TextContent.Contains("Saved just now"));

        var units = ShowPart(number, PlanPart.Organisation);
        var count = units.FindAll(".edit-unit").Count;
        units.FindAll(".edit-unit")[0].QuerySelectorAll(".edit-buttons button").Last().Click();
        units.FindAll(".edit-unit").Count.Should().BeLessThan(count);

        var texts = ShowPart(number, PlanPart.Texts);
        texts.FindAll(".standing-events button").Single(b => b.QuerySelector(".count") is not null).Click();
        texts.Find($"#{EditScope.IdOf("$.texts.closed.what.en")} textarea").Change("{x} is over.");
        texts.FindAll(".fault-list li").Count(l => l.TextContent.Contains("{x}")).Should().Be(1);
    }

    [Fact]
    public async Task A_new_part_of_the_organisation_stays_open_while_its_name_is_typed()
    {
        var caller = await SignInAs("System Administrator", Role.Administrator);
        var number = await Draft(caller, p => p with { Organisation = [] });
        var page = ShowPart(number, PlanPart.Organisation);
        page.Find(".plan-edit-part .form > button").Click();
        page.Find(".edit-unit").HasAttribute("open").Should().BeTrue();

        page.Find($"#{EditScope.IdOf("$.organisation[0].name.zh")} input").Change("工作组");

        page.Find(".edit-unit").HasAttribute("open").Should().BeTrue();
    }

    [Fact]
    public async Task What_is_no_draft_any_more_is_not_edited_and_who_may_not_administer_saves_nothing()
    {
        var caller = await SignInAs("System Administrator", Role.Administrator);
        ShowPage<PlanEditPage>(p => p.Add(c => c.Number, 1)).Page.WaitForElement("[role=alert]").TextContent.Should().Contain("1");

        var number = await Draft(caller);
        await SignInAs("Samantha Smith", Role.OnCall);
        var page = ShowPart(number, PlanPart.Scope);
        Type(page, PlanPart.Scope, "Mine");
        page.Find(".plan-save button").Click();
        await page.WaitForStateAsync(() => page.FindAll(".plan-save [role=alert]").Count > 0);
        (await Read(number)).Name.En.Should().NotBe("Mine");
    }

    private static readonly Caller Other = new(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "Taylor Maxwell", RoleRights.Of(Role.Administrator));

    private IRenderedComponent<PlanEditPage> ShowPart(int number, PlanPart part)
    {
        var page = Show<PlanEditPage>(p => p.Add(c => c.Number, number).Add(c => c.PartName, PlanEditPage.NameOf(part)));
        page.WaitForElement(".plan-save");
        return page;
    }

    private static void Type(IRenderedComponent<PlanEditPage> page, PlanPart part, string text)
    {
        var field = Fields[part].Field.Split(' ');
        page.Find($"#{EditScope.IdOf(field[0])} {field[1]}").Change(text);
    }

    private async Task<int> Draft(Caller caller, Func<EmergencyPlan, EmergencyPlan>? change = null)
    {
        var use = Services.GetRequiredService<DraftPlan>();
        if (change is null)
        {
            return (await use.From(caller, (int?)null)).Value;
        }

        await using var db = Store.CreateDbContext();
        var begun = await use.From(caller, change((await db.PlanVersions.AsNoTracking().SingleAsync(v => v.Number == 1)).Read()));
        return begun.Value;
    }

    private async Task<EmergencyPlan> Read(int number)
    {
        await using var db = Store.CreateDbContext();
        return (await db.PlanVersions.AsNoTracking().SingleAsync(v => v.Number == number)).Read();
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.None, 1000)]
    private static partial Regex HasChinese();
}
