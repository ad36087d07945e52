using System.Globalization;
using Hub.Domain.Response;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hub.Web.Features.Response;

/// <summary>
/// Writes a draft. What is typed is kept in the browser together with the version that it was typed over, so that neither a lost
/// connection nor a reload loses a word, and nobody's text is overwritten by one that was typed over an older version:
/// then both are shown and the writer decides.
/// </summary>
public sealed partial class SituationReportEditor
{
    private SituationReportText text = SituationReportText.Empty;
    private SituationReportText read = SituationReportText.Empty;
    private SituationReport? theirs;
    private SituationReportText? fromRecord;
    private Refusal? refusal;
    private Guid shown;
    private long readVersion;
    private bool isBusy;
    private bool saved;

    [Parameter, EditorRequired] public SituationReportView View { get; set; } = null!;

    /// <summary>It was submitted.</summary>
    [Parameter] public EventCallback Done { get; set; }

    [Inject] public required WriteSituationReport Writing { get; init; }

    [Inject] public required DecideSituationReport Deciding { get; init; }

    [Inject] public required WhatTheRecordSays Record { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    private string Incident => View.Incident.Number;

    private string Key(string field) => $"sitrep-{Incident}-{View.Report.Number}-{field}";

    protected override void OnParametersSet()
    {
        if (shown != View.Report.Id)
        {
            shown = View.Report.Id;
            text = read = View.Report.Text;
            readVersion = View.Report.Version;
        }
        else if (View.Report.Version > readVersion && !isBusy)
        {
            LookAt(View.Report);
        }
    }

    private void LookAt(SituationReport now)
    {
        if (now.Text == read)
        {
            // sent back or taken back, not rewritten
            readVersion = now.Version;
        }
        else
        {
            // never into the boxes: somebody may be typing
            theirs = now;
        }
    }

    /// <summary>The browser had a draft that was typed over that version.</summary>
    private void BasedOn(ChangeEventArgs change)
    {
        if (long.TryParse(change.Value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version < View.Report.Version)
        {
            readVersion = version;
            theirs = View.Report;
        }
    }

    private void Set(SituationSection section, ChangeEventArgs change)
    {
        text = text.With(section, change.Value?.ToString());
        saved = false;
    }

    private void Take(SituationSection section, string its) => text = text.With(section, its);

    private void Append(SituationSection section, string its) => text = text.With(section, $"{text[section]}\n{its}".Trim());

    private void KeepMine() => SettleWith(text);

    private void TakeTheirs() => SettleWith(theirs!.Text);

    private void SettleWith(SituationReportText decided)
    {
        text = decided;
        read = theirs!.Text;
        readVersion = theirs.Version;
        theirs = null;
        refusal = null;
    }

    private async Task ShowRecord() =>
        fromRecord = fromRecord is null ? await Record.Read(await Callers.Get(), Incident, View.Report.Culture, CancellationToken.None) : null;

    private async Task Save(bool submit)
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        saved = false;
        try
        {
            var caller = await Callers.Get();
            var written = await Writing.Run(caller, Incident, View.Report.Number, text, theirs?.Version ?? readVersion);
            refusal = written.Refusal;
            if (refusal is null)
            {
                theirs = null;
                readVersion = written.Value.Version;
                text = read = written.Value.Text;
                saved = true;
                await ClearDrafts();
                if (submit)
                {
                    refusal = (await Deciding.Submit(caller, Incident, View.Report.Number, readVersion)).Refusal;
                }
            }

            await Done.InvokeAsync();
            if (refusal is { Code: "SituationReportChanged" })
            {
                LookAt(View.Report);
            }
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task ClearDrafts()
    {
        foreach (var field in SituationReportText.Sections.Select(SituationReportText.FieldOf).Append("base"))
        {
            await Js.InvokeVoidAsync("hub.clearDraft", Key(field));
        }
    }
}
