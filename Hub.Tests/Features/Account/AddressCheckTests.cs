using System.Text.RegularExpressions;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Dispatch;
using Hub.Tests.Harness;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Features.Account;

/// <summary>An address counts once a code that was sent there came back.</summary>
public sealed class AddressCheckTests
{
    private const string Mail = "anna@corp.example";
    private const string Number = "+861000000099";

    private static readonly Caller Admin = new(CallerKind.Person, Guid.NewGuid(), null, "Admin", RoleRights.Of(Role.Administrator));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", Channel.Mail, Mail)]
    [InlineData("zh-Hans", Channel.Mail, Mail)]
    [InlineData("en", Channel.Sms, Number)]
    [InlineData("zh-Hans", Channel.Sms, Number)]
    public async Task The_code_that_the_sender_carried_there_verifies_the_address(string culture, Channel channel, string address)
    {
        await using var store = await TestStore.Sqlite();
        var anna = await Anna(store, culture);
        using var node = new Node(store);
        var begun = (await new CheckAddress(store.Writer).Run(anna, anna.PersonId!.Value, channel, address, Cancellation)).Value;
        (await node.Drain()).Should().Be(1);
        var message = (channel == Channel.Mail ? node.Mail : node.Sms).Tried.Single();
        message.Address.Should().Be(address);
        message.Text.Length.Should().BeLessThanOrEqualTo(channel == Channel.Mail ? 2_000 : culture == "en" ? 160 : 70);
        (await new ReachQuery(store).Progress(anna, begun, Cancellation)).Should().Match<CheckView>(v => v.State == DeliveryState.Accepted && v.Said == "250 OK" && !v.IsConfirmed);

        store.Time.Advance(TimeSpan.FromMinutes(10));
        (await new ConfirmAddress(store.Writer).Run(anna, anna.PersonId.Value, null, CodeIn(message), Cancellation)).Value.Should().Be(address);
        (await Point(store, anna, address)).VerifiedAt.Should().Be(store.Time.GetUtcNow());
        (await new ReachQuery(store).Progress(anna, begun, Cancellation))!.IsConfirmed.Should().BeTrue();
        await using var db = store.CreateDbContext();
        var entry = await db.Timeline.SingleAsync(e => e.Chain == "administration" && e.Kind == FactKind.AddressVerified, Cancellation);
        entry.Data.Should().Contain(address.TrimStart('+')).And.Contain("Anna").And.NotContain(CodeIn(message));
    }

    [Fact]
    public async Task Five_wrong_codes_make_it_void_and_the_right_one_comes_too_late()
    {
        await using var store = await TestStore.Sqlite();
        var anna = await Anna(store);
        using var node = new Node(store);
        await new CheckAddress(store.Writer).Run(anna, anna.PersonId!.Value, Channel.Mail, Mail, Cancellation);
        await node.Drain();
        var code = CodeIn(node.Mail.Tried[^1]);
        var wrong = code == "000000" ? "000001" : "000000";
        for (var i = 0; i < AddressCheck.MostTries; i++)
        {
            (await Confirm(store, anna, wrong)).Refusal.Should().Match<Refusal>(r => r.Code == "CodeWrong" && r.Field == "code");
        }

        (await Confirm(store, anna, code)).Refusal!.Code.Should().Be("CodeExpired");
        (await Point(store, anna, Mail)).VerifiedAt.Should().BeNull();
    }

    [Fact]
    public async Task A_code_is_good_for_an_hour_and_once()
    {
        await using var store = await TestStore.Sqlite();
        var anna = await Anna(store);
        using var node = new Node(store);
        await new CheckAddress(store.Writer).Run(anna, anna.PersonId!.Value, Channel.Mail, Mail, Cancellation);
        await node.Drain();
        var code = CodeIn(node.Mail.Tried[^1]);
        store.Time.Advance(AddressCheck.Lasts + TimeSpan.FromSeconds(1));
        (await Confirm(store, anna, code)).Refusal!.Code.Should().Be("CodeExpired");

        await new CheckAddress(store.Writer).Run(anna, anna.PersonId.Value, Channel.Mail, Mail, Cancellation);
        await node.Drain();
        code = CodeIn(node.Mail.Tried[^1]);
        (await Confirm(store, anna, code)).IsRefused.Should().BeFalse();
        (await Confirm(store, anna, code)).Refusal!.Code.Should().Be("CodeExpired");
    }

