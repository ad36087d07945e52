using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>A group as somebody enters it.</summary>
/// <param name="NameEn">English name; when empty, the Chinese one stands for it.</param>
/// <param name="NameZh">Chinese name; when empty, the English one stands for it.</param>
/// <param name="Members">Members in order, each written as a <see cref="Target"/>.</param>
public sealed record GroupEntry(string? NameEn, string? NameZh, IReadOnlyList<string> Members);

/// <summary>Makes a group, renames it, or changes its members.</summary>
public sealed class SaveGroup(Writer writer)
{
    /// <summary>Members of one group.</summary>
    public const int MostMembers = 50;

    /// <summary>Refused: without the right to administer; a fault of a field, such as a member that there is not, or a circle of groups; a key that is taken; changed meanwhile (409).</summary>
    /// <param name="caller">Who does it.</param>
    /// <param name="key">Its key.</param>
    /// <param name="version">The version that the caller knows; null for a new group.</param>
    /// <param name="entry">What stands there afterwards.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Outcome<Saved>> Run(Caller caller, string? key, long? version, GroupEntry entry, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        var members = entry.Members.Select(m => m.Trim()).Distinct(StringComparer.Ordinal).ToList();
        if ((Names.KeyFault("key", key) ?? Names.Fault(entry.NameEn, entry.NameZh, 100) ?? MemberFault(members)) is { } fault)
        {
            return fault;
        }

        var wanted = key!.Trim();
        return await writer.Run<Saved>(caller, async work =>
        {
            var groups = await work.Db.Groups.ToDictionaryAsync(g => g.Key, StringComparer.Ordinal, cancellation);
            var group = groups.GetValueOrDefault(wanted);
            if ((group is null ? version is null ? null : Refusal.NotFound() : version is null ? Refusal.Invalid("key", "KeyTaken") : Entries.Stale(group.Version, version.Value)) is { } refusal)
            {
                return refusal;
            }

            if (await UnknownFault(work.Db, members.Except(group?.Members ?? [], StringComparer.Ordinal), groups, wanted, cancellation) is { } unknown)
            {
                return unknown;
            }

            var name = Names.Of(entry.NameEn, entry.NameZh);
            if (group is null)
            {
                group = work.Db.Groups.Add(Group.Create(wanted, name, members)).Entity;
                Record(work, group, "entryAdded", "");
                return new Saved(wanted, group.Version, true, []);
            }

            var changed = new List<string>();
            if (group.Name != name)
            {
                changed.Add("name");
            }

            if (!group.Members.SequenceEqual(members))
            {
                changed.Add("members");
            }

            if (changed.Count > 0)
            {
                group.Describe(name, members);
                Record(work, group, "entryChanged", string.Join(", ", changed));
            }

            return new Saved(wanted, group.Version, false, changed);
        }, cancellation);
    }

    internal static void Record(Work work, Group group, string change, string detail) =>
        work.Record("administration", new Fact(FactKind.GroupChanged, ("nameEn", group.NameEn), ("nameZh", group.NameZh), ("key", group.Key), ("change", change), ("detail", detail)));

    /// <summary>The leader of an incident belongs to no group: a group is the same whichever incident it is told of.</summary>
    private static Refusal? MemberFault(List<string> members) =>
        members.Count > MostMembers ? Refusal.Invalid("members", "TooMany", MostMembers)
        : members.Find(m => !Target.TryParse(m, out var target) || target.Kind == TargetKind.Leader || m.Length > 76) is { } wrong ? Refusal.Invalid("members", "MemberWrong", wrong.Length > 80 ? wrong[..80] : wrong)
        : null;

    private static async Task<Refusal?> UnknownFault(HubDbContext db, IEnumerable<string> members, Dictionary<string, Group> groups, string itself, CancellationToken cancellation)
    {
        foreach (var member in members)
        {
            var target = Target.Parse(member);
            var personId = target.Kind == TargetKind.Person ? Guid.Parse(target.Key) : Guid.Empty;
            var known = target.Kind switch
            {
                TargetKind.Group => groups.ContainsKey(target.Key),
                TargetKind.Rota => await db.Rotas.AnyAsync(r => r.Key == target.Key, cancellation),
                TargetKind.Person => await db.Persons.AnyAsync(p => p.Id == personId && !p.IsRetired, cancellation),
                _ => await db.Offices.AnyAsync(o => o.Key == target.Key, cancellation),
            };
            if (!known)
            {
                return Refusal.Invalid("members", "MemberUnknown", member);
            }

            if (target.Kind == TargetKind.Group && Holds(groups, target.Key, itself, []))
            {
                return Refusal.Invalid("members", "MembersInCircle", member);
            }
        }

        return null;
    }

    private static bool Holds(Dictionary<string, Group> groups, string key, string sought, HashSet<string> seen) =>
        key == sought
        || (seen.Add(key) && groups.TryGetValue(key, out var group)
            && group.Members.Any(m => Target.TryParse(m, out var inner) && inner.Kind == TargetKind.Group && Holds(groups, inner.Key, sought, seen)));
}
