using Bunit;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Components;
using Hub.Web.Features.Directory.Sample;
using Hub.Web.Features.Rotas;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Rotas;

/// <summary>The pages of rotas on a real store: layers in another order, who was on call at any instant, gaps of those who have left, and one's own shifts on one's profile.</summary>
public sealed class RotaPageTests : StorePageContext
{
    private static readonly Guid Samantha = SampleOrganisation.PersonId("samantha-smith");
    private static readonly Guid Robert = SampleOrganisation.PersonId("robert-brown");

    [Fact]
    public async Task A_layer_is_moved_up_and_who_may_only_read_has_no_button_for_it()
    {
        await SignInAs("System Administrator", Role.Administrator);
        await Night(("First", Samantha), ("Second", Robert));
        var (page, _) = ShowPage<RotaPage>(p => p.Add(c => c.Key, "night"));
        page.WaitForElement(".layer-up");
        page.FindAll(".layer-up").Select(b => b.HasAttribute("disabled")).Should().Equal(true, false);

        page.FindAll(".layer-up")[1].Click();

        await page.WaitForStateAsync(() => Layers(page)[0].Contains("Second"));
        Layers(page).Should().HaveCount(2);
        await using var db = Store.CreateDbContext();
        (await db.Rotas.AsNoTracking().SingleAsync(r => r.Key == "night")).OnCallAt(Now).Should().Equal(Robert, Samantha);
        (await db.Timeline.OrderByDescending(e => e.Number).FirstAsync(e => e.Chain == "administration")).ReadData().Should().Contain([("change", "layersArranged"), ("detail", "Second · First")]);

        await SignInAs("Samantha Smith", Role.Reporter);
        var (other, _) = ShowPage<RotaPage>(p => p.Add(c => c.Key, "night"));
        other.WaitForElement(".rota-layer");
        other.FindAll(".layer-up").Should().BeEmpty();
    }

    [Fact]
    public async Task Of_two_who_arrange_layers_the_second_is_told_and_sees_how_it_stands()
    {
        await SignInAs("System Administrator", Role.Administrator);
        await Night(("First", Samantha), ("Second", Robert));
        var (page, _) = ShowPage<RotaPage>(p => p.Add(c => c.Key, "night"));
        page.WaitForElement(".layer-up");
        await Do<ArrangeLayers, string>(a => a.Run(Caller, "night", [1, 0]));

        page.FindAll(".layer-up")[1].Click();

        await page.WaitForStateAsync(() => page.Markup.Contains("Somebody else has changed this rota"));
        Layers(page)[0].Should().Contain("Second");
    }

    [Theory]
    [InlineData("2026-06-30T12:00:00", "Robert Brown")]
    [InlineData("2026-07-01T12:00:00", "Samantha Smith")]
    [InlineData("2026-07-02T09:00:00", "Robert Brown")]
    [InlineData("2020-01-01T00:00:00", "Nobody")]
    public async Task Who_is_on_call_is_said_for_any_instant_past_and_to_come(string at, string who)
    {
        await SignInAs("Samantha Smith", Role.Reporter);
        await Do<KeepRotas, string>(k => k.Add(Caller, "night", new RotaEntry("Night", "夜班", "UTC", null, false)));
        await Do<KeepLayers, int>(k => k.Run(Caller, "night", null, Terms("", Samantha) with { FirstDay = new DateOnly(2026, 6, 1), Participants = [Samantha, Robert] }));
        var (page, _) = ShowPage<RotaPage>(p => p.Add(c => c.Key, "night"));

        page.WaitForElement("#rota-at").Change(at);

        await page.WaitForStateAsync(() => page.Find(".rota-at [role=status]").TextContent.Trim() == who);
    }

    [Theory]
    [InlineData("en", "Gaps in 30 days: 1", "Robert Brown (has left)")]
    [InlineData("zh-Hans", "30 天内有 1 个空档", "Robert Brown（已离职）")]
    public async Task Shifts_of_who_has_left_are_gaps_in_the_list_and_hatched_in_the_picture(string language, string gap, string left)
    {
        Speak(language);
        await SignInAs("Samantha Smith", Role.OnCall);
        await Night(("First", Robert));
        await using (var db = Store.CreateDbContext())
        {
            (await db.Persons.SingleAsync(p => p.Id == Robert)).Retire();
            await db.SaveChangesAsync();
        }

        var (list, _) = ShowPage<RotasPage>();
        list.WaitForElement(".rota-line");
        list.FindAll(".rota-line").Single(l => l.QuerySelector("a")!.GetAttribute("href") == "/rotas/night").TextContent.Should().Contain(gap);

        var (page, _) = ShowPage<RotaPage>(p => p.Add(c => c.Key, "night"));
        page.WaitForElement("button.rota-block");
        page.FindAll("button.rota-block").Should().OnlyContain(b => b.ClassList.Contains("gap"));
        Layers(page)[0].Should().Contain(left);
    }

