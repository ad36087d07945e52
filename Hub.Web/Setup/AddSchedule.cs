using Hub.Web.Dispatch;
using Hub.Web.Features.Notices;
using Hub.Web.Schedule;
using Hub.Web.Store;
using Quartz;

namespace Hub.Web.Setup;

/// <summary>The alarm clock: the sweep over deadlines, the watchman, recurring work. What is due is in the store, never in a job.</summary>
internal static class ScheduleSetup
{
    public static WebApplicationBuilder AddSchedule(this WebApplicationBuilder builder)
    {
        var services = builder.Services;

        // Feed, sweep and sender ask the store several times a second: told one by one, nobody would find anything else.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Warning);
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);
        services.AddOptions<HeartbeatOptions>().BindConfiguration(HeartbeatOptions.Section)
            .Validate(
                o => string.IsNullOrWhiteSpace(o.Url) || (Uri.TryCreate(o.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"),
                "Heartbeat:Url must be an absolute http or https address, or empty.")
            .ValidateOnStart();
        services.AddHttpClient<Heartbeat>(client => client.Timeout = TimeSpan.FromSeconds(5)).RemoveAllLoggers();
        services.AddSingleton<FireBatch>(provider => async (ids, lease, cancellation) =>
        {
            await using var scope = provider.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<FireDeadlines>().Run(ids, lease, cancellation);
        });
        services.AddSingleton<SenderPulse>(provider => () => provider.GetRequiredService<DispatchPulse>().LastCycleCompletedAt);
        services.AddSingleton<EngineMeter>();
        services.AddSingleton<EngineHealth>();
        services.AddSingleton<SweepPulse>();
        services.AddSingleton<DeadlineSweep>();
        services.AddSingleton<LadderRepair>();
        services.AddSingleton<StoreProof>();
        services.AddSingleton<Prune>();
        services.AddSingleton<RunJournal>();
        services.AddTransient<Watchman>();
        services.AddSingleton(new RecurringJob(nameof(PruneAnswersJob), PruneAnswersJob.Every));
        services.AddSingleton(new RecurringJob(nameof(PruneChangesJob), PruneChangesJob.Every));
        services.AddHostedService<DeadlineAlarm>();
        services.AddHostedService<CatchUp>();

        var engine = StoreOptions.Engine(builder.Configuration);
        services.AddQuartz(quartz =>
        {
            if (engine == StoreProvider.SqlServer)
            {
                quartz.UsePersistentStore(persistent =>
                {
                    persistent.UseSqlServer(builder.Configuration.GetConnectionString("Hub") ?? "");
                    persistent.UseClustering();
                });
            }
            else
            {
                quartz.UseInMemoryStore();
            }

            Every<SweepDeadlinesJob>(quartz, TimeSpan.FromSeconds(1));
            Every<WatchmanJob>(quartz, TimeSpan.FromSeconds(10));
            Every<IndexSearchJob>(quartz, TimeSpan.FromSeconds(15));
            At<PruneAnswersJob>(quartz, "0 17 * * * ?");
            At<PruneChangesJob>(quartz, "0 40 3 * * ?");
            quartz.TellEveryMorning(TimeZoneInfo.TryFindSystemTimeZoneById(builder.Configuration["Hub:TimeZone"] ?? "Asia/Shanghai", out var zone) ? zone : TimeZoneInfo.Utc);
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        return builder;
    }

    private static void Every<TJob>(IQuartzBuilder quartz, TimeSpan interval)
        where TJob : IJob =>
        quartz.ScheduleJob<TJob>(
            trigger => trigger.WithIdentity(typeof(TJob).Name).WithSimpleSchedule(simple => simple.WithInterval(interval).RepeatForever()),
            job => job.WithIdentity(typeof(TJob).Name));

    private static void At<TJob>(IQuartzBuilder quartz, string cron)
        where TJob : IJob =>
        quartz.ScheduleJob<TJob>(trigger => trigger.WithIdentity(typeof(TJob).Name).WithCronSchedule(cron), job => job.WithIdentity(typeof(TJob).Name));
}
