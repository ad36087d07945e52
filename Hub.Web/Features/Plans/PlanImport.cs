using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Plans;

/// <summary>What a file would be as a draft.</summary>
/// <param name="File">What it holds.</param>
/// <param name="Faults">What would keep it from being submitted; none when it cannot be read.</param>
public sealed record PlanImported(PlanFile File, IReadOnlyList<PlanFault> Faults);

/// <summary>Looks at a plan's file before anything is written (dry run).</summary>
public sealed class PlanImport(IDbContextFactory<HubDbContext> contexts)
{
    /// <summary>What is wrong with it. Refused: without <see cref="Right.Read"/>.</summary>
    public async Task<Outcome<PlanImported>> Check(Caller caller, string json, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        var file = PlanFile.Read(json);
        if (file.Plan is null)
        {
            return new PlanImported(file, []);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return new PlanImported(file, await PlanFindings.FaultsOf(db, file.Plan));
    }

    /// <summary>The plan of a file. Refused: it is none; the first place that is wrong is named.</summary>
    public static Outcome<EmergencyPlan> Read(string json)
    {
        var file = PlanFile.Read(json);
        return file.Plan is { } plan ? plan
            : file.SchemaFaults is [var first, ..] ? Refusal.Invalid($"plan{first.Path[1..]}", "PlanFileWrong", first.Value, first.Kind.ToString())
            : Refusal.Invalid("plan", "PlanFileBroken", file.Broken ?? "");
    }
}
