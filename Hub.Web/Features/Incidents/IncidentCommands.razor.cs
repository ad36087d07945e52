using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Hub.Web.Features.Incidents;

/// <summary>What may be done with the incident by whoever may command; hidden from everybody else. The use cases check again.</summary>
public sealed partial class IncidentCommands
{
    private static readonly DialogOptions Wide = new() { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseButton = true, CloseOnEscapeKey = true, BackdropClick = false };
    private static readonly DialogOptions Narrow = Wide with { MaxWidth = MaxWidth.Small };

    private bool mayCommand;
    private bool isBusy;
    private Refusal? refusal;

    [Parameter, EditorRequired] public IncidentDetail Detail { get; set; } = null!;

    /// <summary>Something was done.</summary>
    [Parameter] public EventCallback Done { get; set; }

    [Inject] public required CommandIncident Commands { get; init; }

    [Inject] public required IncidentQuery Query { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    private string Number => Detail.Head.Number;

    protected override async Task OnParametersSetAsync() => mayCommand = (await Callers.Get()).Has(Right.Command);

    private Task ChangeGrade() => Ask<GradeDialog>(L["ChangeGradeTitle", Number], Wide, new DialogParameters<GradeDialog> { { d => d.Detail, Detail } });

    private Task Appoint() => Ask<LeaderDialog>(L["AppointTitle", Number], Narrow, new DialogParameters<LeaderDialog> { { d => d.Detail, Detail } });

    private async Task Correct()
    {
        if (await Query.TextOf(Number) is { } text)
        {
            await Ask<CorrectDialog>(P["CorrectTitle", Number], Narrow, new DialogParameters<CorrectDialog> { { d => d.Number, Number }, { d => d.Read, text } });
        }
    }

    private Task StandDown() => AskReason("StandDown", (caller, reason) => Commands.StandDown(caller, Number, reason));

    private Task Close() => AskReason("Close", (caller, reason) => Commands.Close(caller, Number, reason));

    private Task AskReason(string command, Func<Caller, string?, Task<Outcome<string>>> run) => Ask<ReasonDialog>(
        L[$"{command}Title", Number],
        Narrow,
        new DialogParameters<ReasonDialog>
        {
            { d => d.Follows, L[$"{command}Follows"] },
            { d => d.Button, L[command] },
            { d => d.Draft, $"{command}-{Number}" },
            { d => d.IsGrave, command == "Close" },
            { d => d.Run, run },
        });

    private async Task Ask<T>(string title, DialogOptions options, DialogParameters parameters)
        where T : IComponent
    {
        refusal = null;
        var reference = await Dialogs.ShowAsync<T>(title, parameters, options);
        await reference.Result;
        await Done.InvokeAsync();
    }

    private async Task ChangeStage(ChangeEventArgs change)
    {
        if (!Enum.TryParse<Stage>(change.Value?.ToString(), out var stage) || stage == Detail.Head.Stage)
        {
            return;
        }

        isBusy = true;
        try
        {
            refusal = (await Commands.ChangeStage(await Callers.Get(), Number, stage)).Refusal;
            await Done.InvokeAsync();
        }
        finally
        {
            isBusy = false;
        }
    }
}
