using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Plans;

namespace Hub.Web.Features.Plans;

/// <summary>What a plan's file holds: the plan, or what is wrong with the file.</summary>
/// <param name="Plan">The plan; null when the file cannot be read as one.</param>
/// <param name="Broken">Where the file stops being JSON; null: nowhere.</param>
/// <param name="SchemaFaults">Where it does not fit the schema. What is merely empty does not count while a draft can be made of the file: the plan's own check finds it before it is submitted.</param>
public sealed record PlanFile(EmergencyPlan? Plan, string? Broken, IReadOnlyList<SchemaFault> SchemaFaults)
{
    /// <summary>Longest file, in characters.</summary>
    public const int Longest = 1_000_000;

    /// <summary>Reads a file. Never throws; whatever it holds.</summary>
    public static PlanFile Read(string json)
    {
        if (json.Length > Longest)
        {
            return new PlanFile(null, "…", []);
        }

        try
        {
            var node = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false });
            var faults = PlanSchema.FaultsOf(node);
            return faults.All(f => f.Kind == SchemaFaultKind.Empty) ? new PlanFile(PlanJson.Read(json), null, []) : new PlanFile(null, null, faults);
        }
        catch (Exception e) when (e is JsonException or OverflowException or FormatException)
        {
            return new PlanFile(null, e is JsonException { Path: { Length: > 0 } path } ? path : $"{(e as JsonException)?.LineNumber + 1 ?? 1}", []);
        }
    }
}
