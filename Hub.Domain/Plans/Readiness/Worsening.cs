using Hub.Domain.Grading;

namespace Hub.Domain.Plans.Readiness;

/// <summary>What a change makes worse: what readiness finds after it, as far as it did not find it before. Pure.</summary>
public static class Worsening
{
    /// <summary>
    /// The findings that a change brings, cut to the grades and stretches in which they did not hold before; gaps first. That an address
    /// is unverified or sends back is no consequence of its own: who cannot be reached because of it is.
    /// </summary>
    /// <param name="before">Readiness as it stands.</param>
    /// <param name="after">Readiness as it would stand, over the same stretch.</param>
    public static IReadOnlyList<Finding> Between(ReadinessResult before, ReadinessResult after)
    {
        var known = before.Findings.ToLookup(Identity);
        return
        [
            .. after.Findings.Where(f => f.Kind is not (FindingKind.AddressUnverified or FindingKind.AddressBounces))
                .SelectMany(f => New(f, [.. known[Identity(f)]]))
                .OrderBy(f => f.Severity).ThenBy(f => f.Spans[0].From).ThenBy(f => f.Kind).ThenBy(f => f.Subject.Key, StringComparer.Ordinal).ThenBy(f => f.Step),
        ];
    }

    /// <summary>What is the same trouble for people, whoever has it: the same ladder, step, rota, office or person.</summary>
    public static (FindingKind Kind, SubjectKind About, string Key, int? Step) Identity(Finding finding) => (finding.Kind, finding.Subject.Kind, finding.Subject.Key, finding.Step);

    private static IEnumerable<Finding> New(Finding finding, List<Finding> known)
    {
        if (finding.Grades.Count == 0)
        {
            return Cut(finding, [], known.SelectMany(k => k.Spans)) is { } whole ? [whole] : [];
        }

        // Grades for which it is new over the same stretches are one finding.
        return finding.Grades.Select(g => Cut(finding, [g], known.Where(k => k.Concerns(g)).SelectMany(k => k.Spans))).OfType<Finding>()
            .GroupBy(f => string.Join(',', f.Spans), StringComparer.Ordinal)
            .Select(same => same.First() with { Grades = [.. same.SelectMany(f => f.Grades).Order()] });
    }

    private static Finding? Cut(Finding finding, IReadOnlyList<Grade> grades, IEnumerable<Span> known)
    {
        var held = Spans.Merge(known);
        IReadOnlyList<Span> left = [.. finding.Spans.SelectMany(s => Spans.Without(s, held))];
        return left.Count == 0 ? null : finding with { Grades = grades, Spans = left };
    }
}
