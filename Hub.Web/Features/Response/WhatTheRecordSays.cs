using System.Globalization;
using System.Text;
using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Response;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Live;
using Hub.Web.Resources;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Hub.Web.Features.Response;

/// <summary>Puts together what the record says of an incident, as a first draft of its situation report in one language and the organisation's zone.</summary>
public sealed class WhatTheRecordSays(
    IDbContextFactory<HubDbContext> contexts, PlanInForce plans, TimelineWords entries, IOptions<HubOptions> options, IStringLocalizer<SituationTexts> texts, IStringLocalizer<WordTexts> words)
{
    private const int MostEvents = 20;
    private readonly ViewerTime view = new(TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone));

    /// <summary>The sections; null when there is no such incident for the caller.</summary>
    public async Task<SituationReportText?> Read(Caller caller, string number, string culture, CancellationToken cancellation)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            return await Read(caller, number, cancellation);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private async Task<SituationReportText?> Read(Caller caller, string number, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var incident = await db.Incidents.SeenBy(db, caller).AsNoTracking().FirstOrDefaultAsync(i => i.Number == number, cancellation);
        if (incident is null)
        {
            return null;
        }

        var culture = CultureInfo.CurrentUICulture.Name;
        var names = await RuleNames.Load(db, await plans.Load(db, incident.PlanVersionId));
        var events = await EventQuery.LastVerified(db, incident.Id, incident.Number, MostEvents, cancellation);
        var systems = await EventQuery.Systems(db, incident.Id, cancellation);
        var duties = await db.Duties.AsNoTracking().Where(d => d.IncidentId == incident.Id && d.State == DutyState.Open).OrderBy(d => d.DueAt).ToListAsync(cancellation);
        return new SituationReportText(
            Short(Situation(incident)),
            Short(Lines(events.OrderBy(e => e.Number).Where(e => e.Kind != FactKind.IncidentOpened).Select(e => Event(e, names)))),
            Short(Lines(systems.GroupBy(s => s.State).OrderBy(g => g.Key)
                .Select(g => texts["SystemsOf", words[$"System_{g.Key}"].Value, string.Join(texts["Comma"], g.Select(s => s.Name.For(culture)))].Value))),
            Short(Lines(duties.Select(d => texts["DutyOpen", d.BodyName.For(culture), d.Name.For(culture), When(d.DueAt)].Value))),
            "",
            "");
    }

    private string Situation(Incident incident)
    {
        var said = new StringBuilder(texts["Opening", incident.Number, incident.Title, $"{incident.Grade.Numeral()} {words[$"Grade_{incident.Grade}"]}", words[$"Stage_{incident.Stage}"].Value, When(incident.OpenedAt)].Value);
        foreach (var more in (string?[])[incident.Description, incident.LatestUpdate])
        {
            if (!string.IsNullOrWhiteSpace(more))
            {
                said.Append('\n').Append(more);
            }
        }

        return said.Append(incident is { LatestUpdate: not null, LatestUpdateIsVerified: false } ? texts["Unconfirmed"].Value : "").ToString();
    }

    private string Event(TimelineEntry entry, RuleNames names)
    {
        var line = entries.Write(entry, names, view);
        return texts["EventLine", view.Minute(line.At), line.Kind == FactKind.UpdatePosted ? line.Detail ?? "" : line.Sentence].Value;
    }

    private string When(DateTimeOffset at) => $"{view.Minute(at)} {view.ZoneName(at)}";

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string Short(string text) => text.Length <= SituationReportText.Longest ? text : text[..(SituationReportText.Longest - 1)] + "…";
}
