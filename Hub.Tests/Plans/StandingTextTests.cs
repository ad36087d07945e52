using Hub.Domain.Notices;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Features.Plans;
using Kind = Hub.Domain.Plans.PlanFaultKind;

namespace Hub.Tests.Plans;

/// <summary>What a plan may say in its own words, and which faults keep it from coming into force.</summary>
public sealed class StandingTextTests
{
    private static readonly EmergencyPlan Sound = DefaultPlan.Read();

    [Fact]
    public void Every_event_of_notices_has_a_key_and_no_key_is_for_nothing() =>
        StandingTexts.Events.Should().BeEquivalentTo(Enum.GetValues<NoticeEvent>().Where(e => e is not (NoticeEvent.ShiftBegins or NoticeEvent.CoverAsked or NoticeEvent.ShiftMoved)).Select(StandingWords.KeyOf), "what rotas say is no matter of a plan");

    [Fact]
    public void A_sound_text_is_no_fault_and_comes_back_from_JSON()
    {
        var plan = With("activated", new StandingText { What = new LocalText("{by} activated the plan for {number}.", "{by}已对{number}启动预案。"), Sms = new LocalText("CALL-UP", "集结") });
        PlanCheck.FaultsOf(plan).Should().BeEmpty();
        PlanJson.Read(PlanJson.Write(plan)).Texts["activated"].Should().Be(plan.Texts["activated"]);
    }

    [Theory]
    [InlineData("{body} must hear", "{body}", "a name that other events have")]
    [InlineData("{nonsense}", "{nonsense}", "a name that nothing has")]
    [InlineData("{}", "{}", "no name")]
    [InlineData("{number", "{", "a brace that is not closed")]
    [InlineData("number}", "}", "a brace that was not opened")]
    [InlineData("{Number}", "{Number}", "a name in capitals")]
    public void A_name_that_the_event_has_no_value_for_is_found(string text, string written, string why) =>
        PlanCheck.FaultsOf(With("activated", new StandingText { What = new LocalText("Fine", text) }))
            .Should().Equal([new PlanFault("$.texts.activated.what.zh", Kind.PlaceholderUnknown, written)], why);

    [Fact]
    public void Only_what_asks_may_say_until_when()
    {
        var until = LocalText.Same("By {until}");
        PlanCheck.FaultsOf(With("activated", new StandingText { Asked = until })).Should().BeEmpty();
        PlanCheck.FaultsOf(With("activated", new StandingText { Inform = until })).Should().HaveCount(2);
    }

    [Fact]
    public void A_short_message_has_few_words_and_no_names()
    {
        PlanCheck.FaultsOf(With("closed", new StandingText { Sms = new LocalText("over {number}", new string('完', 21)) })).Should().BeEquivalentTo(
        [
            new PlanFault("$.texts.closed.sms.en", Kind.PlaceholderUnknown, "{number}"),
            new PlanFault("$.texts.closed.sms.zh", Kind.TextTooLong, new string('完', 21)),
        ]);
    }

    [Fact]
    public void A_text_that_lacks_a_language_or_has_lines_is_found_and_so_is_an_unknown_event()
    {
        var plan = With("closed", new StandingText { Headline = new LocalText("over\r\nBcc: x@example.org", "") });
        plan = plan with { Texts = new Dictionary<string, StandingText>(plan.Texts, StringComparer.Ordinal) { ["paged"] = new() } };
        PlanCheck.FaultsOf(plan).Should().BeEquivalentTo(
        [
            new PlanFault("$.texts.closed.headline.zh", Kind.TextMissing),
            new PlanFault("$.texts.closed.headline.en", Kind.TextNotOneLine, "over\r\nBcc: x@example.org"),
            new PlanFault("$.texts.paged", Kind.EventUnknown, "paged"),
        ]);
    }

    [Fact]
    public void Braces_in_a_value_stay_as_they_are() =>
        StandingTexts.Fill("{title} at {place}", name => name == "title" ? "{place}" : "here").Should().Be("{place} at here");

    private static EmergencyPlan With(string key, StandingText text) =>
        Sound with { Texts = new Dictionary<string, StandingText>(StringComparer.Ordinal) { [key] = text } };
}
