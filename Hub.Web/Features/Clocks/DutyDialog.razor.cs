using Hub.Domain.Clocks;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Resources;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Hub.Web.Features.Clocks;

/// <summary>Reads, corrects and releases what goes to an outside body. What somebody else changed meanwhile is shown, never overwritten.</summary>
public sealed partial class DutyDialog
{
    private DutyView? duty;
    private DutyView? changed;
    private bool isLoaded;
    private bool isBusy;
    private bool saved;
    private string? subject;
    private string? body;
    private Refusal? refusal;

    [Parameter, EditorRequired] public Guid Id { get; set; }

    [CascadingParameter] public IMudDialogInstance Dialog { get; set; } = null!;

    [Inject] public required DutyQuery Query { get; init; }

    [Inject] public required DecideDuty Deciding { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required IStringLocalizer<RefusalTexts> Refusals { get; init; }

    private bool IsDecided => duty?.State != DutyState.Open;

    protected override async Task OnInitializedAsync()
    {
        Take(await Query.Find(Id));
        isLoaded = true;
    }

    private void Take(DutyView? read)
    {
        duty = read;
        subject = read?.Subject;
        body = read?.Text;
    }

    private string? FaultOf(string field) => Refusals.Of(refusal, field);

    private void TakeTheirs()
    {
        Take(changed);
        changed = null;
        refusal = null;
    }

    private async Task Run(bool release)
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
            refusal = null;
            if (subject?.Trim() != duty!.Subject || body?.Trim() != duty.Text)
            {
                // with theirs in view, saving again is a decision for one's own text
                refusal = (await Deciding.Correct(caller, Id, subject, body, (changed ?? duty).Version)).Refusal;
                if (refusal is null)
                {
                    changed = null;
                    Take(await Query.Find(Id));
                    saved = true;
                }
            }

            if (refusal is null && release)
            {
                refusal = (await Deciding.Release(caller, Id, duty.Version)).Refusal;
                if (refusal is null)
                {
                    Dialog.Close();
                    return;
                }
            }

            if (refusal is { Kind: RefusalKind.Conflict })
            {
                await LookAgain();
            }
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task LookAgain()
    {
        var now = await Query.Find(Id);
        if (refusal!.Code == "DutyChanged" && now?.State == DutyState.Open)
        {
            changed = now;
        }
        else
        {
            Take(now);
        }
    }
}
