using Bunit;
using Hub.Tests.Harness;
using Hub.Web.Components;
using Hub.Web.Components.Ladder;

namespace Hub.Tests.Components;

public sealed class LadderPictureTests : PageContext
{
    private LadderLane Lane => new(
        "Leadership group",
        [
            new(1, Now, LadderStepState.Done, "Head", [new("Samantha Smith", LadderMark.Declined)]),
            new(2, Now.AddMinutes(10), LadderStepState.Now, "Deputy", [new("Taylor Maxwell", LadderMark.Waiting)]),
            new(3, Now.AddMinutes(20), LadderStepState.Next, "Duty officer", []),
        ]);

    [Fact]
    public void Steps_stand_in_proportion_to_their_instants()
    {
        var picture = Draw(new LadderAxis(Now, Now.AddMinutes(20), Now.AddMinutes(15)), Lane);
        picture.FindAll(".ladder-step").Select(s => s.GetAttribute("x")).Should().Equal("5%", "50%", "95%");
        picture.Find(".ladder-now").GetAttribute("style").Should().Contain("72.5%");
    }

    [Fact]
    public void What_is_past_now_and_next_differs_in_shape_and_in_words()
    {
        var picture = Draw(new LadderAxis(Now, Now.AddMinutes(20), Now.AddMinutes(15)), Lane);
        picture.FindAll(".is-now > rect").Should().HaveCount(1);
        picture.FindAll(".ladder-step.is-done > circle, .ladder-step.is-next > circle").Should().HaveCount(2);
        picture.FindAll("table tbody tr").Select(r => r.Children[2].TextContent).Should().Equal("taken", "waits for an answer", "comes next");
        picture.FindAll(".ladder-mark path").Select(p => p.GetAttribute("d")).Distinct().Should().HaveCount(2, "marks differ in shape");
    }

    [Theory]
    [InlineData("en", "Samantha Smith (cannot take it)")]
    [InlineData("zh-Hans", "Samantha Smith（无法处理）")]
    public void The_table_behind_says_who_and_how_they_stand(string language, string said)
    {
        Speak(language);
        var picture = Draw(new LadderAxis(Now, Now.AddMinutes(20), null), Lane);
        picture.Find("tr[data-step='1']").TextContent.Should().Contain(said);
        picture.FindAll("[aria-hidden='true'] table").Should().BeEmpty();
    }

    [Fact]
    public void A_rehearsal_has_no_line_of_the_present() =>
        Draw(new LadderAxis(Now, Now.AddMinutes(20), null), Lane).FindAll(".ladder-now").Should().BeEmpty();

    [Fact]
    public void An_answer_ends_the_line_and_nothing_is_drawn_ahead()
    {
        var lane = Lane with { Steps = [.. Lane.Steps.Take(2)], AnsweredAt = Now.AddMinutes(12) };
        var picture = Draw(new LadderAxis(Now, Now.AddMinutes(20), Now.AddMinutes(15)), lane);
        picture.FindAll(".ladder-line.is-ahead").Should().BeEmpty();
        picture.Find(".ladder-end.is-answered").GetAttribute("x").Should().Be("59%");
        picture.Find("caption").TextContent.Should().Contain("2026-07-01 06:12:00 UTC");
    }

    [Fact]
    public void A_crowd_is_counted_and_times_that_would_overlap_are_left_out()
    {
        var crowd = Enumerable.Range(1, 8).Select(i => new LadderPerson($"Engineer {i}", LadderMark.Waiting)).ToList();
        var lane = new LadderLane("All", [new(1, Now, LadderStepState.Done, "", crowd), new(2, Now.AddMinutes(1), LadderStepState.Now, "", []), new(3, Now.AddMinutes(60), LadderStepState.Next, "", [])]);
        var picture = Draw(new LadderAxis(Now, Now.AddMinutes(60), null), lane);
        picture.Find(".ladder-more").TextContent.Should().Be("+3");
        picture.FindAll(".ladder-time").Select(t => t.TextContent).Should().Equal("06:00", "07:00");
    }

    [Fact]
    public void An_axis_without_width_still_draws()
    {
        var axis = new LadderAxis(Now, Now, null);
        axis.Place(Now.AddSeconds(30)).Should().Be(.5);
        axis.Place(Now.AddHours(-1)).Should().Be(0);
        axis.Place(Now.AddHours(1)).Should().Be(1);
    }

    private IRenderedComponent<LadderPicture> Draw(LadderAxis axis, LadderLane lane) => Show<LadderPicture>(p => p.Add(l => l.Axis, axis).Add(l => l.Lanes, [lane]));
}
