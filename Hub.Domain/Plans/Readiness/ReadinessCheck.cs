using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans.Readiness;

/// <summary>
/// Says for every grade and every instant of a stretch whether somebody who must be told can be reached, and what would mend it
/// where not. Exact: the stretch is cut wherever a shift, a stand-in or an absence begins or ends, and each piece is looked at once,
/// with the same resolution of targets as notices use. Pure.
/// </summary>
public sealed partial class ReadinessCheck
{
    private readonly ReadinessInput input;
    private readonly EmergencyPlan plan;
    private readonly Roster roster;
    private readonly Span interval;
    private readonly Changes changes;
    private readonly NamedByPlan named;
    private readonly List<LadderUse> uses = [];
    private readonly FindingBook book = new();

    private ReadinessCheck(ReadinessInput input, Span interval)
    {
        this.input = input;
        this.interval = interval;
        plan = input.Plan;
        roster = input.Roster;
        changes = new Changes(roster, interval);
        named = new NamedByPlan(plan, roster);
    }

    /// <summary>What readiness finds from an instant until another.</summary>
    /// <param name="input">Plan, roster and bodies.</param>
    /// <param name="from">First instant.</param>
    /// <param name="until">First instant that is not looked at.</param>
    /// <exception cref="ArgumentOutOfRangeException">The stretch is empty.</exception>
    public static ReadinessResult Of(ReadinessInput input, DateTimeOffset from, DateTimeOffset until)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(until, from);
        var check = new ReadinessCheck(input, new Span(from.Stored(), until.Stored()));
        check.CollectUses();
        check.CheckLadders();
        check.CheckLeader();
        check.CheckPosts();
        check.CheckDuties();
        check.CheckApproval();
        var findings = check.book.Findings;
        return new ReadinessResult(check.interval, findings, Grades.All.ToDictionary(g => g, g => Spans.Without(
            check.interval, findings.Where(f => f.Severity == FindingSeverity.Gap && f.Concerns(g)).SelectMany(f => f.Spans))));
    }

    /// <summary>Which grade uses which ladder for whom, and everybody whom the plan names. Reports are judged before they have a grade: triage is every grade's.</summary>
    private void CollectUses()
    {
        named.Add(plan.Leader, [.. Grades.All]);
        uses.AddRange(Grades.All.Select(g => new LadderUse(plan.Triage.Ladder, new Audience(AudienceKind.Triage, "triage", g))));
        foreach (var (grade, rule) in plan.Grades)
        {
            uses.AddRange(rule.Notify.Select(n => new LadderUse(n.Ladder, new Audience(AudienceKind.Rule, n.Key, grade))));
            uses.AddRange(rule.Duties.Where(plan.Duties.ContainsKey).Select(d => new LadderUse(plan.Duties[d].Ladder, new Audience(AudienceKind.Duty, d, grade))));
            named.Add(rule.Inform, [grade]);
        }

        // Offices and rotas that the plan counts on without telling them anything: theirs is no grade, but the plan as a whole.
        named.Add(plan.Organisation.SelectMany(u => u.WithAllBelow()).SelectMany(u => u.Head.Concat(u.Members)), []);
        uses.RemoveAll(u => !plan.Ladders.ContainsKey(u.Ladder));
        foreach (var ladder in uses.GroupBy(u => u.Ladder, StringComparer.Ordinal))
        {
            named.Add(plan.Ladders[ladder.Key].Steps.SelectMany(s => s.To), [.. ladder.Select(u => u.Audience.Grade).Distinct()]);
        }
    }

    private void Add(
        FindingKind kind,
        Mend mend,
        FindingSubject subject,
        IEnumerable<Grade> grades,
        Span span,
        IEnumerable<Person>? persons = null,
        IEnumerable<Audience>? audiences = null,
        int? step = null,
        LocalText? detail = null) => book.Add(new Finding
        {
            Kind = kind,
            Severity = kind is FindingKind.NobodyReached or FindingKind.BodyUnreachable ? FindingSeverity.Gap : FindingSeverity.Weakness,
            Mend = mend,
            Subject = subject,
            Grades = [.. grades],
            Spans = [span],
            Persons = [.. (persons ?? []).Select(FindingBook.Name)],
            Audiences = [.. audiences ?? []],
            Step = step,
            Detail = detail,
        });

    /// <summary>A ladder that serves an audience.</summary>
    private sealed record LadderUse(string Ladder, Audience Audience);
}
