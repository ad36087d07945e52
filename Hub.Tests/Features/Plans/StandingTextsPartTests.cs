using Bunit;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Features.Plans;
using Hub.Web.Features.Plans.Edit;
using Hub.Web.Features.Plans.Texts;
using Hub.Web.Setup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Features.Plans;

public sealed class StandingTextsPartTests : PageContext
{
    private EmergencyPlan plan = DefaultPlan.Read();

    public StandingTextsPartTests() =>
        Services.AddSingleton(new PreviewText(new NoticeRenderer(Options.Create(new HubOptions { PublicUrl = "https://hub.example" }))));

    [Fact]
    public void What_is_typed_is_shown_as_it_would_leave_and_emptied_it_is_the_programs_own_again()
    {
        var part = ShowPart();
        part.Find(".standing-subject").TextContent.Should().NotContain("CALL-UP");

        part.Find("#at--texts-activated-headline-en input").Change("CALL-UP");
        part = ShowPart();
        part.Find(".standing-subject").TextContent.Should().Contain("CALL-UP");
        plan.Texts["activated"].Headline.Should().Be(new LocalText("CALL-UP", ""));

        part.Find("#at--texts-activated-headline-en input").Change("");
        plan.Texts.Should().BeEmpty();
    }

    [Fact]
    public void A_name_that_the_event_does_not_have_is_said_beside_its_field_and_counted_at_the_event()
    {
        plan = plan with { Texts = new Dictionary<string, StandingText>(StringComparer.Ordinal) { ["activated"] = new() { What = new LocalText("{body}", "好") } } };
        var part = ShowPart();
        part.Find("#at--texts-activated-what-en .fault").TextContent.Should().Contain("{body}");
        part.FindAll(".standing-events button").Single(b => b.GetAttribute("aria-pressed") == "true").QuerySelector(".count")!.TextContent.Should().Be("1");
    }

    [Fact]
    public void Another_language_and_another_event_are_shown_on_demand()
    {
        var part = ShowPart();
        part.FindAll(".standing-events button")[0].Click();
        part.Find(".standing-sms").TextContent.Should().Contain("R-2026-0001");
        part.FindAll(".standing-preview .tabs button").First(b => b.GetAttribute("lang") == "zh-Hans").Click();
        part.Find(".standing-sms").TextContent.Should().Contain("WEB2 服务器");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public void Every_event_name_and_part_has_its_words_and_its_preview(string language)
    {
        Speak(language);
        var part = ShowPart();
        for (var i = 0; i < StandingTexts.Events.Count; i++)
        {
            part.FindAll(".standing-events button")[i].Click();
            part.Markup.Should().NotContainAny("Event_", "Name_", "Part_").And.NotContain("{0}");
            part.Find(".standing-subject").TextContent.Should().NotBeEmpty();
        }
    }

    private IRenderedComponent<StandingTextsPart> ShowPart() => Render<StandingTextsPart>(p => p
        .AddCascadingValue(new EditScope("plan-1-1-", plan, null!, PlanCheck.FaultsOf(plan)))
        .Add(c => c.Plan, plan)
        .Add(c => c.PlanChanged, changed => plan = changed));
}
