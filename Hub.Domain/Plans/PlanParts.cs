using Hub.Domain.Grading;

namespace Hub.Domain.Plans;

/// <summary>The parts in which people read, write and compare a plan.</summary>
public enum PlanPart
{
    /// <summary>Cover, purpose and scope, legal basis, articles, safeguards, owner and approvers.</summary>
    Scope = 1,

    /// <summary>The organisation.</summary>
    Organisation = 2,

    /// <summary>Leader, triage, who is told per grade and how long they have to acknowledge.</summary>
    Told = 3,

    /// <summary>The ladders.</summary>
    Ladders = 4,

    /// <summary>Response level, standing measures and how often progress is reported.</summary>
    Response = 5,

    /// <summary>Duties to outside bodies, and which grades open them.</summary>
    Duties = 6,

    /// <summary>Who may activate, raise, lower, stand down, close and approve.</summary>
    Authority = 7,

    /// <summary>What notices say in the organisation's own words.</summary>
    Texts = 8,
}

/// <summary>Takes single parts out of plans.</summary>
public static class PlanParts
{
    /// <summary>All parts in the order of the pages.</summary>
    public static IReadOnlyList<PlanPart> All { get; } = Enum.GetValues<PlanPart>();

    /// <summary>A plan from which everything is missing: what a draft from nothing begins with. Times are those that most plans have.</summary>
    public static EmergencyPlan Empty(string key) => new()
    {
        Key = key,
        Name = new("", ""),
        Scope = new("", ""),
        Leader = [],
        Triage = new TriageRule { Ladder = "", WithinWhenGrave = TimeSpan.FromMinutes(5), Within = TimeSpan.FromMinutes(15) },
        Grades = Grades.All.ToDictionary(g => g, g => new GradeRule { Response = new("", ""), Notify = [], AcknowledgeWithin = TimeSpan.FromMinutes(g.IsGraverThan(Grade.III) ? 10 : 30) }),
        Ladders = new Dictionary<string, Ladder>(StringComparer.Ordinal),
    };

    /// <summary>The plan with one part of another.</summary>
    public static EmergencyPlan With(this EmergencyPlan plan, PlanPart part, EmergencyPlan other) => part switch
    {
        PlanPart.Scope => plan with
        {
            Name = other.Name, Scope = other.Scope, LegalBasis = other.LegalBasis, Document = other.Document, Owner = other.Owner, Approvers = other.Approvers,
            Articles = other.Articles, Safeguards = other.Safeguards,
        },
        PlanPart.Organisation => plan with { Organisation = other.Organisation },
        PlanPart.Told => WithGrades(plan with { Leader = other.Leader, Triage = other.Triage }, other, (mine, theirs) => mine with
        {
            Notify = theirs.Notify, Inform = theirs.Inform, AcknowledgeWithin = theirs.AcknowledgeWithin, Channels = theirs.Channels,
        }),
        PlanPart.Ladders => plan with { Ladders = other.Ladders },
        PlanPart.Response => WithGrades(plan, other, (mine, theirs) => mine with { Response = theirs.Response, Measures = theirs.Measures, ProgressEvery = theirs.ProgressEvery }),
        PlanPart.Duties => WithGrades(plan with { Duties = other.Duties }, other, (mine, theirs) => mine with { Duties = theirs.Duties }),
        PlanPart.Authority => plan with { Authority = other.Authority },
        PlanPart.Texts => plan with { Texts = other.Texts },
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };

    /// <summary>True when the part reads the same in both.</summary>
    public static bool IsSame(PlanPart part, EmergencyPlan one, EmergencyPlan other) =>
        PlanJson.Write(one.With(part, other)) == PlanJson.Write(one);

    /// <summary>The part to which a fault belongs, by its path.</summary>
    public static PlanPart Of(PlanFault fault)
    {
        var path = fault.Path;
        return path switch
        {
            _ when path.StartsWith("$.organisation", StringComparison.Ordinal) => PlanPart.Organisation,
            _ when path.StartsWith("$.authority", StringComparison.Ordinal) => PlanPart.Authority,
            _ when path.StartsWith("$.texts", StringComparison.Ordinal) => PlanPart.Texts,
            _ when path.StartsWith("$.ladders", StringComparison.Ordinal) => PlanPart.Ladders,
            _ when path.StartsWith("$.duties", StringComparison.Ordinal) => PlanPart.Duties,
            _ when path.StartsWith("$.leader", StringComparison.Ordinal) || path.StartsWith("$.triage", StringComparison.Ordinal) => PlanPart.Told,
            _ when path.StartsWith("$.grades.", StringComparison.Ordinal) => path.Split('.', '[') switch
            {
                [_, _, _, "response" or "measures" or "progressEvery", ..] => PlanPart.Response,
                [_, _, _, "duties", ..] => PlanPart.Duties,
                _ => PlanPart.Told,
            },
            _ => PlanPart.Scope,
        };
    }

    private static EmergencyPlan WithGrades(EmergencyPlan plan, EmergencyPlan other, Func<GradeRule, GradeRule, GradeRule> take) => plan with
    {
        Grades = Grades.All.Where(g => plan.Grades.ContainsKey(g) || other.Grades.ContainsKey(g)).ToDictionary(
            g => g,
            g => plan.Grades.TryGetValue(g, out var mine) && other.Grades.TryGetValue(g, out var theirs) ? take(mine, theirs) : plan.Grades.GetValueOrDefault(g) ?? other.Grades[g]),
    };
}
