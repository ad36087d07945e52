using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Hub.Domain.Plans;
using Hub.Web.Features.Plans;

namespace Hub.Web.Api;

/// <summary>A draft is begun.</summary>
public sealed record DraftPlanBody
{
    [Description("Number of the version to begin from; without it and without a plan, the one in force.")]
    public int? From { get; init; }

    [Description("The plan itself, as its schema says (GET /plans/schema).")]
    public JsonElement? Plan { get; init; }
}

/// <summary>A plan to be looked at.</summary>
public sealed record CheckPlanBody
{
    [Required, Description("The plan, as its schema says.")]
    public JsonElement? Plan { get; init; }
}

/// <summary>A draft is changed.</summary>
public sealed record ChangePlanBody
{
    [Required, Description("The whole plan, as its schema says.")]
    public JsonElement? Plan { get; init; }

    [Required, Description("Version of the draft that was read; refused when somebody has changed it since.")]
    public long? Version { get; init; }
}

/// <summary>A draft is submitted.</summary>
public sealed record SubmitPlanBody
{
    [Required, MaxLength(2_000), Description("What is new in it; stands in the revision record.")]
    public string? Summary { get; init; }
}

/// <summary>A version is approved.</summary>
public sealed record ApprovePlanBody
{
    [MaxLength(2_000), Description("Why, although findings are open; required then.")]
    public string? Reason { get; init; }
}

/// <summary>A version comes into force.</summary>
public sealed record PlanInForceBody
{
    [Description("From when, ISO 8601 with its zone, at most a year ahead; without it, now.")]
    public DateTimeOffset? From { get; init; }
}

/// <summary>A version of the plan without its content.</summary>
public sealed record PlanLineAnswer(
    int Number, string Name, PlanState State, [property: Description("Number of the version that its draft began from.")] int? BasedOn, [property: Description("Everybody who had a hand in it.")] IReadOnlyList<string> Authors,
    DateTimeOffset CreatedAt, [property: Description("What is new in it.")] string? Summary, DateTimeOffset? SubmittedAt, string? SubmittedBy, DateTimeOffset? ApprovedAt, string? ApprovedBy, string? ApprovalReason,
    [property: Description("When it is to come into force.")] DateTimeOffset? PlannedFrom, DateTimeOffset? InForceFrom, DateTimeOffset? EndedAt, [property: Description("Who sent it back or withdrew it.")] string? EndedBy, string? EndReason,
    [property: Description("For changing a draft.")] long Version, [property: Description("Its page.")] string Url)
{
    internal static PlanLineAnswer Of(PlanLine l, string language, Links links) => new(
        l.Number, l.Name.For(language), l.State, l.BasedOn, l.Authors, l.CreatedAt, l.Summary, l.SubmittedAt, l.SubmittedBy, l.ApprovedAt, l.ApprovedBy, l.ApprovalReason,
        l.PlannedFrom, l.InForceFrom, l.EndedAt, l.EndedBy, l.EndReason, l.Version, links.Plan(l.Number));
}

/// <summary>The versions of the plan, the newest first.</summary>
public sealed record PlansAnswer(IReadOnlyList<PlanLineAnswer> Items);

/// <summary>A fault of a plan.</summary>
public sealed record PlanFaultAnswer([property: Description("Where, as a JSON path.")] string Path, [property: Description("What is wrong, as a word.")] string Fault, [property: Description("What stands there.")] string Value);

/// <summary>A version of the plan.</summary>
public sealed record PlanAnswer([property: Description("Its line in the list.")] PlanLineAnswer Line, [property: Description("The plan, as its schema says.")] JsonElement Plan, [property: Description("What keeps it from being submitted.")] IReadOnlyList<PlanFaultAnswer> Faults);

/// <summary>Whether a plan could be a draft, and what is wrong with it.</summary>
public sealed record PlanCheckAnswer([property: Description("True when it can be begun as a draft, also with faults.")] bool IsReadable, IReadOnlyList<PlanFaultAnswer> Faults);

/// <summary>A version after a command.</summary>
public sealed record PlanNumberAnswer(int Number, string Url);

/// <summary>A draft after it was changed.</summary>
public sealed record PlanChangedAnswer(int Number, [property: Description("For the next change.")] long Version, string Url);

/// <summary>One difference between two versions.</summary>
public sealed record PlanDifferenceAnswer(PlanPart Part, DifferenceOf Of, DifferenceKind Kind, [property: Description("In a sentence.")] string Sentence);

/// <summary>What differs from one version to another.</summary>
public sealed record PlanDifferencesAnswer(int From, int To, IReadOnlyList<PlanDifferenceAnswer> Items);
