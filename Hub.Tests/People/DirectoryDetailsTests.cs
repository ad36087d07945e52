using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Tests.People;

public sealed class DirectoryDetailsTests
{
    [Theory]
    [InlineData(Channel.Mail, "samantha.smith@contoso.example", "s***@contoso.example")]
    [InlineData(Channel.Sms, "+861000000011", "+86********11")]
    [InlineData(Channel.Robot, "war-room", "war-room")]
    [InlineData(Channel.Mail, "x", "***")]
    public void An_address_is_known_again_masked_and_not_read(Channel channel, string address, string masked) => Addresses.Masked(channel, address).Should().Be(masked);

    [Fact]
    public void The_same_address_twice_is_one_too_many() =>
        new PersonDetails("Ann", "en", "Europe/Berlin", [(Channel.Mail, "ann@corp.example"), (Channel.Sms, "+861000000011"), (Channel.Mail, "Ann@Corp.example")]).Fault()
            .Should().Be(Refusal.Invalid("contactPoints[2]", "ContactPointTwice"));

    [Fact]
    public void What_stands_there_already_is_no_change_and_what_differs_is_named()
    {
        var person = Person.Create(Guid.NewGuid(), "Ann", "en", "Europe/Berlin");
        person.ReachBy((Channel.Mail, "ann@corp.example"));
        PersonDetails.Of(person).ChangesOf(person).Should().BeEmpty();

        (PersonDetails.Of(person) with { Culture = "zh-Hans", ContactPoints = [] }).ChangesOf(person).Should().Equal("culture", "contactPoints");
    }

    [Theory]
    [InlineData("javascript:alert(1)", "portal")]
    [InlineData("https://user:secret@report.example", "portal")]
    [InlineData("https://report.example/form?a=b", null)]
    public void A_portal_is_a_web_address_without_a_password(string portal, string? field) => ((ABody() with { Reach = new BodyReach(null, Portal: portal) }).Fault()?.Field).Should().Be(field);

    [Fact]
    public void A_body_may_be_called_in_one_language_only_and_belong_to_duties_that_there_are()
    {
        ABody().Name.Should().Be(new LocalText("公安机关", "公安机关"));
        (ABody() with { Duties = ["police"] }).Fault(["police"]).Should().BeNull();
        (ABody() with { Duties = ["police", "nobody"] }).Fault(["police"])!.Code.Should().Be("DutyKeyUnknown");
        (ABody() with { ReferencePattern = "(" }).Fault()!.Field.Should().Be("referencePattern");
        (ABody() with { Reach = new BodyReach(null, "=cmd|x") }).Fault()!.Code.Should().Be("NumberWrong");
    }

    [Fact]
    public void Who_belongs_to_a_group_is_known_through_offices_rotas_and_other_groups_also_in_a_circle()
    {
        var (ann, bob, cy) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var office = Office.Create("head", LocalText.Same("Head"));
        office.HeldBy(ann, bob);
        var rota = Rota.Create("call", LocalText.Same("Call"), "Asia/Shanghai");
        rota.AddLayer(new DateOnly(2026, 1, 1), new TimeOnly(9, 0), 1, cy);
        var one = Group.Create("one", LocalText.Same("One"), ["deputy:head", "group:two"]);
        var two = Group.Create("two", LocalText.Same("Two"), ["rota:call", "group:one"]);

        var membership = new Membership([office], [one, two], [rota]);

        membership.GroupsOf(ann).Should().BeEmpty("only the deputies are meant");
        membership.GroupsOf(bob).Select(g => g.Key).Should().BeEquivalentTo("one", "two");
        membership.GroupsOf(cy).Select(g => g.Key).Should().BeEquivalentTo("one", "two");
        membership.PostsOf(bob).Should().ContainSingle().Which.Position.Should().Be(1);
    }

    private static BodyDetails ABody() => new() { NameZh = "公安机关", Kind = ExternalBodyKind.Police, Culture = "zh-Hans" };
}
