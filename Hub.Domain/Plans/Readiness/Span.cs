using System.Runtime.InteropServices;

namespace Hub.Domain.Plans.Readiness;

/// <summary>A stretch of time.</summary>
/// <param name="From">First instant, UTC.</param>
/// <param name="Until">First instant that does not belong to it any more, UTC.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Span(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => Until - From;

    /// <summary>True when an instant lies in it.</summary>
    public bool Holds(DateTimeOffset instant) => From <= instant && instant < Until;

    /// <summary>True when both have an instant in common.</summary>
    public bool Meets(Span other) => From < other.Until && other.From < Until;
}

/// <summary>What is done with several stretches of time.</summary>
public static class Spans
{
    /// <summary>The same instants in as few stretches as possible, in order: what touches or overlaps becomes one.</summary>
    public static IReadOnlyList<Span> Merge(IEnumerable<Span> spans)
    {
        var merged = new List<Span>();
        foreach (var span in spans.Where(s => s.From < s.Until).OrderBy(s => s.From))
        {
            if (merged.Count > 0 && span.From <= merged[^1].Until)
            {
                merged[^1] = merged[^1] with { Until = span.Until > merged[^1].Until ? span.Until : merged[^1].Until };
            }
            else
            {
                merged.Add(span);
            }
        }

        return merged;
    }

    /// <summary>What is left of a stretch without others.</summary>
    public static IReadOnlyList<Span> Without(Span whole, IEnumerable<Span> others)
    {
        var left = new List<Span>();
        var from = whole.From;
        foreach (var other in Merge(others).Where(o => o.Meets(whole)))
        {
            if (from < other.From)
            {
                left.Add(new Span(from, other.From));
            }

            from = other.Until;
        }

        if (from < whole.Until)
        {
            left.Add(whole with { From = from });
        }

        return left;
    }

    /// <summary>A stretch cut at instants: the pieces, in order. Instants outside cut nothing.</summary>
    public static IEnumerable<Span> Cut(Span whole, IEnumerable<DateTimeOffset> at)
    {
        var from = whole.From;
        foreach (var instant in at.Where(i => whole.From < i && i < whole.Until).Distinct().Order())
        {
            yield return new Span(from, instant);
            from = instant;
        }

        if (from < whole.Until)
        {
            yield return whole with { From = from };
        }
    }
}
