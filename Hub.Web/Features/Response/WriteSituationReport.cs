using Hub.Domain.People;
using Hub.Domain.Response;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Response;

/// <summary>Begins a version of an incident's situation report, and writes it. Needs <see cref="Right.Command"/>.</summary>
public sealed class WriteSituationReport(Writer writer, Situations situations, WhatTheRecordSays record)
{
    /// <summary>
    /// Begins the next version: a copy of the last approved one, or filled from the record when it is the first. Refused also:
    /// unknown language; closed incident; one is in work already.
    /// </summary>
    public async Task<Outcome<SituationReport>> Begin(Caller caller, string incident, string culture, CancellationToken cancellation = default)
    {
        if (Languages.Match(culture) is not { } language)
        {
            return SituationReports.MayWrite(caller) ? Refusal.Invalid("culture", "Unknown") : Refusal.NotAllowed();
        }

        // read outside of the transaction: a word that comes in meanwhile is no harm in a draft
        var first = await record.Read(caller, incident, language, cancellation) ?? SituationReportText.Empty;
        return await writer.Run<SituationReport>(
            caller,
            async work =>
            {
                if (!SituationReports.MayWrite(caller))
                {
                    return Refusal.NotAllowed();
                }

                var found = await situations.Find(work, incident);
                if (found.IsRefused)
                {
                    return found.Refusal;
                }

                var last = await work.Db.SituationReports.Where(r => r.IncidentId == found.Value.Id).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellation);
                if (last is { State: not SituationReportState.Approved })
                {
                    return Refusal.Conflict("SituationReportInWork", last.Number, last.WrittenBy);
                }

                var begun = SituationReport.Begin(found.Value, (last?.Number ?? 0) + 1, language, last?.Text ?? first, caller, work.Now);
                if (begun.IsRefused)
                {
                    return begun.Refusal;
                }

                work.Db.SituationReports.Add(begun.Value.Report);
                found.Value.Touch();
                work.Record(found.Value.Number, begun.Value.Fact, found.Value.Id, found.Value.Number);
                return begun.Value.Report;
            },
            cancellation);
    }

    /// <summary>Writes the texts of a draft. Refused also: unknown; not a draft; a text at fault; written by somebody else since that version was read.</summary>
    public Task<Outcome<SituationReport>> Run(Caller caller, string incident, int number, SituationReportText text, long readVersion, CancellationToken cancellation = default) =>
        writer.Run<SituationReport>(
            caller,
            async work =>
            {
                if (!SituationReports.MayWrite(caller))
                {
                    return Refusal.NotAllowed();
                }

                var found = await SituationReports.Find(work, situations, incident, number, cancellation);
                if (found.IsRefused)
                {
                    return found.Refusal;
                }

                if (found.Value.Report.Write(text, readVersion, caller, work.Now) is { } refusal)
                {
                    return refusal;
                }

                work.ShowOnBoard("situationReportWritten", found.Value.Incident.Number, found.Value.Incident.Id);
                return found.Value.Report;
            },
            cancellation);
}
