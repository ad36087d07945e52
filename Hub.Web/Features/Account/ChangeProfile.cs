using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Account;

/// <summary>What people keep about themselves.</summary>
/// <param name="Name">Name as people write it.</param>
/// <param name="Culture"><c>zh-Hans</c> or <c>en</c>.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="ContactPoints">Best first; at most ten.</param>
public sealed record Profile(string? Name, string? Culture, string? TimeZone, IReadOnlyList<(Channel Channel, string? Address)> ContactPoints)
{
    /// <summary>The addresses as they were read; when somebody has changed them since, nothing is saved, lest a way to be told be lost. Null when it does not matter.</summary>
    public IReadOnlyList<(Channel Channel, string? Address)>? Read { get; init; }

    /// <summary>Start of the quiet hours, time of day in the person's zone; null for none.</summary>
    public TimeOnly? QuietFrom { get; init; }

    /// <summary>Their end; earlier than the start when they span midnight.</summary>
    public TimeOnly? QuietUntil { get; init; }
}

/// <summary>Changes a person's name, language, zone and contact points: one's own, or anybody's with the right to administer.</summary>
public sealed class ChangeProfile(Writer writer, IDbContextFactory<HubDbContext> contexts)
{
    /// <summary>The profile as it stands; null when the caller may not see it.</summary>
    public async Task<Profile?> Read(Caller caller, Guid personId, CancellationToken cancellation = default)
    {
        if (caller.PersonId != personId && !caller.Has(Right.Administer))
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var person = await db.Persons.AsNoTracking().FirstOrDefaultAsync(p => p.Id == personId, cancellation);
        return person is null
            ? null
            : new Profile(person.Name, person.Culture, person.TimeZone, PointsOf(person))
            {
                QuietFrom = person.QuietFrom,
                QuietUntil = person.QuietUntil,
            };
    }

    public async Task<Outcome<Guid>> Run(Caller caller, Guid personId, Profile profile, CancellationToken cancellation = default)
    {
        if (caller.PersonId != personId && !caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        if (Fault(profile) is { } fault)
        {
            return fault;
        }

        return await writer.Run<Guid>(caller, async work =>
        {
            if (await work.Db.Persons.FirstOrDefaultAsync(p => p.Id == personId) is not { } person)
            {
                return Refusal.NotFound();
            }

            if (profile.Read is { } read && !read.SequenceEqual(PointsOf(person)))
            {
                return Refusal.Conflict("ProfileMoved");
            }

            person.Describe(Text.Straight(profile.Name!), profile.Culture!, profile.TimeZone!);
            person.BeQuiet(profile.QuietFrom, profile.QuietUntil);
            var wanted = profile.ContactPoints.Select(c => (c.Channel, c.Address!.Trim())).ToList();
            if (!person.ContactPoints.OrderBy(c => c.Position).Select(c => (c.Channel, c.Address)).SequenceEqual(wanted))
            {
                if (await RobotFault(work.Db, wanted) is { } unknown)
                {
                    return unknown;
                }

                // Emptied first: the new rows have the keys of the old ones.
                var before = person.ContactPoints.ToList();
                person.ReachBy();
                await work.Db.SaveChangesAsync(cancellation);
                person.ReachBy(wanted, before);
            }

            work.Record("administration", new Fact(
                FactKind.AccountChanged,
                ("account", person.Name),
                ("change", "profile"),
                ("detail", string.Join(", ", wanted.Select(w => Addresses.Masked(w.Channel, w.Item2))))));
            return personId;
        }, cancellation);
    }

    private static List<(Channel Channel, string? Address)> PointsOf(Person person) => [.. person.ContactPoints.OrderBy(c => c.Position).Select(c => (c.Channel, (string?)c.Address))];

    /// <summary>A robot that does not exist or is switched off takes nothing.</summary>
    private static async Task<Refusal?> RobotFault(HubDbContext db, List<(Channel Channel, string Address)> wanted)
    {
        for (var i = 0; i < wanted.Count; i++)
        {
            var key = wanted[i].Address;
            if (wanted[i].Channel == Channel.Robot && !await db.Robots.AnyAsync(r => r.Key == key && !r.IsOff))
            {
                return Refusal.Invalid(PersonDetails.FieldOf(i), "RobotUnknown");
            }
        }

        return null;
    }

    private static Refusal? Fault(Profile profile)
    {
        if (new PersonDetails(profile.Name, profile.Culture, profile.TimeZone, profile.ContactPoints).Fault() is { } fault)
        {
            return fault;
        }

        if (profile.QuietFrom is null != profile.QuietUntil is null)
        {
            return Refusal.Invalid(profile.QuietFrom is null ? "quietFrom" : "quietUntil", "Required");
        }

        return profile.QuietFrom is { } quiet && quiet == profile.QuietUntil ? Refusal.Invalid("quietUntil", "QuietHoursEmpty") : null;
    }
}
