using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

/// <summary>Finds what differs between two plans, part by part, in the order in which people read a plan. Pure.</summary>
public sealed partial class PlanComparison
{
    private readonly EmergencyPlan before;
    private readonly EmergencyPlan now;
    private readonly List<PlanDifference> found = [];

    private PlanComparison(EmergencyPlan before, EmergencyPlan now) => (this.before, this.now) = (before, now);

    /// <summary>The differences; none when both say the same.</summary>
    /// <param name="before">The older plan.</param>
    /// <param name="now">The newer plan.</param>
    public static IReadOnlyList<PlanDifference> Between(EmergencyPlan before, EmergencyPlan now)
    {
        var comparison = new PlanComparison(before, now);
        comparison.CompareScope();
        comparison.CompareOrganisation();
        comparison.CompareTold();
        comparison.CompareLadders();
        comparison.CompareResponse();
        comparison.CompareDuties();
        comparison.CompareAuthority();
        comparison.CompareTexts();
        return comparison.found;
    }

    private void CompareScope()
    {
        const PlanPart part = PlanPart.Scope;
        Value(new(part, DifferenceOf.Name, default), before.Name, now.Name);
        Value(new(part, DifferenceOf.Scope, default), before.Scope, now.Scope);
        Items(new(part, DifferenceOf.LegalBasis, default), before.LegalBasis, now.LegalBasis);
        Value(new(part, DifferenceOf.FileNumber, default), before.Document?.FileNumber, now.Document?.FileNumber);
        Value(new(part, DifferenceOf.Category, default), before.Document?.Category, now.Document?.Category);
        Value(new(part, DifferenceOf.Users, default), before.Document?.Users, now.Document?.Users);
        Items(new(part, DifferenceOf.Principle, default), before.Document?.Principles ?? [], now.Document?.Principles ?? []);
        Targets(new(part, DifferenceOf.Owner, default), before.Owner, now.Owner);
        Narrowed(new(part, DifferenceOf.Approvers, default), before.Approvers, now.Approvers);
        foreach (var (old, fresh) in Alignment.Of(before.Articles, now.Articles, (a, b) => a.Heading == b.Heading))
        {
            Whole(new(part, DifferenceOf.Article, default), old?.Heading, fresh?.Heading);
            if (old is not null && fresh is not null)
            {
                Value(new PlanDifference(part, DifferenceOf.ArticleText, default) { Key = fresh.Heading.En }, old.Text, fresh.Text);
            }
        }

        Items(new(part, DifferenceOf.Safeguard, default), before.Safeguards, now.Safeguards);
    }

    private void CompareTold()
    {
        const PlanPart part = PlanPart.Told;
        Targets(new(part, DifferenceOf.Leader, default), before.Leader, now.Leader);
        Value(new(part, DifferenceOf.TriageLadder, default), before.Triage.Ladder, now.Triage.Ladder);
        Value(new(part, DifferenceOf.TriageGrave, default), before.Triage.WithinWhenGrave, now.Triage.WithinWhenGrave);
        Value(new(part, DifferenceOf.TriageWithin, default), before.Triage.Within, now.Triage.Within);
        Value(new(part, DifferenceOf.TriageShare, default), before.Triage.ShareWithin, now.Triage.ShareWithin);
        Channels(new(part, DifferenceOf.TriageChannels, default), before.Triage.Channels, now.Triage.Channels);
        EachGrade((grade, old, fresh) =>
        {
            foreach (var key in Keys(old.Notify.Select(n => n.Key), fresh.Notify.Select(n => n.Key)))
            {
                var (a, b) = (old.Notify.FirstOrDefault(n => n.Key == key), fresh.Notify.FirstOrDefault(n => n.Key == key));
                PlanDifference About(DifferenceOf of) => new(part, of, default) { Grade = grade, Key = key };
                if (a is null || b is null)
                {
                    Whole(About(DifferenceOf.Rule), a?.AcknowledgeWithin, b?.AcknowledgeWithin);
                    continue;
                }

                Value(About(DifferenceOf.RuleLadder), a.Ladder, b.Ladder);
                Value(About(DifferenceOf.RuleWithin), a.AcknowledgeWithin, b.AcknowledgeWithin);
                Value(About(DifferenceOf.RuleLasts), a.AcknowledgementLasts, b.AcknowledgementLasts);
                Value(About(DifferenceOf.RuleQuorum), a.Quorum, b.Quorum);
                Channels(About(DifferenceOf.RuleChannels), a.Channels, b.Channels);
            }

            Targets(new PlanDifference(part, DifferenceOf.Informed, default) { Grade = grade }, old.Inform, fresh.Inform);
            Value(new PlanDifference(part, DifferenceOf.GradeWithin, default) { Grade = grade }, old.AcknowledgeWithin, fresh.AcknowledgeWithin);
            Channels(new PlanDifference(part, DifferenceOf.GradeChannels, default) { Grade = grade }, old.Channels, fresh.Channels);
        });
    }