    [Fact]
    public async Task One_test_a_minute_for_an_address_and_ten_an_hour_for_a_person()
    {
        await using var store = await TestStore.Sqlite();
        var anna = await Anna(store);
        var check = new CheckAddress(store.Writer);
        Task<Outcome<CheckBegun>> Ask(Channel channel, string address) => check.Run(anna, anna.PersonId!.Value, channel, address, Cancellation);
        (await Ask(Channel.Mail, Mail)).IsRefused.Should().BeFalse();
        (await Ask(Channel.Mail, Mail)).Refusal!.Code.Should().Be("CheckedJustNow");
        (await Ask(Channel.Sms, Number)).IsRefused.Should().BeFalse("it is another address");
        for (var i = 2; i < CheckAddress.MostInAnHour; i++)
        {
            store.Time.Advance(TimeSpan.FromSeconds(61));
            (await Ask(Channel.Mail, Mail)).IsRefused.Should().BeFalse();
        }

        store.Time.Advance(TimeSpan.FromSeconds(61));
        (await Ask(Channel.Sms, Number)).Refusal!.Code.Should().Be("CheckedTooOften");
        store.Time.Advance(TimeSpan.FromHours(1));
        (await Ask(Channel.Sms, Number)).IsRefused.Should().BeFalse();
    }

    [Fact]
    public async Task What_the_relay_refuses_and_what_has_no_gateway_is_said()
    {
        await using var store = await TestStore.Sqlite();
        var anna = await Anna(store);
        using var node = new Node(store, sms: false);
        node.Mail.Always(new SendResult.Permanent("550 no such user"));
        var mail = (await new CheckAddress(store.Writer).Run(anna, anna.PersonId!.Value, Channel.Mail, Mail, Cancellation)).Value;
        var sms = (await new CheckAddress(store.Writer).Run(anna, anna.PersonId.Value, Channel.Sms, Number, Cancellation)).Value;
        await node.Drain();
        var query = new ReachQuery(store);
        (await query.Progress(anna, mail, Cancellation)).Should().Match<CheckView>(v => v.State == DeliveryState.Failed && v.Said == "550 no such user");
        (await query.Progress(anna, sms, Cancellation)).Should().Match<CheckView>(v => v.State == DeliveryState.Cancelled && v.Said == DeliveryCancelled.NoGateway);
    }

    [Fact]
    public async Task A_test_that_waited_until_its_code_was_void_is_not_sent()
    {
        await using var store = await TestStore.Sqlite();
        var anna = await Anna(store);
        using var node = new Node(store);
        var begun = (await new CheckAddress(store.Writer).Run(anna, anna.PersonId!.Value, Channel.Mail, Mail, Cancellation)).Value;
        store.Time.Advance(AddressCheck.Lasts + TimeSpan.FromMinutes(1));
        await node.Drain();
        node.Mail.Tried.Should().BeEmpty();
        (await new ReachQuery(store).Progress(anna, begun, Cancellation))!.Said.Should().Be(DeliveryCancelled.CodeOver);
    }

    [Fact]
    public async Task Others_neither_test_nor_confirm_nor_look_but_an_administrator_does()
    {
        await using var store = await TestStore.Sqlite();
        var anna = await Anna(store);
        var person = anna.PersonId!.Value;
        var other = new Caller(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "Other", RoleRights.Of(Role.Commander));
        (await new CheckAddress(store.Writer).Run(other, person, Channel.Mail, Mail, Cancellation)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await new ConfirmAddress(store.Writer).Run(other, person, null, "123456", Cancellation)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await new ReachQuery(store).Of(other, person, Cancellation)).Should().BeNull();
        var begun = (await new CheckAddress(store.Writer).Run(Admin, person, Channel.Mail, Mail, Cancellation)).Value;
        (await new ReachQuery(store).Progress(other, begun, Cancellation)).Should().BeNull();
        (await new ReachQuery(store).Of(Admin, person, Cancellation))!.Name.Should().Be("Anna");
        (await new CheckAddress(store.Writer).Run(Admin, person, Channel.Mail, "other@corp.example", Cancellation)).Refusal!.Code.Should().Be("AddressGone");
    }

