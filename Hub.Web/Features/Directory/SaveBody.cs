using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>Adds an outside body to the directory, or changes one.</summary>
public sealed class SaveBody(Writer writer, PlanInForce plans)
{
    /// <summary>Refused: without the right to administer; a fault of a field; a key that is taken; changed meanwhile (409).</summary>
    /// <param name="caller">Who does it.</param>
    /// <param name="key">Its key.</param>
    /// <param name="version">The version that the caller knows; null for a new body.</param>
    /// <param name="details">What stands there afterwards.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Outcome<Saved>> Run(Caller caller, string? key, long? version, BodyDetails details, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        if ((Names.KeyFault("key", key) ?? details.Fault()) is { } fault)
        {
            return fault;
        }

        var wanted = key!.Trim();
        return await writer.Run<Saved>(caller, async work =>
        {
            var body = await work.Db.ExternalBodies.FirstOrDefaultAsync(b => b.Key == wanted, cancellation);
            if ((body is null ? version is null ? null : Refusal.NotFound() : version is null ? Refusal.Invalid("key", "KeyTaken") : Entries.Stale(body.Version, version.Value)) is { } refusal)
            {
                return refusal;
            }

            if (details.Fault([.. await Duties(work.Db, plans, cancellation), .. body?.Duties ?? []]) is { } unknown)
            {
                return unknown;
            }

            if (body is null)
            {
                body = Add(work, wanted, details);
                return new Saved(wanted, body.Version, true, []);
            }

            var changed = details.ChangesOf(body);
            Change(work, body, details, changed);
            return new Saved(wanted, body.Version, false, changed);
        }, cancellation);
    }

    /// <summary>Keys of the duties of the plan in force.</summary>
    internal static async Task<IReadOnlyList<string>> Duties(HubDbContext db, PlanInForce plans, CancellationToken cancellation) =>
        await db.PlanVersions.AnyAsync(v => v.State == Domain.Plans.PlanState.InForce && !v.IsDrillCopy, cancellation) ? [.. (await plans.Load(db)).Plan.Duties.Keys] : [];

    internal static ExternalBody Add(Work work, string key, BodyDetails details)
    {
        var body = ExternalBody.Create(key, details.Name, details.Kind!.Value, details.Culture!, null, null);
        details.ApplyTo(body);
        work.Db.ExternalBodies.Add(body);
        Record(work, body, "entryAdded", "");
        return body;
    }

    internal static void Change(Work work, ExternalBody body, BodyDetails details, IReadOnlyList<string> changed)
    {
        if (changed.Count > 0)
        {
            details.ApplyTo(body);
            Record(work, body, "entryChanged", string.Join(", ", changed));
        }
    }

    internal static void Record(Work work, ExternalBody body, string change, string detail) =>
        work.Record("administration", new Fact(FactKind.BodyChanged, ("nameEn", body.NameEn), ("nameZh", body.NameZh), ("key", body.Key), ("change", change), ("detail", detail)));
}
