using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Inbound;
using Hub.Web.Dispatch.Robots;
using Hub.Web.Dispatch.Limits;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Store;
using Microsoft.Extensions.Options;

namespace Hub.Web.Setup;

/// <summary>Sending: the settings of mail and short messages, the channels they ask for, the texts and the sender.</summary>
internal static class DispatchSetup
{
    public static void AddDispatch(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        services.AddOptions<SmsOptions>().BindConfiguration(SmsOptions.Section).ValidateOnStart();
        services.AddOptions<RobotOptions>().BindConfiguration(RobotOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RobotOptions>, RobotOptionsCheck>();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsCheck>();
        services.AddSingleton<IValidateOptions<SmsOptions>, SmsOptionsCheck>();
        if (builder.Environment.IsDevelopment())
        {
            services.PostConfigure<MailOptions>(mail => mail.Mode ??= MailMode.Pickup);
        }

        services.AddSingleton<DispatchState>();
        services.AddSingleton<DispatchPulse>();
        services.AddSingleton<MailComposer>();
        services.AddSingleton<MailTokens>();
        services.AddSingleton<MailChannel>();
        services.AddSingleton<PickupChannel>();
        services.AddSingleton(provider => new AnswerWays(provider.GetRequiredService<IOptions<MailOptions>>().Value.Inbound.IsOn, provider.GetRequiredService<IOptions<SmsOptions>>().Value.BringsAnswers));
        services.AddSingleton<OutboundGuard>();
        services.AddSingleton<RobotChannel>();
        services.AddSingleton<NoticeRenderer>();
        services.AddSingleton(Channels);
        services.AddSingleton<ChannelsInUse>(provider =>
        {
            var kinds = provider.GetRequiredService<IReadOnlyList<IChannel>>().Select(c => c.Kind).ToHashSet();
            return () => kinds;
        });

        // No log of its requests: their addresses hold passwords, numbers and texts. Times are limited by the channel itself.
        services.AddHttpClient(HttpSmsChannel.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => HttpSmsChannel.Handler(provider.GetRequiredService<IOptions<SmsOptions>>().Value.Http))
            .RemoveAllLoggers();
        services.AddHttpClient(MailTokens.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null })
            .RemoveAllLoggers();
        services.AddSingleton<Claims>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<Holds>();
        services.AddSingleton<Bundler>();
        services.AddSingleton<Admission>();
        services.AddSingleton<Courier>();
        services.AddSingleton<OutcomeCommitter>();
        services.AddSingleton<Sender>();
        services.AddHostedService(provider => provider.GetRequiredService<Sender>());
        services.AddSingleton<LetterReader>();
        services.AddSingleton<MailboxState>();
        services.AddHostedService<MailboxReader>();
    }

    public static void MapDispatch(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            DevMail.Map(app);
        }
    }

    private static IReadOnlyList<IChannel> Channels(IServiceProvider provider)
    {
        IChannel mail = provider.GetRequiredService<IOptions<MailOptions>>().Value.Mode == MailMode.Smtp
            ? provider.GetRequiredService<MailChannel>()
            : provider.GetRequiredService<PickupChannel>();
        var sms = provider.GetRequiredService<IOptions<SmsOptions>>();
        var robots = provider.GetRequiredService<RobotChannel>();
        return sms.Value.Mode switch
        {
            SmsMode.Mail => [mail, new MailToSmsChannel(mail, sms), robots],
            SmsMode.Http => [mail, new HttpSmsChannel(provider.GetRequiredService<IHttpClientFactory>(), sms), robots],
            _ => [mail, robots],
        };
    }
}
