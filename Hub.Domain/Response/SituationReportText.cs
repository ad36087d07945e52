using Hub.Domain.Shared;

namespace Hub.Domain.Response;

/// <summary>Sections of a situation report, in their order.</summary>
public enum SituationSection
{
    /// <summary>基本情况.</summary>
    Situation,

    /// <summary>已采取措施.</summary>
    Measures,

    /// <summary>受影响系统.</summary>
    Systems,

    /// <summary>下一步工作.</summary>
    NextSteps,

    /// <summary>需要的支持.</summary>
    Needs,

    /// <summary>态势研判.</summary>
    Outlook,
}

/// <summary>The texts of a situation report, each at most <see cref="Longest"/> characters.</summary>
public sealed record SituationReportText(string? Situation, string? Measures, string? Systems, string? NextSteps, string? Needs, string? Outlook)
{
    /// <summary>Most characters of a section.</summary>
    public const int Longest = 4_000;

    /// <summary>Nothing yet.</summary>
    public static SituationReportText Empty { get; } = new("", "", "", "", "", "");

    /// <summary>The sections in their order.</summary>
    public static IReadOnlyList<SituationSection> Sections { get; } = Enum.GetValues<SituationSection>();

    /// <summary>The text of a section.</summary>
    public string this[SituationSection section] => section switch
    {
        SituationSection.Situation => Situation,
        SituationSection.Measures => Measures,
        SituationSection.Systems => Systems,
        SituationSection.NextSteps => NextSteps,
        SituationSection.Needs => Needs,
        _ => Outlook,
    } ?? "";

    /// <summary>The same with another text in one section.</summary>
    public SituationReportText With(SituationSection section, string? text) => section switch
    {
        SituationSection.Situation => this with { Situation = text },
        SituationSection.Measures => this with { Measures = text },
        SituationSection.Systems => this with { Systems = text },
        SituationSection.NextSteps => this with { NextSteps = text },
        SituationSection.Needs => this with { Needs = text },
        _ => this with { Outlook = text },
    };

    /// <summary>Name of a section's field in the API.</summary>
    public static string FieldOf(SituationSection section)
    {
        var name = section.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>The first text that is too long or holds control characters; null when all are sound.</summary>
    public Refusal? Fault() => Sections.Select(s => Text.Optional(FieldOf(s), this[s], Longest, lines: true)).FirstOrDefault(f => f is not null);

    /// <summary>Without white space at the ends, line breaks as one character.</summary>
    internal (string Situation, string Measures, string Systems, string NextSteps, string Needs, string Outlook) Trimmed() =>
        (Clean(Situation), Clean(Measures), Clean(Systems), Clean(NextSteps), Clean(Needs), Clean(Outlook));

    private static string Clean(string? text) => Text.Straight((text ?? "").ReplaceLineEndings("\n"));
}
