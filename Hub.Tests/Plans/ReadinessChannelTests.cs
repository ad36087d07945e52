using Hub.Domain.People;
using Hub.Domain.Plans.Readiness;
using Hub.Tests.Harness;

namespace Hub.Tests.Plans;

/// <summary>An address of a channel that the program does not have, or of a robot that is switched off, reaches nobody.</summary>
public sealed class ReadinessChannelTests
{
    private readonly ReadinessBed bed = new();

    [Fact]
    public void Who_has_no_channel_that_the_program_can_send_by_is_not_reached()
    {
        bed.People["Anna"].ReachableBy((Channel.Sms, "+861000000001"));
        bed.People["Ben"].ReachableBy((Channel.Sms, "+861000000002"));
        bed.Look().Findings.Should().BeEmpty();

        ReadinessCheck.Of(bed.Input with { Channels = new HashSet<Channel> { Channel.Mail } }, ReadinessBed.From, ReadinessBed.Until)
            .Findings.Should().Contain(f => f.Kind == FindingKind.NobodyReached && f.Subject.Key == "head" && f.Mend == Mend.SetUpChannel)
            .And.Contain(f => f.Kind == FindingKind.NoChannel && f.Subject.Key == bed.Id("Anna").ToString() && f.Detail!.En == "+861000000001");
    }

    [Fact]
    public void Who_is_told_by_a_robot_that_is_switched_off_is_not_reached()
    {
        bed.People["Anna"].ReachableBy((Channel.Robot, "duty-room"));
        bed.People["Ben"].ReachableBy((Channel.Robot, "duty-room"), (Channel.Mail, "ben@contoso.example"));
        Look("duty-room").Findings.Should().BeEmpty();

        var found = Look().Findings;
        found.Where(f => f.Kind == FindingKind.NoChannel).Select(f => f.Subject.Name.En).Should().Equal(["Anna"], "Ben has a mailbox");
        found.Should().Contain(f => f.Kind == FindingKind.StepUnreachable && f.Subject.Key == "head" && f.Step == 1);

        ReadinessResult Look(params string[] on) => ReadinessCheck.Of(bed.Input with { Robots = on.ToHashSet() }, ReadinessBed.From, ReadinessBed.Until);
    }
}
