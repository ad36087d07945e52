using Bunit;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Incidents;

public sealed class TrendPageTests : StorePageContext
{
    [Fact]
    public async Task Incidents_are_counted_by_month_and_grade_and_their_answers_are_timed()
    {
        await SignInAs("Samantha Smith", Role.OnCall);
        await Open("Code Red II", Grade.II);
        await Open("Backup failed", Grade.IV);

        var page = Show<TrendPage>();

        page.WaitForAssertion(() => page.FindAll(".trend-columns li").Should().HaveCount(12));
        page.FindAll(".trend-columns li")[^1].QuerySelector("b")!.TextContent.Should().Be("2");
        page.Find(".trend table tbody tr:last-child").TextContent.Should().Contain("2026-07").And.EndWith("0101", "one of grade II and one of grade IV");
        page.FindAll("table.rows tbody tr")[1].TextContent.Should().Contain("1").And.Contain("—", "nobody has acknowledged yet");
    }

    [Fact]
    public async Task Who_may_not_read_sees_nothing_and_what_is_older_is_left_out()
    {
        var samantha = await SignInAs("Samantha Smith", Role.OnCall);
        await Open("Code Red II", Grade.II);
        var trend = Services.GetRequiredService<ShowTrend>();

        (await trend.Run(samantha with { Rights = Right.Report }, Now.AddDays(-1))).IsRefused.Should().BeTrue();
        (await trend.Run(samantha, Now.AddDays(-1))).Value.Opened.Should().ContainSingle();
        (await trend.Run(samantha, Now.AddDays(1))).Value.Opened.Should().BeEmpty();
    }
}
