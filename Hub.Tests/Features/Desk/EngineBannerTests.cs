using Bunit;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Inbound;
using Hub.Web.Features.Desk;
using Hub.Web.Schedule;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Features.Desk;

public sealed class EngineBannerTests : StorePageContext
{
    [Fact]
    public async Task What_is_overdue_or_stuck_stands_on_the_board_within_a_beat_and_goes_by_itself()
    {
        var health = new EngineHealth();
        Services.AddSingleton(health);
        Services.AddSingleton(new DispatchState(Options.Create(new MailOptions { Mode = MailMode.Smtp })));
        Services.AddMetrics();
        Services.AddSingleton<MailboxState>();
        await SignInAs("Taylor Maxwell", Role.Commander);
        var board = Show<EngineBanner>();
        board.FindAll(".banner").Should().BeEmpty();

        health.Tell(Now, [new Finding(FindingKind.DeadlinesUnclaimed, 3), new Finding(FindingKind.DeliveriesStuck, 7)]);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await board.WaitForStateAsync(() => board.FindAll(".banner").Count == 2);
        board.Markup.Should().Contain("3").And.Contain("7");

        health.Tell(Now, []);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await board.WaitForStateAsync(() => board.FindAll(".banner").Count == 0);
    }
}
