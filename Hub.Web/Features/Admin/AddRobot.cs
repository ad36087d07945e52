using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Robots;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Admin;

/// <summary>A robot as an administrator enters it.</summary>
/// <param name="Key">Short name that contact points refer to.</param>
/// <param name="Name">Name of the group.</param>
/// <param name="Preset">Key of a <see cref="RobotPreset"/>.</param>
/// <param name="Address">Webhook address; never shown again.</param>
/// <param name="Secret">Signing secret; never shown again.</param>
public sealed record RobotEntry(string? Key, string? Name, string? Preset, string? Address, string? Secret);

/// <summary>Adds a group robot, or gives one another address. Address and secret go into the store encrypted and never come back to a page.</summary>
public sealed class AddRobot(Writer writer, RobotSecrets secrets, OutboundGuard guard)
{
    private const int LongestSecret = 300;

    /// <summary>A new robot.</summary>
    public async Task<Outcome<string>> Run(Caller caller, RobotEntry entry, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        if ((PresetFault(entry.Preset) ?? Text.Required("name", entry.Name, 100) ?? Addresses.Robot("key", entry.Key) ?? Fault(entry.Preset!, entry.Address, entry.Secret)) is { } fault)
        {
            return fault;
        }

        var key = entry.Key!.Trim();
        return await writer.Run<string>(caller, async work =>
        {
            if (await work.Db.Robots.AnyAsync(r => r.Key == key))
            {
                return Refusal.Invalid("key", "RobotKeyTaken");
            }

            work.Db.Robots.Add(Robot.Create(key, Text.Straight(entry.Name!), entry.Preset!, Keep(key, entry.Address)!, Keep(key, entry.Secret), work.Now));
            work.Record("administration", new Fact(FactKind.RobotChanged, ("name", Text.Straight(entry.Name!)), ("key", key), ("change", "robotAdded"), ("detail", entry.Preset!)));
            return key;
        }, cancellation);
    }

    /// <summary>Another address and secret for a robot that is there.</summary>
    public async Task<Outcome<string>> Move(Caller caller, string key, string? address, string? secret, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<string>(caller, async work =>
        {
            if (await work.Db.Robots.FirstOrDefaultAsync(r => r.Key == key) is not { } robot)
            {
                return Refusal.NotFound();
            }

            if (Fault(robot.Preset, address, secret) is { } fault)
            {
                return fault;
            }

            robot.MoveTo(Keep(key, address)!, Keep(key, secret));
            work.Record("administration", new Fact(FactKind.RobotChanged, ("name", robot.Name), ("key", key), ("change", "robotMoved"), ("detail", "")));
            return key;
        }, cancellation);
    }

    private static Refusal? PresetFault(string? preset) => preset is not null && RobotPreset.All.ContainsKey(preset) ? null : Refusal.Invalid("preset", "PresetUnknown");

    private Refusal? Fault(string preset, string? address, string? secret)
    {
        if ((Text.Required("address", address, 1_000) ?? Text.Optional("secret", secret, LongestSecret)) is { } fault)
        {
            return fault;
        }

        return guard.Fault(address!.Trim(), out _) switch
        {
            OutboundFault.NoAddress => Refusal.Invalid("address", "RobotAddressWrong"),
            OutboundFault.NotHttps => Refusal.Invalid("address", "RobotAddressNotHttps"),
            OutboundFault.Extras => Refusal.Invalid("address", "RobotAddressExtras"),
            OutboundFault.Port => Refusal.Invalid("address", "RobotAddressPort"),
            OutboundFault.Inside => Refusal.Invalid("address", "RobotAddressInside"),
            _ => (RobotPreset.All.GetValueOrDefault(preset)?.Secret, string.IsNullOrWhiteSpace(secret)) switch
            {
                (RobotSecret.Required, true) => Refusal.Invalid("secret", "RobotSecretNeeded"),
                (RobotSecret.None, false) => Refusal.Invalid("secret", "RobotSecretUnknown"),
                (null, _) => Refusal.Invalid("preset", "PresetUnknown"),
                _ => null,
            },
        };
    }

    private string? Keep(string key, string? text) => Text.Clean(text) is { } clean ? secrets.Protect(key, clean) : null;
}
