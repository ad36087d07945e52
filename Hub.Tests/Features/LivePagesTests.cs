using System.Diagnostics;
using Bunit;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Response;
using Hub.Tests.Harness;
using Hub.Web.Components;
using Hub.Web.Features.Desk;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Response;
using Hub.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features;

/// <summary>What holds for every live page: it lets go of the feed, a burst costs little, and a part that fails takes nobody with it.</summary>
public sealed class LivePagesTests : StorePageContext
{
    [Theory]
    [InlineData(typeof(DeskPage))]
    [InlineData(typeof(IncidentsPage))]
    [InlineData(typeof(ReportsPage))]
    [InlineData(typeof(IncidentPage))]
    [InlineData(typeof(SituationReportPage))]
    public async Task A_page_that_is_gone_leaves_no_subscriber(Type page)
    {
        var number = await Begun();
        ShowAny(page, number);
        await Soon.Until(() => Feed.Subscribers == 1);
        await DisposeComponentsAsync();
        Feed.Subscribers.Should().Be(0);
    }

    [Theory]
    [InlineData(typeof(DeskPage))]
    [InlineData(typeof(IncidentsPage))]
    [InlineData(typeof(SituationReportPage))]
    public async Task A_hundred_changes_at_once_cost_few_renders(Type page)
    {
        var number = await Begun();
        var shown = ShowAny(page, number);
        await Soon.Until(() => Feed.Subscribers == 1 && shown.Markup.Contains("Worm on WEB2", StringComparison.Ordinal));
        var (before, began) = (shown.RenderCount, Stopwatch.GetTimestamp());
        for (var i = 0; i < 100; i++)
        {
            (await Services.GetRequiredService<CommandIncident>().Post(Caller.Program, number, $"Update {i}")).Refusal.Should().BeNull();
        }

        await Open("The last of all", Grade.IV);
        await Feed.CatchUp(CancellationToken.None);
        if (page != typeof(SituationReportPage))
        {
            await Soon.Until(() => shown.Markup.Contains("The last of all", StringComparison.Ordinal) && shown.Markup.Contains("Update 99", StringComparison.Ordinal));
        }

        (shown.RenderCount - before).Should().BeLessThan(Soon.Renders(began), "a burst is drawn together");
    }

    [Theory]
    [InlineData(typeof(DeskPage), Slot.DeskNow, "Worm on WEB2")]
    [InlineData(typeof(DeskPage), Slot.DeskBoard, "On call now")]
    [InlineData(typeof(DeskPage), Slot.DeskSide, "Worm on WEB2")]
    [InlineData(typeof(IncidentPage), Slot.IncidentSide, "Timeline")]
    [InlineData(typeof(IncidentPage), Slot.IncidentTold, "Timeline")]
    public async Task A_part_that_throws_leaves_its_neighbours_alive_and_can_be_tried_again(Type page, Slot slot, string neighbour)
    {
        Services.AddSingleton(new PagePart(slot, typeof(Broken), 0));
        var number = await Begun();
        Broken.Fails = true;
        var shown = ShowAny(page, number);
        await Soon.Until(() => shown.FindAll(".failed").Count == 1 && shown.Markup.Contains(neighbour, StringComparison.Ordinal));

        Broken.Fails = false;
        await shown.Find(".failed button").ClickAsync();
        await Soon.Until(() => shown.FindAll(".failed").Count == 0 && shown.Markup.Contains("whole again", StringComparison.Ordinal));
    }

    private async Task<string> Begun()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        var taylor = await SignInAs("Taylor Maxwell", Role.Commander);
        await Do<WriteSituationReport, SituationReport>(w => w.Begin(taylor, number, "en"));
        return number;
    }

    private IRenderedComponent<Any> ShowAny(Type page, string number) => ShowPage<Any>(p => p.Add(a => a.Page, page).Add(a => a.Number, number)).Page;

    private sealed class Broken : LivePart
    {
        public static bool Fails { get; set; }

        protected override Task Read() => Fails ? throw new InvalidOperationException("on purpose") : Task.CompletedTask;

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, "whole again");
    }

    /// <summary>A page by its type.</summary>
    private sealed class Any : ComponentBase
    {
        [Parameter] public Type Page { get; set; } = typeof(DeskPage);

        [Parameter] public string Number { get; set; } = "";

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent(0, Page);
            if (Page == typeof(IncidentPage) || Page == typeof(SituationReportPage))
            {
                builder.AddComponentParameter(1, "Number", Number);
            }

            if (Page == typeof(SituationReportPage))
            {
                builder.AddComponentParameter(2, "Version", 1);
            }

            builder.CloseComponent();
        }
    }
}
