using Hub.Domain.People;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Resources;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Hub.Web.Features.Directory;

/// <summary>A field that somebody else changed meanwhile: what stands there now, and what the form says.</summary>
public sealed record Difference(string Field, string Theirs, string Mine);

/// <summary>
/// What the dialogs of the directory share. Before anything is written they show what it would spoil, and ask; what somebody else
/// changed meanwhile is shown beside one's own, never overwritten unseen.
/// </summary>
public abstract class EntryDialog : ComponentBase
{
    private Foreseen asked = Foreseen.Nothing;

    [CascadingParameter] public IMudDialogInstance Dialog { get; set; } = null!;

    [Inject] public required CurrentCaller Current { get; init; }

    [Inject] public required IStringLocalizer<DirectoryTexts> L { get; init; }

    [Inject] public required IStringLocalizer<RefusalTexts> Refusals { get; init; }

    [Inject] public required AskConsequences Asking { get; init; }

    /// <summary>Why it was not written.</summary>
    protected Refusal? Refusal { get; private set; }

    /// <summary>What it would spoil; not written until it is asked for again.</summary>
    protected Foreseen Foreseen => asked;

    /// <summary>What somebody else changed meanwhile.</summary>
    protected IReadOnlyList<Difference> Meanwhile { get; private set; } = [];

    /// <summary>True while a command runs.</summary>
    protected bool IsBusy { get; private set; }

    /// <summary>What the form would do to what ladders hang on; null: nothing.</summary>
    protected virtual Deed? Deed => null;

    /// <summary>Writes what the form says.</summary>
    protected abstract Task<Outcome<Saved>> Store(Caller caller);

    /// <summary>Reads what stands there now, takes its version, and tells in which fields it differs from the form.</summary>
    protected abstract Task<IReadOnlyList<Difference>> LookAgain(Caller caller);

    /// <summary>Fills the form with what stands there now.</summary>
    protected abstract void TakeTheirs();

    /// <summary>The sentence about a field; null when nothing is wrong with it.</summary>
    protected string? FaultOf(string field) => Refusals.Of(Refusal, field);

    protected async Task Save()
    {
        if (IsBusy)
        {
            return;
        }

        IsBusy = true;
        try
        {
            Refusal = null;
            var caller = await Current.Get();
            if (await IsToBeAsked(caller))
            {
                return;
            }

            var outcome = await Store(caller);
            Refusal = outcome.Refusal;
            if (Refusal is null)
            {
                Dialog.Close(DialogResult.Ok(outcome.Value));
            }
            else if (Refusal.Code == "DirectoryChanged")
            {
                Meanwhile = await LookAgain(caller);
            }
        }
        finally
        {
            IsBusy = false;
        }
    }

    protected void UseTheirs()
    {
        TakeTheirs();
        Meanwhile = [];
        Refusal = null;
        asked = Foreseen.Nothing;
    }

    /// <summary>True when it would spoil something that the reader has not been shown.</summary>
    private async Task<bool> IsToBeAsked(Caller caller)
    {
        if (Deed is not { } deed || await Asking.Run(caller, deed) is not { IsRefused: false } foreseen)
        {
            return false;
        }

        var known = asked.Findings.Select(Worsening.Identity).ToHashSet();
        asked = foreseen.Value;
        return asked.Findings.Any(f => !known.Contains(Worsening.Identity(f)));
    }
}
