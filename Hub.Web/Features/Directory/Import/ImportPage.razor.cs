using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Hub.Web.Features.Directory.Import;

/// <summary>Takes a table: the fate of every line first, then, when it is confirmed, all of it at once.</summary>
public sealed partial class ImportPage
{
    private const int AtFirst = 200;

    private byte[]? file;
    private string? name;
    private DryRun? run;
    private DryRun? done;
    private LineFate? fate;
    private Foreseen foreseen = Foreseen.Nothing;
    private Refusal? refusal;
    private bool isRefused;
    private bool isBusy;
    private bool leaveOut;
    private int most = AtFirst;

    [SupplyParameterFromQuery(Name = "kind")] public string? Kind { get; set; }

    [Inject] public required ImportDirectory Using { get; init; }

    [Inject] public required AskConsequences Asking { get; init; }

    [Inject] public required CurrentCaller Current { get; init; }

    private SheetKind KindOf => Enum.TryParse<SheetKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : SheetKind.Persons;

    private string Back => KindOf == SheetKind.Persons ? "/directory" : $"/directory?tab={KindOf.ToString().ToLowerInvariant()}";

    private IEnumerable<ImportLine> Shown => run!.Lines.Where(l => fate is null || l.Fate == fate);

    protected override async Task OnInitializedAsync() => isRefused = !(await Current.Get()).Has(Right.Administer);

    private string FieldName(string? field)
    {
        var said = field?.Split('[')[0];
        return said is null ? "" : $"{(L[$"Field_{said}"] is { ResourceNotFound: false } known ? known.Value : said)}: ";
    }

    private void Show(LineFate? wanted)
    {
        fate = wanted;
        most = AtFirst;
    }

    private async Task Choose(InputFileChangeEventArgs chosen)
    {
        (run, done, refusal, foreseen, leaveOut, fate, most) = (null, null, null, Foreseen.Nothing, false, null, AtFirst);
        name = chosen.File.Name.Length > 100 ? chosen.File.Name[..100] : chosen.File.Name;
        if (chosen.File.Size > CsvText.MostBytes)
        {
            refusal = Refusal.Invalid("file", "ImportTooLarge", CsvText.MostBytes / 1024 / 1024);
            return;
        }

        isBusy = true;
        try
        {
            await using var stream = chosen.File.OpenReadStream(CsvText.MostBytes);
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory);
            file = memory.ToArray();
            await Look();
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task Look()
    {
        var caller = await Current.Get();
        var outcome = await Using.Look(caller, KindOf, file!);
        refusal ??= outcome.Refusal;
        run = outcome.IsRefused ? null : outcome.Value;
        var asked = run?.Deed is { } deed ? await Asking.Run(caller, deed) : (Outcome<Foreseen>?)null;
        foreseen = asked is { IsRefused: false } seen ? seen.Value : Foreseen.Nothing;
    }

    private async Task Confirm()
    {
        if (isBusy || run is null)
        {
            return;
        }

        isBusy = true;
        try
        {
            var outcome = await Using.Run(await Current.Get(), KindOf, file!, run.Stamp, leaveOut);
            refusal = outcome.Refusal;
            done = outcome.IsRefused ? null : outcome.Value;
            if (refusal is { Code: "ImportStale" })
            {
                // The directory is another by now: shown anew, and confirmed anew.
                await Look();
            }
        }
        finally
        {
            isBusy = false;
        }
    }
}
