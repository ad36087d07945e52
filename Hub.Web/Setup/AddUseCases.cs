using Hub.Web.Components;
using Hub.Web.Features.Clocks;
using Hub.Web.Features.Drills;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Notices;
using Hub.Web.Features.Response;
using Hub.Web.Features.Wall;
using Hub.Web.Store;

namespace Hub.Web.Setup;

/// <summary>The use cases: one class each, called by pages, API, mail and deadlines alike.</summary>
internal static class UseCases
{
    public static WebApplicationBuilder AddUseCases(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<Numbers>();
        services.AddSingleton<Situations>();
        services.AddScoped<ReportEvent>();
        services.AddScoped<OpenIncident>();
        services.AddScoped<TriageReport>();
        services.AddScoped<CommandIncident>();
        services.AddScoped<JudgeStatement>();
        services.AddScoped<MarkSystem>();
        services.AddScoped<CorrectIncident>();
        services.AddScoped<TimelineWords>();
        services.AddScoped<WhatTheRecordSays>();
        services.AddScoped<WriteSituationReport>();
        services.AddScoped<DecideSituationReport>();
        services.AddScoped<AcknowledgeNotice>();
        services.AddSingleton<InboundMeter>();
        services.AddScoped<Answering>();
        services.AddScoped<AnswerByMail>();
        services.AddScoped<AnswerBySms>();
        services.AddScoped<DeliveryCameBack>();
        services.AddScoped<DeliveryArrived>();
        services.AddScoped<UndeliveredQuery>();
        services.AddScoped<AcknowledgeBundle>();
        services.AddScoped<SendAgain>();
        services.AddScoped<TellByTelephone>();
        services.AddScoped<DeclineNotice>();
        services.AddScoped<HandOverNotice>();
        services.AddScoped<ClimbNow>();
        services.AddScoped<PhoneQuery>();
        services.AddScoped<FireDeadlines>();
        services.AddScoped<DecideDuty>();
        services.AddSingleton<SampleEmergency>();
        services.AddSingleton<WallQuery>();
        services.AddScoped<WallWords>();
        services.AddRotas();
        services.AddReadiness();
        return builder.AddDirectory();
    }
}
