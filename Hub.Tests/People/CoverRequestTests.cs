using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Tests.People;

public sealed class CoverRequestTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);
    private static readonly Guid Asker = Guid.NewGuid();
    private static readonly Guid Named = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    [Fact]
    public void The_colleague_who_was_asked_by_name_accepts_and_nobody_else_may()
    {
        var request = Ask(Named);
        request.Accept(Other, Now)!.Kind.Should().Be(RefusalKind.NotAllowed);
        request.Accept(Asker, Now)!.Kind.Should().Be(RefusalKind.NotAllowed);
        request.Accept(Named, Now).Should().BeNull();

        (request.State, request.AnsweredBy).Should().Be((CoverState.Accepted, Named));
        request.Accept(Named, Now)!.Code.Should().Be("CoverAccepted");
        request.Withdraw(Now)!.Code.Should().Be("CoverAccepted");
    }

    [Fact]
    public void Of_many_who_are_asked_one_who_declines_is_asked_no_more_and_the_others_are()
    {
        var request = Ask(null);
        request.Decline(Other, Now).Should().BeNull();

        (request.State, request.WaitsFor(Other), request.WaitsFor(Named), request.WaitsFor(Asker)).Should().Be((CoverState.Open, false, true, false));
        request.Accept(Named, Now).Should().BeNull();
    }

    [Fact]
    public void Asked_by_name_and_declined_it_is_over()
    {
        var request = Ask(Named);
        request.Decline(Named, Now).Should().BeNull();

        request.State.Should().Be(CoverState.Declined);
        request.Accept(Named, Now)!.Kind.Should().Be(RefusalKind.Gone);
    }

    [Fact]
    public void It_can_be_accepted_until_before_the_shift_begins()
    {
        Ask(Named).Accept(Named, Now.AddHours(1).AddTicks(-1)).Should().BeNull();
        Ask(Named).Accept(Named, Now.AddHours(1))!.Code.Should().Be("CoverExpired");

        var request = Ask(Named);
        request.Expire(Now.AddHours(1)).Should().BeTrue();
        request.Expire(Now.AddHours(1)).Should().BeFalse();
        request.Decline(Named, Now.AddHours(1))!.Code.Should().Be("CoverExpired");
    }

    [Fact]
    public void What_was_withdrawn_can_not_be_taken()
    {
        var request = Ask(Named);
        request.Withdraw(Now).Should().BeNull();

        request.Accept(Named, Now)!.Code.Should().Be("CoverWithdrawn");
        request.WaitsFor(Named).Should().BeFalse();
    }

    private static CoverRequest Ask(Guid? of) => CoverRequest.Ask("on-call", 0, (Now.AddHours(1), Now.AddHours(9)), Asker, of, " a dentist ", Now);
}
