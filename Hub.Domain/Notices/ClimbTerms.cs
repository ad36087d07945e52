using Hub.Domain.People;
using Hub.Domain.Plans;

namespace Hub.Domain.Notices;

/// <summary>What the plan asks of a climb, for the incident's grade as it is now.</summary>
/// <param name="Channels">Channels of its notices.</param>
/// <param name="Quorum">How many of its first step must acknowledge.</param>
/// <param name="AcknowledgementLasts">How long an acknowledgement holds; null: for ever.</param>
public sealed record ClimbTerms(IReadOnlyList<Channel> Channels, Quorum Quorum, TimeSpan? AcknowledgementLasts)
{
    /// <summary>The terms of a climb.</summary>
    public static ClimbTerms Of(Situation situation, Climb climb)
    {
        if (situation.Incident is not { } incident)
        {
            return new ClimbTerms(situation.Plan.Triage.Channels, Quorum.Anyone, null);
        }

        var grade = situation.Plan.Grades[incident.Grade];
        var rule = climb.DutyId is null ? grade.Notify.FirstOrDefault(r => r.Key == climb.Rule) : null;
        return rule is null ? new ClimbTerms(grade.Channels, Quorum.Anyone, null) : new ClimbTerms(rule.Channels, rule.Quorum, rule.AcknowledgementLasts);
    }

    /// <summary>How many of those who are told at a step must acknowledge.</summary>
    internal static Quorum QuorumOf(Situation situation, Climb climb, int step) => climb.Event == NoticeEvent.SituationReportToApprove
        ? Quorum.Anyone // one decides for all, and the first step is not the ladder's
        : situation.Plan.Ladders[climb.Ladder].Steps[step].Quorum ?? (step == 0 ? Of(situation, climb).Quorum : Quorum.Anyone);
}
