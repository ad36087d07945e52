using Hub.Domain.Notices;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Features.Plans;
using Hub.Web.Features.Plans.Texts;
using Hub.Web.Setup;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Features.Plans;

public sealed class PreviewTextTests
{
    private static readonly PreviewText Preview = new(new NoticeRenderer(Options.Create(new HubOptions { PublicUrl = "https://hub.example" })));
    private static readonly EmergencyPlan Plan = DefaultPlan.Read();

    public static TheoryData<NoticeEvent, string> All
    {
        get
        {
            var data = new TheoryData<NoticeEvent, string>();
            foreach (var about in Enum.GetValues<NoticeEvent>())
            {
                data.Add(about, "en");
                data.Add(about, "zh-Hans");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_event_is_shown_on_every_way_in_one_segment(NoticeEvent about, string culture)
    {
        var shown = Preview.Run(Plan, about, culture, "Asia/Shanghai", asks: true);
        shown.Subject.Should().NotBeEmpty().And.NotContain("{");
        shown.Mail.Should().NotContain("{");
        shown.Count.Segments.Should().Be(1);
        shown.Count.Length.Should().BeInRange(20, shown.Count.Longest);
        shown.Robot.Lines.Should().NotBeEmpty();
    }

    [Fact]
    public void What_the_plan_says_is_shown_with_its_length()
    {
        var plan = Plan with { Texts = new Dictionary<string, StandingText>(StringComparer.Ordinal) { ["activated"] = new() { Sms = new LocalText("CALL-UP", "集结"), What = new LocalText("{leader} leads at {place}.", "由{leader}负责。") } } };
        var english = Preview.Run(plan, NoticeEvent.Activated, "en", "Asia/Shanghai", asks: true);
        english.Mail.Should().Contain("Taylor Maxwell leads at Machine room 2.");
        (english.Count.IsLatin, english.Count.Longest).Should().Be((true, 160));
        english.Sms.Should().Contain("CALL-UP");
        var chinese = Preview.Run(plan, NoticeEvent.Activated, "zh-Hans", "Asia/Shanghai", asks: true);
        (chinese.Count.IsLatin, chinese.Count.Longest).Should().Be((false, 70));
        chinese.Sms.Should().Contain("集结");
    }
}