    private void CompareLadders()
    {
        const PlanPart part = PlanPart.Ladders;
        foreach (var key in Keys(before.Ladders.Keys, now.Ladders.Keys))
        {
            var (a, b) = (before.Ladders.GetValueOrDefault(key), now.Ladders.GetValueOrDefault(key));
            PlanDifference About(DifferenceOf of, int step = 0) => new(part, of, default) { Key = key, Step = step };
            if (a is null || b is null)
            {
                Whole(About(DifferenceOf.Ladder), a?.Steps.SelectMany(s => s.To).ToList(), b?.Steps.SelectMany(s => s.To).ToList());
                continue;
            }

            Value(About(DifferenceOf.LadderName), a.Name, b.Name);
            var (was, step) = (0, 0);
            foreach (var (old, fresh) in Alignment.Of(a.Steps, b.Steps, (x, y) => x.To.SequenceEqual(y.To), pairUp: true))
            {
                was += old is null ? 0 : 1;
                step += fresh is null ? 0 : 1;
                if (old is null || fresh is null)
                {
                    Whole(About(DifferenceOf.Step, fresh is null ? was : step), old?.To, fresh?.To);
                    continue;
                }

                Targets(About(DifferenceOf.StepTo, step), old.To, fresh.To);
                Value(About(DifferenceOf.StepWithin, step), old.Within, fresh.Within);
                Value(About(DifferenceOf.StepQuorum, step), old.Quorum, fresh.Quorum);
            }

            Value(About(DifferenceOf.RepeatEvery), a.RepeatEvery, b.RepeatEvery);
            Value(About(DifferenceOf.RepeatTimes), a.RepeatTimes, b.RepeatTimes);
        }
    }

    private void CompareResponse() => EachGrade((grade, old, fresh) =>
    {
        Value(new PlanDifference(PlanPart.Response, DifferenceOf.Response, default) { Grade = grade }, old.Response, fresh.Response);
        Items(new PlanDifference(PlanPart.Response, DifferenceOf.Measure, default) { Grade = grade }, old.Measures, fresh.Measures);
        Value(new PlanDifference(PlanPart.Response, DifferenceOf.Progress, default) { Grade = grade }, old.ProgressEvery, fresh.ProgressEvery);
    });

    private void CompareDuties()
    {
        const PlanPart part = PlanPart.Duties;
        foreach (var key in Keys(before.Duties.Keys, now.Duties.Keys))
        {
            var (a, b) = (before.Duties.GetValueOrDefault(key), now.Duties.GetValueOrDefault(key));
            PlanDifference About(DifferenceOf of) => new(part, of, default) { Key = key };
            if (a is null || b is null)
            {
                Whole(About(DifferenceOf.Duty), a?.Within, b?.Within);
                continue;
            }

            Value(About(DifferenceOf.DutyName), a.Name, b.Name);
            Value(About(DifferenceOf.DutyBody), a.Body, b.Body);
            Value(About(DifferenceOf.DutyWithin), a.Within, b.Within);
            Value(About(DifferenceOf.DutyRemind), a.RemindBefore, b.RemindBefore);
            Value(About(DifferenceOf.DutyLadder), a.Ladder, b.Ladder);
            Value(About(DifferenceOf.DutyAcknowledge), a.AcknowledgeWithin, b.AcknowledgeWithin);
            Value(About(DifferenceOf.DutyText), a.Subject, b.Subject);
            Value(About(DifferenceOf.DutyText), a.Text, b.Text);
            Value(About(DifferenceOf.DutySource), a.Source, b.Source);
        }

        EachGrade((grade, old, fresh) =>
        {
            foreach (var key in Keys(old.Duties, fresh.Duties).Where(k => old.Duties.Contains(k) != fresh.Duties.Contains(k)))
            {
                found.Add(new PlanDifference(part, DifferenceOf.DutyOpened, fresh.Duties.Contains(key) ? DifferenceKind.Added : DifferenceKind.Removed) { Grade = grade, Key = key });
            }
        });
    }

    private void CompareTexts()
    {
        foreach (var key in Keys(before.Texts.Keys, now.Texts.Keys))
        {
            Value(new PlanDifference(PlanPart.Texts, DifferenceOf.StandingText, default) { Key = key }, before.Texts.GetValueOrDefault(key), now.Texts.GetValueOrDefault(key));
        }
    }

    private void CompareAuthority()
    {
        var nobody = new GradeAuthority();
        foreach (var grade in Grades.All)
        {
            foreach (var act in Enum.GetValues<PlanAct>())
            {
                Narrowed(
                    new PlanDifference(PlanPart.Authority, Enum.Parse<DifferenceOf>(act.ToString()), default) { Grade = grade },
                    before.Authority.GetValueOrDefault(grade, nobody).Of(act),
                    now.Authority.GetValueOrDefault(grade, nobody).Of(act));
            }
        }
    }
}
