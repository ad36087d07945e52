using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Resources;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Hub.Web.Features.Rotas;

/// <summary>What the dialogs of rotas share: who asks, the refusal beside its field, instants in the viewer's zone, closing with a result.</summary>
public abstract class RotaForm : ComponentBase
{
    [Inject] public required CurrentCaller Current { get; init; }

    [Inject] public required RefusalSentences Sentences { get; init; }

    [Inject] public required IStringLocalizer<RotaTexts> L { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    [CascadingParameter] public ViewerTime? Viewer { get; set; }

    protected Refusal? Fault { get; set; }

    protected bool IsBusy { get; private set; }

    protected ViewerTime View => Viewer ?? ViewerTime.Utc;

    /// <summary>Zone in which the fields are, as people know it.</summary>
    protected string ZoneWords => $"{View.Zone.Id} ({View.ZoneName(Time.GetUtcNow())})";

    /// <summary>An instant as a field of date and time holds it: whole minutes of the viewer's clock.</summary>
    protected DateTime Write(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, View.Zone).DateTime;
        return local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
    }

    /// <summary>The instant of a field; null when it is empty. Unchanged since it was written, it is the very instant that it was written from.</summary>
    protected DateTimeOffset? Read(DateTime? field, DateTimeOffset? written = null) =>
        written is { } before && field == Write(before) ? before
        : field is { Year: >= 2000 and < 2200 } local ? WallClock.Reached(local, View.Zone)
        : null;

    protected bool IsAt(params string[] fields) => Fault?.Field is { } field && fields.Contains(field, StringComparer.Ordinal);

    protected string? TextOf(params string[] fields) => IsAt(fields) ? Sentences.Of(Fault!) : null;

    /// <summary>The refusal that belongs to none of the fields shown.</summary>
    protected string? Rest(params string[] fields) => Fault is null || IsAt(fields) ? null : Sentences.Of(Fault);

    protected async Task Finish<T>(Func<Caller, Task<Outcome<T>>> run, Func<T, object>? result = null)
    {
        if (IsBusy)
        {
            return;
        }

        IsBusy = true;
        try
        {
            var outcome = await run(await Current.Get());
            Fault = outcome.Refusal;
            if (Fault is null)
            {
                Dialog.Close(DialogResult.Ok(result is null ? (object)true : result(outcome.Value)));
            }
        }
        finally
        {
            IsBusy = false;
        }
    }
}
