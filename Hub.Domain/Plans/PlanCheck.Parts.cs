using Hub.Domain.Grading;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

public sealed partial class PlanCheck
{
    /// <summary>Longest text of a plan, in characters.</summary>
    public const int LongestText = 8_000;

    /// <summary>How deep the organisation may go.</summary>
    public const int DeepestUnit = 6;

    /// <summary>How many parts the organisation may have.</summary>
    public const int MostUnits = 200;

    private void CheckWords()
    {
        if (plan.Document is { } document)
        {
            if (document.FileNumber is { } number && (string.IsNullOrWhiteSpace(number) || Text.Optional("fileNumber", number, 100) is not null))
            {
                Add("$.document.fileNumber", string.IsNullOrWhiteSpace(number) ? PlanFaultKind.TextMissing : PlanFaultKind.TextTooLong, number);
            }

            CheckOptional("$.document.category", document.Category);
            CheckOptional("$.document.users", document.Users);
            Each("$.document.principles", document.Principles, CheckText);
        }

        Each("$.owner", plan.Owner, CheckTarget);
        CheckOnce("$.owner", plan.Owner, t => t.ToString(), "");
        CheckNotLeader("$.owner", plan.Owner);
        Each("$.approvers", plan.Approvers, CheckTarget);
        CheckOnce("$.approvers", plan.Approvers, t => t.ToString(), "");
        CheckNotLeader("$.approvers", plan.Approvers);
        Each("$.articles", plan.Articles, (at, article) =>
        {
            CheckOptional($"{at}.chapter", article.Chapter);
            CheckText($"{at}.heading", article.Heading);
            CheckText($"{at}.text", article.Text);
        });
        Each("$.safeguards", plan.Safeguards, CheckText);
    }

    private void CheckOrganisation()
    {
        if (plan.Organisation.Sum(Count) > MostUnits || plan.Organisation.Any(u => Depth(u) > DeepestUnit))
        {
            Add("$.organisation", PlanFaultKind.OrganisationTooLarge);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        Each("$.organisation", plan.Organisation, (at, unit) => CheckUnit(at, unit, seen));

        static int Count(PlanUnit unit) => 1 + unit.Units.Sum(Count);
        static int Depth(PlanUnit unit) => 1 + unit.Units.Select(Depth).DefaultIfEmpty().Max();
    }

    private void CheckUnit(string path, PlanUnit unit, HashSet<string> seen)
    {
        CheckKey($"{path}.key", unit.Key);
        if (!seen.Add(unit.Key))
        {
            Add($"{path}.key", PlanFaultKind.Duplicate, unit.Key);
        }

        CheckText($"{path}.name", unit.Name);
        Each($"{path}.head", unit.Head, CheckTarget);
        CheckOnce($"{path}.head", unit.Head, t => t.ToString(), "");
        CheckNotLeader($"{path}.head", unit.Head);
        Each($"{path}.members", unit.Members, CheckTarget);
        CheckOnce($"{path}.members", unit.Members, t => t.ToString(), "");
        CheckNotLeader($"{path}.members", unit.Members);
        if ((unit.Kind == PlanUnitKind.ExternalBody) != unit.Body is not null || (unit.Body is not null && unit.Head.Count + unit.Members.Count > 0))
        {
            Add($"{path}.body", PlanFaultKind.BodyMisplaced, unit.Body ?? "");
        }
        else if (unit.Body is { } body)
        {
            CheckKey($"{path}.body", body);
            if (known is not null && !known.Bodies.Contains(body))
            {
                Add($"{path}.body", PlanFaultKind.BodyUnknown, body);
            }
        }

        Each($"{path}.duties", unit.Duties, CheckText);
        Each($"{path}.preparation", unit.Preparation, CheckText);
        Each($"{path}.units", unit.Units, (at, below) => CheckUnit(at, below, seen));
    }

    private void CheckAuthority()
    {
        foreach (var grade in Grades.All)
        {
            if (!plan.Authority.TryGetValue(grade, out var authority))
            {
                continue;
            }

            foreach (var act in Enum.GetValues<PlanAct>())
            {
                var path = $"$.authority.{grade}.{char.ToLowerInvariant(act.ToString()[0])}{act.ToString()[1..]}";
                var targets = authority.Of(act);
                Each(path, targets, CheckTarget);
                CheckOnce(path, targets, t => t.ToString(), "");
                if (act == PlanAct.Activate)
                {
                    CheckNotLeader(path, targets);
                }
            }
        }
    }

    /// <summary>There is no incident yet that somebody could lead.</summary>
    private void CheckNotLeader(string path, IReadOnlyList<People.Target> targets)
    {
        if (targets.Any(t => t.Kind == People.TargetKind.Leader))
        {
            Add(path, PlanFaultKind.LeaderNamesItself, "leader");
        }
    }

    private void CheckOptional(string path, LocalText? text)
    {
        if (text is not null)
        {
            CheckText(path, text);
        }
    }
}
