using System.Globalization;
using System.Text.RegularExpressions;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

/// <summary>Finds every fault of a plan at once, so that nobody has to mend them one by one.</summary>
public sealed partial class PlanCheck
{
    /// <summary>Longest time that a plan may give; what is longer is a slip of the pen.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(31);

    /// <summary>A ladder that is repeated more often than this is meant to be repeated until somebody answers.</summary>
    public const int MostRepeats = 1_000;

    private readonly EmergencyPlan plan;
    private readonly KnownKeys? known;
    private readonly List<PlanFault> faults = [];

    private PlanCheck(EmergencyPlan plan, KnownKeys? known)
    {
        this.plan = plan;
        this.known = known;
    }

    /// <summary>Names that a prepared text may hold in braces.</summary>
    public static IReadOnlySet<string> Placeholders { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "number", "title", "grade", "category", "place", "openedAt", "description" };

    /// <summary>All faults of a plan; none: it may come into force.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="known">What the directory holds; null: what the plan names there is not looked up.</param>
    public static IReadOnlyList<PlanFault> FaultsOf(EmergencyPlan plan, KnownKeys? known = null)
    {
        var check = new PlanCheck(plan, known);
        check.CheckPlan();
        return check.faults;
    }

    private void CheckPlan()
    {
        CheckKey("$.key", plan.Key);
        CheckText("$.name", plan.Name);
        CheckText("$.scope", plan.Scope);
        Each("$.legalBasis", plan.LegalBasis, CheckText);
        CheckTargets("$.leader", plan.Leader);
        if (plan.Leader.Any(t => t.Kind == TargetKind.Leader))
        {
            Add("$.leader", PlanFaultKind.LeaderNamesItself, "leader");
        }

        CheckWords();
        CheckOrganisation();
        CheckAuthority();
        CheckLadderKey("$.triage.ladder", plan.Triage.Ladder);
        CheckTime("$.triage.withinWhenGrave", plan.Triage.WithinWhenGrave);
        CheckTime("$.triage.within", plan.Triage.Within);
        CheckTime("$.triage.shareWithin", plan.Triage.ShareWithin);
        CheckChannels("$.triage.channels", plan.Triage.Channels);
        foreach (var grade in Grades.All)
        {
            if (plan.Grades.TryGetValue(grade, out var rule))
            {
                CheckGrade($"$.grades.{grade}", rule);
            }
            else
            {
                Add($"$.grades.{grade}", PlanFaultKind.GradeMissing, grade.ToString());
            }
        }

        foreach (var (key, ladder) in plan.Ladders)
        {
            CheckKey($"$.ladders.{key}", key);
            CheckLadder($"$.ladders.{key}", ladder);
        }

        foreach (var (key, duty) in plan.Duties)
        {
            CheckKey($"$.duties.{key}", key);
            CheckDuty($"$.duties.{key}", duty);
        }

        CheckStandingTexts();
    }

    private void CheckGrade(string path, GradeRule rule)
    {
        CheckText($"{path}.response", rule.Response);
        Each($"{path}.measures", rule.Measures, CheckText);
        CheckFilled($"{path}.notify", rule.Notify);
        CheckOnce($"{path}.notify", rule.Notify, n => n.Key, ".key");
        Each($"{path}.notify", rule.Notify, (at, notify) =>
        {
            CheckKey($"{at}.key", notify.Key);
            CheckLadderKey($"{at}.ladder", notify.Ladder);
            CheckTime($"{at}.acknowledgeWithin", notify.AcknowledgeWithin);
            CheckTime($"{at}.acknowledgementLasts", notify.AcknowledgementLasts);
            if (notify.AcknowledgementLasts < notify.AcknowledgeWithin)
            {
                Add($"{at}.acknowledgementLasts", PlanFaultKind.ExpiresTooEarly, Write(notify.AcknowledgementLasts.Value));
            }

            CheckChannels($"{at}.channels", notify.Channels);
        });
        Each($"{path}.inform", rule.Inform, CheckTarget);
        CheckTime($"{path}.acknowledgeWithin", rule.AcknowledgeWithin);
        CheckChannels($"{path}.channels", rule.Channels);
        CheckTime($"{path}.progressEvery", rule.ProgressEvery);
        CheckOnce($"{path}.duties", rule.Duties, key => key, "");
        Each($"{path}.duties", rule.Duties, (at, key) =>
        {
            if (!plan.Duties.ContainsKey(key))
            {
                Add(at, PlanFaultKind.DutyUnknown, key);
            }
        });
    }

    private void CheckLadder(string path, Ladder ladder)
    {
        CheckOptional($"{path}.name", ladder.Name);
        CheckTime($"{path}.repeatEvery", ladder.RepeatEvery);
        if (ladder.RepeatTimes is < 0 or > MostRepeats)
        {
            Add($"{path}.repeatTimes", PlanFaultKind.RepeatTimesWrong, ladder.RepeatTimes.Value.ToString(CultureInfo.InvariantCulture));
        }

        CheckFilled($"{path}.steps", ladder.Steps);
        Each($"{path}.steps", ladder.Steps, (at, step) =>
        {
            CheckTargets($"{at}.to", step.To);
            CheckTime($"{at}.within", step.Within);
        });
    }

