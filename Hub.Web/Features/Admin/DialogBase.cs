using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Resources;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Hub.Web.Features.Admin;

/// <summary>What the dialogs of the administration page share: who asks, the refusal beside its field, closing with a result.</summary>
public abstract class DialogBase : ComponentBase
{
    [Inject] public required CurrentCaller Current { get; init; }

    [Inject] public required RefusalSentences Sentences { get; init; }

    [Inject] public required IStringLocalizer<AdminTexts> L { get; init; }

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    protected Refusal? Fault { get; private set; }

    protected bool IsAt(string field) => Fault?.Field == field;

    protected string? TextOf(string? field) => Fault is not null && Fault.Field == field ? Sentences.Of(Fault) : null;

    protected void Finish<T>(Outcome<T> outcome, Func<T, object> result)
    {
        Fault = outcome.Refusal;
        if (Fault is null)
        {
            Dialog.Close(DialogResult.Ok(result(outcome.Value)));
        }
    }
}
