using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Account;
using Hub.Web.Features.Admin;
using Hub.Web.Security;
using Hub.Web.Setup;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Features.Admin;

public sealed class AdministrationTests
{
    private static readonly Caller Admin = new(CallerKind.Person, Guid.NewGuid(), null, "Admin", RoleRights.Of(Role.Administrator));

    public static TheoryData<Role> WithoutTheRight => [.. Enum.GetValues<Role>().Where(r => !RoleRights.Of(r).HasFlag(Right.Administer))];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(WithoutTheRight))]
    public async Task Whoever_does_not_administer_is_refused_everything(Role role)
    {
        await using var store = await TestStore.Sqlite();
        var caller = new Caller(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "Somebody", RoleRights.Of(role));
        var id = Guid.NewGuid();
        Refusal?[] refusals =
        [
            (await Invite(store).Run(caller, new Invitation("A", "a@corp.example", [Role.Reporter]), Cancellation)).Refusal,
            (await new ChangeRoles(store.Writer).Run(caller, id, [Role.Reporter], Cancellation)).Refusal,
            (await new DisableAccount(store.Writer).Run(caller, id, Cancellation)).Refusal,
            (await new EnableAccount(store.Writer).Run(caller, id, Cancellation)).Refusal,
            (await new RenewSetUpLink(store.Writer, Links(store)).Run(caller, id, Cancellation)).Refusal,
            (await new AddApiKey(store.Writer).Run(caller, "k", Right.Read, Cancellation)).Refusal,
            (await new RevokeApiKey(store.Writer).Run(caller, id, Cancellation)).Refusal,
            (await new AddDisplay(store.Writer, Settings).Run(caller, "d", false, false, Cancellation)).Refusal,
            (await new RevokeDisplay(store.Writer).Run(caller, id, Cancellation)).Refusal,
            (await new ChangeProfile(store.Writer, store).Run(caller, id, new Profile("A", "en", "UTC", []), Cancellation)).Refusal,
        ];
        refusals.Should().OnlyContain(r => r != null && r.Kind == RefusalKind.NotAllowed);
        (await new AdminQuery(store, store.Time).Run(caller, Cancellation)).Should().BeNull();
        await using var db = store.CreateDbContext();
        (await db.Users.CountAsync(Cancellation) + await db.ApiKeys.CountAsync(Cancellation) + await db.Displays.CountAsync(Cancellation)).Should().Be(0);
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using var store = await TestStore.Sqlite();
        var only = (await Invite(store).Run(Admin, new Invitation("A", "a@corp.example", [Role.Administrator]), Cancellation)).Value.AccountId;
        (await new DisableAccount(store.Writer).Run(Admin, only, Cancellation)).Refusal!.Code.Should().Be("LastAdministrator");
        (await new ChangeRoles(store.Writer).Run(Admin, only, [Role.Reporter], Cancellation)).Refusal!.Code.Should().Be("LastAdministrator");

        var second = (await Invite(store).Run(Admin, new Invitation("B", "b@corp.example", [Role.Administrator]), Cancellation)).Value.AccountId;
        (await new DisableAccount(store.Writer).Run(Admin, only, Cancellation)).IsRefused.Should().BeFalse();
        (await new DisableAccount(store.Writer).Run(Admin, second, Cancellation)).Refusal!.Code.Should().Be("LastAdministrator");
    }

    [Fact]
    public async Task Of_two_administrators_who_disable_each_other_at_once_one_stays()
    {
        await using var store = await TestStore.Sqlite();
        var a = (await Invite(store).Run(Admin, new Invitation("A", "a@corp.example", [Role.Administrator]), Cancellation)).Value.AccountId;
        var b = (await Invite(store).Run(Admin, new Invitation("B", "b@corp.example", [Role.Administrator]), Cancellation)).Value.AccountId;
        var outcomes = await Task.WhenAll(new DisableAccount(store.NewWriter()).Run(Admin, a, Cancellation), new DisableAccount(store.NewWriter()).Run(Admin, b, Cancellation));
        outcomes.Count(o => o.IsRefused).Should().Be(1);
    }

    [Fact]
    public async Task Everything_is_in_the_record_of_the_administration_without_secrets()
    {
        await using var store = await TestStore.Sqlite();
        var invited = (await Invite(store).Run(Admin, new Invitation("A", "a@corp.example", [Role.Reporter]), Cancellation)).Value;
        await new ChangeRoles(store.Writer).Run(Admin, invited.AccountId, [Role.OnCall], Cancellation);
        var key = (await new AddApiKey(store.Writer).Run(Admin, "ids", Right.Read, Cancellation)).Value;
        var wall = (await new AddDisplay(store.Writer, Settings).Run(Admin, "War room", true, true, Cancellation)).Value;
        await using var db = store.CreateDbContext();
        var entries = await db.Timeline.Where(e => e.Chain == "administration").OrderBy(e => e.Number).ToListAsync(Cancellation);
        entries.Select(e => e.Kind).Should().Equal(FactKind.AccountChanged, FactKind.AccountChanged, FactKind.KeyChanged, FactKind.KeyChanged);
        var all = string.Join('\n', entries.Select(e => System.Text.Json.JsonSerializer.Serialize(e)));
        all.Should().Contain("a@corp.example").And.NotContain(key.Secret).And.NotContain(wall.Secret.Split('=')[1]);
        (await db.ApiKeys.SingleAsync(Cancellation)).Hash.Should().Be(Secrets.Hash(key.Secret)).And.NotBe(key.Secret);
    }

    [Theory]
    [InlineData("", "a@corp.example", "name")]
    [InlineData("A\r\nBcc: x", "a@corp.example", "name")]
    [InlineData("A", "no address", "mail")]
    [InlineData("A", "a@corp.example\r\nBcc: b@corp.example", "mail")]
    [InlineData("A", "<a@corp.example>", "mail")]
    public async Task A_wrong_invitation_names_its_field(string name, string mail, string field)
    {
        await using var store = await TestStore.Sqlite();
        var refusal = (await Invite(store).Run(Admin, new Invitation(name, mail, [Role.Reporter]), Cancellation)).Refusal;
        refusal!.Kind.Should().Be(RefusalKind.Invalid);
        refusal.Field.Should().Be(field);
    }

    [Fact]
    public async Task An_address_has_one_account_however_it_is_written()
    {
        await using var store = await TestStore.Sqlite();
        await Invite(store).Run(Admin, new Invitation("A", "Anna@corp.example", [Role.Reporter]), Cancellation);
        (await Invite(store).Run(Admin, new Invitation("B", "anna@CORP.example", [Role.Reporter]), Cancellation)).Refusal!.Code.Should().Be("MailTaken");
    }

    [Theory]
    [InlineData(Right.Administer)]
    [InlineData(Right.ReleaseOutside)]
    [InlineData(Right.Approve | Right.Read)]
    [InlineData(Right.None)]
    public async Task A_key_cannot_have_what_is_for_people(Right rights)
    {
        await using var store = await TestStore.Sqlite();
        (await new AddApiKey(store.Writer).Run(Admin, "ids", rights, Cancellation)).Refusal!.Code.Should().Be("RightsNotForKeys");
    }

    [Theory]
    [InlineData("+8613800000000", Channel.Sms, true)]
    [InlineData("13800000000", Channel.Sms, false)]
    [InlineData("+86 138 0000 0000", Channel.Sms, false)]
    [InlineData("+0123456789", Channel.Sms, false)]
    [InlineData("anna.b+hub@sub.corp.example", Channel.Mail, true)]
    [InlineData("anna@@corp.example", Channel.Mail, false)]
    [InlineData("anna@corp..example", Channel.Mail, false)]
    [InlineData(".anna@corp.example", Channel.Mail, false)]
    public async Task Contact_points_are_held_strictly(string address, Channel channel, bool sound)
    {
        await using var store = await TestStore.Sqlite();
        var account = (await Invite(store).Run(Admin, new Invitation("A", "a@corp.example", [Role.Reporter]), Cancellation)).Value.AccountId;
        await using var db = store.CreateDbContext();
        var person = (await db.Users.SingleAsync(u => u.Id == account, Cancellation)).PersonId;
        var self = new Caller(CallerKind.Person, account, person, "A", RoleRights.Of(Role.Reporter));
        var use = new ChangeProfile(store.Writer, store);
        var outcome = await use.Run(self, person, new Profile("Anna", "zh-Hans", "Europe/Berlin", [(Channel.Mail, "first@corp.example"), (channel, address)]), Cancellation);
        outcome.IsRefused.Should().Be(!sound);
        if (sound)
        {
            var kept = await use.Read(self, person, Cancellation);
            kept!.ContactPoints.Should().Equal((Channel.Mail, "first@corp.example"), (channel, address));
            (kept.Name, kept.Culture, kept.TimeZone).Should().Be(("Anna", "zh-Hans", "Europe/Berlin"));
        }
        else
        {
            outcome.Refusal!.Field.Should().Be("contactPoints[1]");
        }
    }

    [Theory]
    [InlineData("22:00", "07:00", null)]
    [InlineData(null, null, null)]
    [InlineData("22:00", null, "quietUntil")]
    [InlineData(null, "07:00", "quietFrom")]
    [InlineData("07:00", "07:00", "quietUntil")]
    public async Task Quiet_hours_have_a_beginning_and_another_end(string? from, string? until, string? fault)
    {
        await using var store = await TestStore.Sqlite();
        var account = (await Invite(store).Run(Admin, new Invitation("A", "a@corp.example", [Role.Reporter]), Cancellation)).Value.AccountId;
        await using var db = store.CreateDbContext();
        var person = (await db.Users.SingleAsync(u => u.Id == account, Cancellation)).PersonId;
        var self = new Caller(CallerKind.Person, account, person, "A", RoleRights.Of(Role.Reporter));
        var use = new ChangeProfile(store.Writer, store);
        var profile = new Profile("Anna", "en", "Europe/Berlin", []) { QuietFrom = Time(from), QuietUntil = Time(until) };
        (await use.Run(self, person, profile, Cancellation)).Refusal?.Field.Should().Be(fault);
        var kept = await use.Read(self, person, Cancellation);
        (kept!.QuietFrom, kept.QuietUntil).Should().Be(fault is null ? (profile.QuietFrom, profile.QuietUntil) : (null, null));

        static TimeOnly? Time(string? text) => text is null ? null : TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static IOptions<HubOptions> Settings { get; } = Options.Create(new HubOptions());

    private static AccountLinks Links(TestStore store) => new(new LinkTokens(new EphemeralDataProtectionProvider(), store.Time), Settings);

    private static InvitePerson Invite(TestStore store) => new(store.NewWriter(), Links(store), Settings);
}
