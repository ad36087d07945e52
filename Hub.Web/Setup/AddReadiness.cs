using Hub.Domain.People;
using Hub.Web.Components.Readiness;
using Hub.Web.Features.Readiness;
using Hub.Web.Schedule;
using Hub.Web.Store;
using Quartz;

namespace Hub.Web.Setup;

/// <summary>Readiness and rehearsal: who would be told, and the daily word to the plan's owner.</summary>
internal static class ReadinessSetup
{
    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        services.AddSingleton<ReadinessNow>();
        services.AddScoped<FindingWords>();
        services.AddScoped<ShowReadiness>();
        services.AddScoped<ShowRehearsal>();
        services.AddScoped<TellReadiness>();
        services.AddSingleton<TellOwner>(provider => async cancellation =>
        {
            await using var scope = provider.CreateAsyncScope();
            return (await scope.ServiceProvider.GetRequiredService<TellReadiness>().Run(Caller.Program, cancellation)).Value;
        });
        services.AddSingleton(new RecurringJob(nameof(ReadinessJob), ReadinessJob.Every));
        return services;
    }

    /// <summary>At seven in the organisation's morning.</summary>
    public static void TellEveryMorning(this IQuartzBuilder quartz, TimeZoneInfo zone) => quartz.ScheduleJob<ReadinessJob>(
        trigger => trigger.WithIdentity(nameof(ReadinessJob)).WithCronSchedule("0 0 7 * * ?", cron => cron.InTimeZone(zone)),
        job => job.WithIdentity(nameof(ReadinessJob)));
}
