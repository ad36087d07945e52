using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Tests.Harness.Peers;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Robots;
using Hub.Web.Features.Admin;
using Hub.Web.Security;
using Hub.Web.Setup;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Features.Admin;

public sealed class RobotAdministrationTests
{
    private const string Address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa";
    private const string Secret = "SEC-0123456789abcdef";

    private static readonly Caller Admin = new(CallerKind.Person, Guid.NewGuid(), null, "Admin", RoleRights.Of(Role.Administrator));

    private static readonly RobotSecrets Secrets = new(new EphemeralDataProtectionProvider());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<RobotEntry, string, string> Wrong => new()
    {
        { Entry() with { Key = "War Room" }, "key", "RobotKeyWrong" },
        { Entry() with { Key = "" }, "key", "Required" },
        { Entry() with { Name = " " }, "name", "Required" },
        { Entry() with { Preset = "pager" }, "preset", "PresetUnknown" },
        { Entry() with { Preset = null }, "preset", "PresetUnknown" },
        { Entry() with { Address = null }, "address", "Required" },
        { Entry() with { Address = "robot" }, "address", "RobotAddressWrong" },
        { Entry() with { Address = "http://qyapi.weixin.qq.com/" }, "address", "RobotAddressNotHttps" },
        { Entry() with { Address = "https://a@qyapi.weixin.qq.com/" }, "address", "RobotAddressExtras" },
        { Entry() with { Address = "https://qyapi.weixin.qq.com:22/" }, "address", "RobotAddressPort" },
        { Entry() with { Address = "https://169.254.169.254/" }, "address", "RobotAddressInside" },
        { Entry() with { Secret = "x" }, "secret", "RobotSecretUnknown" },
        { Entry() with { Preset = "generic" }, "secret", "RobotSecretNeeded" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_is_said_at_its_field(RobotEntry entry, string field, string code)
    {
        await using var store = await TestStore.Sqlite();
        (await Add(store).Run(Admin, entry, Cancellation)).Refusal.Should().Match<Refusal>(r => r.Field == field && r.Code == code);
    }

    [Fact]
    public async Task Address_and_secret_are_kept_encrypted_and_stand_in_no_record()
    {
        await using var store = await TestStore.Sqlite();
        (await Add(store).Run(Admin, Entry() with { Preset = "dingtalk", Secret = Secret }, Cancellation)).Value.Should().Be("war-room");
        (await Add(store).Run(Admin, Entry(), Cancellation)).Refusal.Should().Match<Refusal>(r => r.Field == "key" && r.Code == "RobotKeyTaken");
        (await Add(store).Move(Admin, "war-room", Address + "9", Secret, Cancellation)).IsRefused.Should().BeFalse();
        (await new SwitchRobot(store.Writer).Run(Admin, "war-room", off: true, Cancellation)).IsRefused.Should().BeFalse();
        (await new SwitchRobot(store.Writer).Run(Admin, "war-room", off: true, Cancellation)).Refusal!.Code.Should().Be("RobotOffAlready");

        await using var db = store.CreateDbContext();
        var robot = await db.Robots.SingleAsync(Cancellation);
        (robot.ProtectedUrl + robot.ProtectedSecret).Should().NotContain("693a91f6").And.NotContain(Secret);
        Secrets.Read("war-room", robot.ProtectedUrl).Should().Be(Address + "9");
        Secrets.Read("war-room", robot.ProtectedSecret!).Should().Be(Secret);
        FluentActions.Invoking(() => Secrets.Read("other-room", robot.ProtectedUrl)).Should().Throw<System.Security.Cryptography.CryptographicException>("a row cannot lend its address to another");
        var record = await db.Timeline.Where(e => e.Chain == "administration" && e.Kind == FactKind.RobotChanged).OrderBy(e => e.Number).Select(e => e.Data).ToListAsync(Cancellation);
        record.Should().HaveCount(3).And.NotContain(d => d.Contains("693a91f6") || d.Contains(Secret));
        (await new RobotsQuery(store).Run(Admin, Cancellation)).Should().ContainSingle(r => r.Name == "War room" && r.IsOff);
    }

    [Fact]
    public async Task Nobody_else_adds_switches_tests_or_sees_robots()
    {
        await using var store = await TestStore.Sqlite();
        await Add(store).Run(Admin, Entry(), Cancellation);
        using var channel = Channel(store, []);
        var other = new Caller(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "Other", RoleRights.Of(Role.Commander));
        (await Add(store).Run(other, Entry(), Cancellation)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await Add(store).Move(other, "war-room", Address, null, Cancellation)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await new SwitchRobot(store.Writer).Run(other, "war-room", true, Cancellation)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await Test(store, channel).Run(other, "war-room", Cancellation)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await new RobotsQuery(store).Run(other, Cancellation)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_test_goes_out_at_once_and_its_answer_comes_back()
    {
        await using var store = await TestStore.Sqlite();
        await using var peer = await RobotPeer.Start();
        peer.Says(200, """{"errcode":93000,"errmsg":"invalid webhook url"}""");
        var guard = new OutboundGuard(Options(peer.Http.Authority));
        (await new AddRobot(store.Writer, Secrets, guard).Run(Admin, Entry() with { Address = new Uri(peer.Http, "/send?key=693a91f6-7abc").AbsoluteUri }, Cancellation)).IsRefused.Should().BeFalse();
        using var channel = Channel(store, [peer.Http.Authority]);
        (await Test(store, channel).Run(Admin, "war-room", Cancellation)).Value.Should().BeOfType<SendResult.Permanent>().Which.Error.Should().Be("200 code 93000 invalid webhook url");
        (await Test(store, channel).Run(Admin, "war-room", Cancellation)).Refusal!.Code.Should().Be("RobotTestedJustNow");
        store.Time.Advance(TimeSpan.FromSeconds(11));
        peer.Says(200, """{"errcode":0}""");
        (await Test(store, channel).Run(Admin, "war-room", Cancellation)).Value.Should().BeOfType<SendResult.Accepted>();
        peer.Calls.Should().HaveCount(2).And.OnlyContain(c => c.Text.Contains("Admin"));
        await new SwitchRobot(store.Writer).Run(Admin, "war-room", off: true, Cancellation);
        store.Time.Advance(TimeSpan.FromSeconds(11));
        (await Test(store, channel).Run(Admin, "war-room", Cancellation)).Refusal!.Code.Should().Be("RobotOffAlready");
    }

    private static RobotEntry Entry() => new("war-room", "War room", "wecom", Address, null);

    private static IOptions<RobotOptions> Options(params string[] allowed) => Microsoft.Extensions.Options.Options.Create(new RobotOptions { AllowedHosts = allowed });

    private static AddRobot Add(TestStore store) => new(store.NewWriter(), Secrets, new OutboundGuard(Options()));

    private static RobotChannel Channel(TestStore store, string[] allowed) => new(store, Secrets, new OutboundGuard(Options(allowed)), Options(allowed), store.Time);

    private static TestRobot Test(TestStore store, RobotChannel channel) => new(store.NewWriter(), channel, Microsoft.Extensions.Options.Options.Create(new HubOptions()), store.Time);
}
