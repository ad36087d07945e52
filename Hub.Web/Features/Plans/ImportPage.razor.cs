using System.Text;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Hub.Web.Features.Plans;

/// <summary>Looks at a plan's file, says what is wrong with it, and makes a draft of it only when somebody then asks for it.</summary>
public sealed partial class ImportPage
{
    private string? json;
    private string? name;
    private PlanImported? found;
    private bool isBusy;
    private Refusal? refusal;

    [Inject] public required PlanImport Import { get; init; }

    [Inject] public required DraftPlan Draft { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private async Task Choose(InputFileChangeEventArgs e)
    {
        (found, refusal, json, name) = (null, null, null, null);
        if (e.File.Size > PlanFile.Longest)
        {
            refusal = Refusal.Invalid("file", "TooLong", PlanFile.Longest);
            return;
        }

        await using var stream = e.File.OpenReadStream(PlanFile.Longest);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        (json, name) = (await reader.ReadToEndAsync(), e.File.Name);
    }

    private async Task Look()
    {
        var outcome = await Import.Check(await Callers.Get(), json ?? "");
        (refusal, found) = (outcome.Refusal, outcome.IsRefused ? null : outcome.Value);
    }

    private async Task Take()
    {
        isBusy = true;
        try
        {
            var read = PlanImport.Read(json ?? "");
            refusal = read.Refusal;
            if (read.IsRefused)
            {
                return;
            }

            var begun = await Draft.From(await Callers.Get(), read.Value);
            refusal = begun.Refusal;
            if (!begun.IsRefused)
            {
                Navigation.NavigateTo($"/plans/{begun.Value}/edit");
            }
        }
        finally
        {
            isBusy = false;
        }
    }
}
