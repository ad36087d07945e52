using Hub.Tests.Harness;
using Hub.Tests.Live;
using Hub.Web.Schedule;
using Hub.Web.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Schedule;

public sealed class ScheduleTests
{
    [Fact]
    public async Task At_the_start_jobs_that_missed_their_time_run_once_and_the_engine_turns()
    {
        await using var app = await HubApp.Start();
        await Soon.Until(() => app.Services.GetRequiredService<SweepPulse>().LastCycle is not null);
        await Soon.Until(() =>
        {
            using var db = app.Db();
            return db.JobRuns.AsNoTracking().Count() == 4;
        });

        await using var after = app.Db();
        (await after.JobRuns.Select(r => r.Name).ToListAsync(TestContext.Current.CancellationToken)).Should().BeEquivalentTo([nameof(PruneAnswersJob), nameof(PruneChangesJob), nameof(ReadinessJob), StoreProof.Line], "the watchman proves that the store takes what is written");
        app.Log.AtLeast(LogLevel.Warning).Where(l => l.Contains("Quartz", StringComparison.Ordinal) || l.Contains("Hub.Web.Schedule", StringComparison.Ordinal) || l.Contains("Hub.Web.Live", StringComparison.Ordinal))
            .Should().BeEmpty();
    }

    [Theory]
    [InlineData("Heartbeat:Url", "watch.example/hub")]
    [InlineData("Live:Redis", ",,")]
    public void A_setting_at_fault_is_named_and_nothing_starts(string key, string value)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration[key] = value;
        builder.AddLive().AddSchedule();
        using var app = builder.Build();
        using var errors = new StringWriter();

        app.CheckSettings(errors).Should().BeFalse();

        errors.ToString().Should().Contain(key);
    }
}
