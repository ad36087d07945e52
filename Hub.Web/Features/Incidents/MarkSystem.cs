using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>What is said of a system.</summary>
/// <param name="Asset">Key of an asset of the directory; null for a free name.</param>
/// <param name="Name">Free name; not beside an asset.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why, or what was done.</param>
/// <param name="Version">Version that was read; null: does not matter.</param>
public sealed record SystemMark(string? Asset, string? Name, SystemState State, string? Reason = null, long? Version = null);

/// <summary>Says which systems an incident has touched and where they stand. Needs <see cref="Right.Command"/>.</summary>
public sealed class MarkSystem(Writer writer, Situations situations)
{
    /// <summary>Most systems of an incident; more are a list for an attachment.</summary>
    public const int Most = 500;

    /// <summary>
    /// Names a system, or says where one that was named stands now; the same asset or name is the same system. Refused: closed;
    /// neither or both of asset and name; unknown or retired asset; a field at fault; the state that it has already; changed by somebody else since it was read.
    /// </summary>
    public Task<Outcome<AffectedSystem>> Run(Caller caller, string number, SystemMark mark, CancellationToken cancellation = default) =>
        Decide(
            caller,
            number,
            async (incident, work) =>
            {
                var asset = Text.Clean(mark.Asset);
                var name = Text.Clean(mark.Name);
                if ((asset is null) == (name is null))
                {
                    return Refusal.Invalid(asset is null ? "name" : "asset", asset is null ? "Required" : "AssetOrName");
                }

                if (Text.Optional("name", name, 200) is { } fault)
                {
                    return fault;
                }

                var identity = AffectedSystem.IdentityOf(asset, name);
                if (await work.Db.AffectedSystems.FirstOrDefaultAsync(s => s.IncidentId == incident.Id && s.Identity == identity, cancellation) is { } known)
                {
                    var moved = known.GoTo(mark.State, mark.Reason, caller.Name, mark.Version, work.Now);
                    return moved.IsRefused ? moved.Refusal : (known, moved.Value);
                }

                var called = asset is null ? LocalText.Same(name!) : await NameOf(work, asset, cancellation);
                if (called is null)
                {
                    return Refusal.Invalid("asset", "AssetUnknown", asset!);
                }

                if (await work.Db.AffectedSystems.CountAsync(s => s.IncidentId == incident.Id, cancellation) >= Most)
                {
                    return Refusal.Conflict("TooManySystems", Most);
                }

                var named = AffectedSystem.NameIt(incident.Id, asset, called, mark.State, mark.Reason, caller.Name, work.Now);
                if (named.IsRefused)
                {
                    return named.Refusal;
                }

                work.Db.AffectedSystems.Add(named.Value.System);
                return (named.Value.System, named.Value.Fact);
            },
            cancellation);

    /// <summary>It was named by mistake. Refused: closed, unknown, no reason.</summary>
    public Task<Outcome<AffectedSystem>> StrikeOut(Caller caller, string number, Guid systemId, string? reason, CancellationToken cancellation = default) =>
        Decide(
            caller,
            number,
            async (incident, work) =>
            {
                if (await work.Db.AffectedSystems.FirstOrDefaultAsync(s => s.IncidentId == incident.Id && s.Id == systemId, cancellation) is not { } system)
                {
                    return Refusal.NotFound("SystemUnknown");
                }

                var struck = system.StrikeOut(reason);
                if (struck.IsRefused)
                {
                    return struck.Refusal;
                }

                work.Db.AffectedSystems.Remove(system);
                return (system, struck.Value);
            },
            cancellation);

    private static async Task<LocalText?> NameOf(Work work, string asset, CancellationToken cancellation) =>
        await work.Db.Assets.AsNoTracking().Where(a => a.Key == asset && !a.IsRetired).Select(a => new LocalText(a.NameEn, a.NameZh)).FirstOrDefaultAsync(cancellation);

    private Task<Outcome<AffectedSystem>> Decide(Caller caller, string number, Func<Incident, Work, Task<Outcome<(AffectedSystem System, Fact Fact)>>> decide, CancellationToken cancellation) =>
        writer.Run<AffectedSystem>(
            caller,
            async work =>
            {
                if (!caller.Has(Right.Command))
                {
                    return Refusal.NotAllowed();
                }

                var found = await situations.Find(work, number);
                if (found.IsRefused)
                {
                    return found.Refusal;
                }

                if (found.Value.State == IncidentState.Closed)
                {
                    return Refusal.Conflict("IncidentClosed", number);
                }

                var decided = await decide(found.Value, work);
                if (decided.IsRefused)
                {
                    return decided.Refusal;
                }

                found.Value.Touch();
                work.Record(found.Value.Number, decided.Value.Fact, found.Value.Id, found.Value.Number);
                return decided.Value.System;
            },
            cancellation);
}
