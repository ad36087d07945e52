using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Tests.Harness.Peers;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Robots;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Dispatch.Robots;

/// <summary>A robot of a preset that stands at a local peer.</summary>
internal sealed class RobotBed : IAsyncDisposable
{
    public const string Secret = "SEC-0123456789abcdef";
    public const string Key = "693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa";

    private RobotBed(TestStore store, RobotPeer peer, RobotChannel channel)
    {
        Store = store;
        Peer = peer;
        Channel = channel;
    }

    public TestStore Store { get; }

    public RobotPeer Peer { get; }

    public RobotChannel Channel { get; }

    /// <summary>A robot.</summary>
    /// <param name="preset">Its preset.</param>
    /// <param name="secret">Its secret.</param>
    /// <param name="isOff">True: switched off.</param>
    /// <param name="isAllowed">False: the settings do not allow the peer.</param>
    /// <param name="path">Path and query of its address.</param>
    /// <param name="timeout">Longest wait, on the machine's clock; null: the test's clock.</param>
    /// <param name="plain">By http.</param>
    public static async Task<RobotBed> With(
        string preset, string? secret = null, bool isOff = false, bool isAllowed = true, string path = $"/send?key={Key}", TimeSpan? timeout = null, bool plain = false)
    {
        var store = await TestStore.Sqlite();
        var peer = await RobotPeer.Start();
        var address = plain ? peer.Http : peer.Https;
        var options = Options.Create(new RobotOptions
        {
            AllowedHosts = isAllowed ? [address.Authority] : [],
            TrustedCertificate = peer.Pem,
            Timeout = timeout ?? TimeSpan.FromSeconds(10),
        });
        var secrets = new RobotSecrets(new EphemeralDataProtectionProvider());
        await using (var db = store.CreateDbContext())
        {
            var robot = Robot.Create("war-room", "War room", preset, secrets.Protect("war-room", new Uri(address, path).AbsoluteUri), secret is null ? null : secrets.Protect("war-room", secret), store.Time.GetUtcNow());
            robot.Switch(isOff);
            db.Robots.Add(robot);
            await db.SaveChangesAsync();
        }

        return new RobotBed(store, peer, new RobotChannel(store, secrets, new OutboundGuard(options), options, timeout is null ? store.Time : TimeProvider.System));
    }

    public static RobotContent Content(string title = "Worm on WEB2", params string[] lines) =>
        new("Ⅱ Major · INC-2026-0001 incident confirmed", title, lines.Length == 0 ? ["Please acknowledge.", "For Samantha Smith (on call)"] : lines, "https://hub.example/incidents/INC-2026-0001", "Open and acknowledge")
        {
            Number = "INC-2026-0001",
            Grade = Grade.II,
            GradeName = "Ⅱ Major",
            About = "Activated",
            Recipient = "Samantha Smith",
        };

    public Task<SendResult> Send(RobotContent? content = null) =>
        Channel.Send(new OutgoingMessage(Guid.NewGuid(), Hub.Domain.People.Channel.Robot, "war-room", "", "", null, "en", true) { Robot = content ?? Content() }, 0, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await Peer.DisposeAsync();
        await Store.DisposeAsync();
    }
}
