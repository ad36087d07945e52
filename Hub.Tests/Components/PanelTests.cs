using Bunit;
using Hub.Tests.Harness;
using Hub.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Hub.Tests.Components;

public sealed class PanelTests : PageContext
{
    [Fact]
    public void A_part_that_fails_leaves_the_rest_standing_and_can_be_tried_again()
    {
        Flaky.Fails = true;
        var panel = Show<Panel>(p => p.Add(c => c.Title, "Notices").AddChildContent<Flaky>());
        panel.Find("h2").TextContent.Should().Be("Notices");
        panel.Find("[role=alert]").TextContent.Should().Contain("could not be shown");

        Flaky.Fails = false;
        panel.Find("button").Click();
        panel.Find(".panel-body").TextContent.Trim().Should().Be("fine");
    }

    [Fact]
    public void A_count_stands_beside_the_title_even_when_it_is_nought() =>
        Show<Panel>(p => p.Add(c => c.Title, "Notices").Add(c => c.Count, 0)).Find(".count").TextContent.Should().Be("0");

    [Theory]
    [InlineData(BannerTone.Danger, "alert")]
    [InlineData(BannerTone.Warning, "status")]
    public void Only_danger_interrupts_a_screen_reader(BannerTone tone, string role) =>
        Show<Banner>(p => p.Add(c => c.Tone, tone)).Find(".banner").GetAttribute("role").Should().Be(role);

    private sealed class Flaky : ComponentBase
    {
        public static bool Fails { get; set; }

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            if (Fails)
            {
                throw new InvalidOperationException("on purpose");
            }

            builder.AddContent(0, "fine");
        }
    }
}
