using Hub.Domain.People;
using Hub.Domain.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Hub.Web.Features.Clocks;

/// <summary>One duty in a list, with what may be done about it.</summary>
public sealed partial class DutyLine
{
    private static readonly DialogOptions Wide = new() { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseButton = true, CloseOnEscapeKey = true, BackdropClick = false };

    [Parameter, EditorRequired] public DutyView Duty { get; set; } = null!;

    /// <summary>Whether the viewer may release what goes outside.</summary>
    [Parameter] public bool MayDecide { get; set; }

    [Parameter] public bool ShowIncident { get; set; }

    /// <summary>Something was decided.</summary>
    [Parameter] public EventCallback Done { get; set; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required DecideDuty Deciding { get; init; }

    private Task Release() => Ask<DutyDialog>(L["ReleaseTitle", Duty.Body], new DialogParameters<DutyDialog> { { d => d.Id, Duty.Id } }, Wide);

    private Task Waive() => AskText("Waive", "reason", lines: 3, null, (caller, text) => Deciding.Waive(caller, Duty.Id, text));

    private Task Record() => AskText("Reference", "referenceNumber", lines: 1, Duty.Reference, (caller, text) => Deciding.RecordReference(caller, Duty.Id, text));

    private Task AskText(string what, string field, int lines, string? before, Func<Caller, string?, Task<Outcome<Guid>>> run) => Ask<DutyTextDialog>(
        L[$"{what}Title", Duty.Body],
        new DialogParameters<DutyTextDialog>
        {
            { d => d.Hint, L[$"{what}Hint"] },
            { d => d.Label, L[$"{what}Label"] },
            { d => d.Button, L[$"{what}Do"] },
            { d => d.Field, field },
            { d => d.Lines, lines },
            { d => d.Before, before },
            { d => d.Draft, $"{what}-{Duty.Id}" },
            { d => d.Run, run },
        },
        Wide with { MaxWidth = MaxWidth.Small });

    private async Task Ask<T>(string title, DialogParameters parameters, DialogOptions options)
        where T : IComponent
    {
        var reference = await Dialogs.ShowAsync<T>(title, parameters, options);
        await reference.Result;
        await Done.InvokeAsync();
    }
}