    [Theory]
    [InlineData("en", "Robert Brown stands in", "Robert Brown next in turn")]
    [InlineData("zh-Hans", "Robert Brown 替班", "Robert Brown 顺延")]
    public async Task What_a_shift_is_called_begins_with_what_stands_on_it(string language, string standsIn, string next)
    {
        Speak(language);
        await SignInAs("Samantha Smith", Role.OnCall);
        await Do<KeepRotas, string>(k => k.Add(Caller, "night", new RotaEntry("Night", "夜班", "UTC", null, false)));
        await Do<KeepLayers, int>(k => k.Run(Caller, "night", null, Terms("", Samantha) with { Participants = [Samantha, Robert], ShiftDays = 7 }));
        await Do<StandIn, Guid>(s => s.Run(Caller, "night", new StandInEntry("Robert Brown", Now.AddDays(1), Now.AddDays(1.5), null)));
        await Do<SayUnavailable, SaidUnavailable>(s => s.Run(Caller, new UnavailableEntry("Samantha Smith", Now.AddDays(2), Now.AddDays(20), null, true)));
        var (page, _) = ShowPage<RotaPage>(p => p.Add(c => c.Key, "night"));
        page.WaitForElement("button.rota-block.override");

        var blocks = page.FindAll("button.rota-block").Select(b => (Seen: string.Join(' ', b.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Called: b.GetAttribute("aria-label")!)).ToList();
        blocks.Should().OnlyContain(b => b.Called.StartsWith(b.Seen), "who speaks to the page says what they see");
        blocks.Select(b => b.Seen).Should().Contain([standsIn, next]);
    }

    [Theory]
    [InlineData("en", "My shifts", "Ask for cover", "I am not available")]
    [InlineData("zh-Hans", "我的班次", "请求替班", "我无法值班")]
    public async Task My_shifts_of_all_rotas_stand_on_my_profile_and_cover_is_asked_for_from_there(string language, string title, string ask, string away)
    {
        Speak(language);
        await SignInAs("Samantha Smith", Role.OnCall);
        await Night(("First", Samantha), ("Second", Robert));
        var part = Services.GetServices<PagePart>().Where(p => p.Slot == Slot.Profile).Should().ContainSingle().Which;
        part.Component.Should().Be<MyShifts>();
        var (page, dialogs) = ShowPage<MyShifts>();
        page.WaitForElement(".rota-layer");
        page.Markup.Should().Contain(title).And.Contain(away).And.Contain("/rotas/night").And.Contain("/rotas/on-call", "shifts of all rotas stand there");
        page.FindAll("time.when").First().GetAttribute("datetime").Should().Match("*T??:00:00Z", "a shift that has begun is shown from its own beginning");
        var cover = page.FindAll("[data-do=cover]");
        cover.Should().NotBeEmpty().And.OnlyContain(b => b.TextContent == ask);

        cover[^1].Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#shift-ask").Count == 1);
        dialogs.Find("#shift-ask").Click();

        await page.WaitForStateAsync(() => page.FindAll("[data-do=withdraw]").Count == 1);
        await using var db = Store.CreateDbContext();
        var request = await db.CoverRequests.SingleAsync();
        (request.AskedBy, request.State).Should().Be((Samantha, CoverState.Open));
    }

    [Fact]
    public async Task Who_takes_no_turns_has_no_empty_panel_on_the_profile()
    {
        await SignInAs("Chairman", Role.Leadership);
        var (page, _) = ShowPage<MyShifts>();
        await page.WaitForStateAsync(() => page.RenderCount > 0);
        page.FindAll(".panel").Should().BeEmpty();
    }

    private static Caller Caller { get; } = new(CallerKind.Person, Guid.NewGuid(), null, "administrator", RoleRights.Of(Role.Administrator));

    private static LayerTerms Terms(string name, Guid person) => new()
    {
        Name = LocalText.Same(name),
        FirstDay = new DateOnly(2026, 1, 1),
        HandOverAt = new TimeOnly(9, 0),
        ShiftDays = 1,
        Participants = [person],
    };

    private static List<string> Layers(IRenderedComponent<RotaPage> page) => [.. page.FindAll(".rota-layers > li").Select(l => l.TextContent)];

    private async Task Night(params (string Name, Guid Person)[] layers)
    {
        await Do<KeepRotas, string>(k => k.Add(Caller, "night", new RotaEntry("Night", "夜班", "UTC", null, false)));
        foreach (var (name, person) in layers)
        {
            await Do<KeepLayers, int>(k => k.Run(Caller, "night", null, Terms(name, person)));
        }
    }
}