    [Fact]
    public async Task An_address_that_stays_keeps_its_verification_and_a_new_one_has_none()
    {
        await using var store = await TestStore.Sqlite();
        var anna = await Anna(store);
        await using (var db = store.CreateDbContext())
        {
            var person = await db.Persons.SingleAsync(p => p.Id == anna.PersonId, Cancellation);
            person.PointAt(Channel.Sms, Number)!.Verify(store.Time.GetUtcNow());
            person.PointAt(Channel.Mail, Mail)!.MarkBounced(store.Time.GetUtcNow());
            await db.SaveChangesAsync(Cancellation);
        }

        var change = new ChangeProfile(store.Writer, store);
        await change.Run(anna, anna.PersonId!.Value, new Profile("Anna", "en", "UTC", [(Channel.Sms, Number), (Channel.Mail, "new@corp.example"), (Channel.Mail, Mail)]), Cancellation);
        (await Point(store, anna, Number)).Should().Match<ContactPoint>(p => p.VerifiedAt == TestStore.Start && p.Position == 0);
        (await Point(store, anna, "new@corp.example")).VerifiedAt.Should().BeNull();
        (await Point(store, anna, Mail)).BouncedAt.Should().Be(TestStore.Start);

        await change.Run(anna, anna.PersonId.Value, new Profile("Anna", "en", "UTC", [(Channel.Sms, "+861000000098")]), Cancellation);
        (await Point(store, anna, "+861000000098")).VerifiedAt.Should().BeNull("it took the place of a verified one, not its verification");
    }

    [Fact]
    public async Task Only_a_robot_that_is_in_use_can_be_chosen()
    {
        await using var store = await TestStore.Sqlite();
        var anna = await Anna(store);
        var change = new ChangeProfile(store.Writer, store);
        var profile = new Profile("Anna", "en", "UTC", [(Channel.Mail, Mail), (Channel.Robot, "war-room")]);
        (await change.Run(anna, anna.PersonId!.Value, profile, Cancellation)).Refusal.Should().Match<Refusal>(r => r.Code == "RobotUnknown" && r.Field == "contactPoints[1]");
        await using (var db = store.CreateDbContext())
        {
            db.Robots.Add(Robot.Create("war-room", "War room", "wecom", "…", null, store.Time.GetUtcNow()));
            await db.SaveChangesAsync(Cancellation);
        }

        (await change.Run(anna, anna.PersonId.Value, profile, Cancellation)).IsRefused.Should().BeFalse();
        (await new ReachQuery(store).Of(anna, anna.PersonId.Value, Cancellation))!.Addresses[1].Shown.Should().Be("War room");
    }

    private static async Task<Caller> Anna(TestStore store, string culture = "en")
    {
        var person = Person.Create(Guid.NewGuid(), "Anna", culture, "UTC");
        person.ReachBy((Channel.Mail, Mail), (Channel.Sms, Number));
        await using var db = store.CreateDbContext();
        db.Persons.Add(person);
        await db.SaveChangesAsync(Cancellation);
        return new Caller(CallerKind.Person, Guid.NewGuid(), person.Id, "Anna", RoleRights.Of(Role.Reporter));
    }

    private static Task<Outcome<string>> Confirm(TestStore store, Caller anna, string code) => new ConfirmAddress(store.NewWriter()).Run(anna, anna.PersonId!.Value, null, code, Cancellation);

    private static async Task<ContactPoint> Point(TestStore store, Caller anna, string address)
    {
        await using var db = store.CreateDbContext();
        return await db.Set<ContactPoint>().AsNoTracking().SingleAsync(c => c.PersonId == anna.PersonId && c.Address == address, Cancellation);
    }

    private static string CodeIn(OutgoingMessage message) => Regex.Match(message.Text, @"\b\d{6}\b", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
}