    private void CheckDuty(string path, DutyRule duty)
    {
        CheckText($"{path}.name", duty.Name);
        CheckKey($"{path}.body", duty.Body);
        if (known is not null && !known.Bodies.Contains(duty.Body))
        {
            Add($"{path}.body", PlanFaultKind.BodyUnknown, duty.Body);
        }

        CheckTime($"{path}.within", duty.Within);
        CheckTime($"{path}.remindBefore", duty.RemindBefore);
        if (duty.RemindBefore >= duty.Within)
        {
            Add($"{path}.remindBefore", PlanFaultKind.ReminderTooEarly, Write(duty.RemindBefore.Value));
        }

        CheckLadderKey($"{path}.ladder", duty.Ladder);
        CheckTime($"{path}.acknowledgeWithin", duty.AcknowledgeWithin);
        CheckText($"{path}.subject", duty.Subject);
        CheckText($"{path}.text", duty.Text);
        foreach (var (at, text) in new[] { ($"{path}.subject.en", duty.Subject.En), ($"{path}.subject.zh", duty.Subject.Zh) })
        {
            CheckPlaceholders(at, text);
            if (Text.Optional("subject", text, 200) is not null)
            {
                Add(at, PlanFaultKind.SubjectMalformed, text);
            }
        }

        CheckPlaceholders($"{path}.text.en", duty.Text.En);
        CheckPlaceholders($"{path}.text.zh", duty.Text.Zh);
        if (duty.Source is not null && string.IsNullOrWhiteSpace(duty.Source))
        {
            Add($"{path}.source", PlanFaultKind.TextMissing);
        }
    }

    private void CheckPlaceholders(string path, string? text)
    {
        foreach (Match match in Braces().Matches(text ?? ""))
        {
            if (!Placeholders.Contains(match.Groups["name"].Value))
            {
                Add(path, PlanFaultKind.PlaceholderUnknown, match.Value);
            }
        }
    }

    private void CheckTargets(string path, IReadOnlyList<Target> targets)
    {
        CheckFilled(path, targets);
        Each(path, targets, CheckTarget);
    }

    private void CheckTarget(string path, Target target)
    {
        if (target.Kind is not (TargetKind.Leader or TargetKind.Person))
        {
            CheckKey(path, target.Key);
        }

        if (known?.Knows(target) == false)
        {
            Add(path, PlanFaultKind.TargetUnknown, target.ToString());
        }
    }

    private void CheckLadderKey(string path, string key)
    {
        if (!plan.Ladders.ContainsKey(key))
        {
            Add(path, PlanFaultKind.LadderUnknown, key);
        }
    }

    private void CheckChannels(string path, IReadOnlyList<Channel> channels)
    {
        CheckFilled(path, channels);
        CheckOnce(path, channels, channel => channel.ToString(), "");
        Each(path, channels, (at, channel) =>
        {
            if (!Enum.IsDefined(channel))
            {
                Add(at, PlanFaultKind.ChannelUnknown, channel.ToString());
            }
        });
    }

    private void CheckTime(string path, TimeSpan? time)
    {
        if (time <= TimeSpan.Zero)
        {
            Add(path, PlanFaultKind.TimeNotPositive, Write(time.Value));
        }
        else if (time > LongestTime)
        {
            Add(path, PlanFaultKind.TimeTooLong, Write(time.Value));
        }
    }

    private void CheckText(string path, LocalText text)
    {
        foreach (var (at, words) in new[] { ($"{path}.en", text.En), ($"{path}.zh", text.Zh) })
        {
            if (string.IsNullOrWhiteSpace(words))
            {
                Add(at, PlanFaultKind.TextMissing);
            }
            else if (words.Length > LongestText)
            {
                Add(at, PlanFaultKind.TextTooLong, words.Length.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private void CheckKey(string path, string key)
    {
        if (key.Length > 64 || !Keys().IsMatch(key))
        {
            Add(path, PlanFaultKind.KeyMalformed, key);
        }
    }

    private void CheckFilled<T>(string path, IReadOnlyList<T> list)
    {
        if (list.Count == 0)
        {
            Add(path, PlanFaultKind.Empty);
        }
    }

    private void CheckOnce<T>(string path, IReadOnlyList<T> list, Func<T, string> key, string member)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Each(path, list, (at, item) =>
        {
            if (!seen.Add(key(item)))
            {
                Add(at + member, PlanFaultKind.Duplicate, key(item));
            }
        });
    }

    private static void Each<T>(string path, IReadOnlyList<T> list, Action<string, T> check)
    {
        for (var i = 0; i < list.Count; i++)
        {
            check(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), list[i]);
        }
    }

    private static string Write(TimeSpan time) => System.Xml.XmlConvert.ToString(time);

    private void Add(string path, PlanFaultKind kind, string value = "") => faults.Add(new PlanFault(path, kind, value));

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}|[{}]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Braces();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*\\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Keys();
}
