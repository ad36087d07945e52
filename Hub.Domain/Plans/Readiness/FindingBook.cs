using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans.Readiness;

/// <summary>Collects what is found piece by piece: the same finding in several pieces becomes one with several stretches.</summary>
internal sealed class FindingBook
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>Everything found: gaps first, then by when they begin.</summary>
    public IReadOnlyList<Finding> Findings =>
        [.. entries.Values.Select(e => e.Done()).OrderBy(f => f.Severity).ThenBy(f => f.Spans[0].From).ThenBy(f => f.Kind).ThenBy(f => f.Subject.Key, StringComparer.Ordinal).ThenBy(f => f.Step)];

    /// <summary>Enters a finding.</summary>
    public void Add(Finding finding)
    {
        var key = $"{finding.Kind}|{finding.Subject.Kind}|{finding.Subject.Key}|{finding.Step}|{finding.Detail?.En}|{string.Join(',', finding.Persons.Select(p => p.Id))}|{string.Join(',', finding.Audiences)}";
        if (!entries.TryGetValue(key, out var entry))
        {
            entries[key] = entry = new Entry(finding);
        }

        entry.Take(finding);
    }

    /// <summary>Somebody as findings name them.</summary>
    public static NamedPerson Name(Person person) => new(person.Id, person.Name);

    /// <summary>A person as what a finding is about.</summary>
    public static FindingSubject About(Person person) => new(SubjectKind.Person, person.Id.ToString(), LocalText.Same(person.Name));

    private sealed class Entry(Finding first)
    {
        private readonly SortedSet<Grade> grades = [];
        private readonly List<Span> spans = [];
        private readonly List<Audience> audiences = [];

        public void Take(Finding finding)
        {
            grades.UnionWith(finding.Grades);
            spans.AddRange(finding.Spans);
            audiences.AddRange(finding.Audiences.Where(a => !audiences.Contains(a)));
        }

        public Finding Done() => first with { Grades = [.. grades], Spans = Spans.Merge(spans), Audiences = audiences };
    }
}
