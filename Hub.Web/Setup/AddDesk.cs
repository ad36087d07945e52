using Hub.Web.Components;
using Hub.Web.Features.Clocks;
using Hub.Web.Features.Desk;
using Hub.Web.Features.Drills;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Notices;
using Hub.Web.Features.Plans;
using Hub.Web.Features.Response;
using Hub.Web.Features.Rotas;
using Hub.Web.Features.Search;
using Hub.Web.Features.Readiness;

namespace Hub.Web.Setup;

/// <summary>Which parts stand on the desk and on an incident's page, in which order, and the queries that they read.</summary>
internal static class DeskSetup
{
    public static WebApplicationBuilder AddDesk(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        Part<EngineBanner>(Slot.Shell, 10);
        Part<AttentionBanner>(Slot.Shell, 20);
        Part<SearchPart>(Slot.Bar, 10);
        Part<SampleEmergencyPart>(Slot.DeskTop, 10);
        Part<CoverPart>(Slot.DeskNow, 22);
        Part<ReadinessPart>(Slot.DeskNow, 60);
        Part<NeedsPart>(Slot.DeskNow, 10);
        Part<KeysPart>(Slot.Bar, 20);
        Part<RunningPart>(Slot.DeskBoard, 10);
        Part<DeadlinesPart>(Slot.DeskSide, 10);
        Part<OnCallPart>(Slot.DeskSide, 20);
        Part<MyShifts>(Slot.Profile, 10);
        Part<MyNoticesPart>(Slot.IncidentNow, 10);
        Part<UndeliveredPart>(Slot.IncidentNow, 20);
        Part<SystemsPart>(Slot.IncidentSide, 5);
        Part<IncidentDutiesPart>(Slot.IncidentSide, 10);
        Part<SituationReportsPart>(Slot.IncidentSide, 15);
        Part<LaddersPart>(Slot.IncidentSide, 20);
        Part<IncidentNoticesPart>(Slot.IncidentTold, 10);
        Part<PrintSituationPart>(Slot.IncidentPrint, 10);
        Part<PrintDutiesPart>(Slot.IncidentPrint, 20);
        Part<PrintNoticesPart>(Slot.IncidentPrint, 30);

        services.AddScoped<INeeds, NoticeNeeds>();
        services.AddScoped<INeeds, TriageNeeds>();
        services.AddScoped<INeeds, DutyNeeds>();
        services.AddScoped<INeeds, ApprovalNeeds>();
        services.AddScoped<INeeds, PlanNeeds>();
        services.AddScoped<SearchQuery>();
        services.AddScoped<OnCallQuery>();
        services.AddScoped<DeadlinesQuery>();
        services.AddScoped<TriageQuery>();
        services.AddScoped<IncidentListQuery>();
        services.AddScoped<ShowTrend>();
        services.AddScoped<IncidentQuery>();
        services.AddScoped<TimelineQuery>();
        services.AddScoped<SituationReportQuery>();
        services.AddScoped<SectionNames>();
        services.AddScoped<SystemsQuery>();
        services.AddScoped<ReportsQuery>();
        services.AddScoped<MyNoticesQuery>();
        services.AddScoped<IncidentNoticesQuery>();
        services.AddScoped<DutyQuery>();
        return builder;

        void Part<T>(Slot slot, int order) => services.AddSingleton(new PagePart(slot, typeof(T), order));
    }
}
