using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Security;

/// <summary>Accounts for the people of the sample organisation. They have no password: only the one-click sign-in of Development opens them.</summary>
public sealed class SampleAccounts(Writer writer)
{
    /// <summary>Gives each of these people who is in the directory with a mailbox, and has no account yet, one with these roles.</summary>
    /// <param name="rolesOfPersons">Roles by person.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many were added.</returns>
    public Task<Outcome<int>> Ensure(IReadOnlyDictionary<Guid, IReadOnlyList<Role>> rolesOfPersons, CancellationToken cancellation = default) =>
        writer.Run<int>(Caller.Program, async work =>
        {
            var ids = rolesOfPersons.Keys.ToList();
            var have = await work.Db.Users.Select(u => u.PersonId).ToListAsync(cancellation);
            var persons = await work.Db.Persons.Where(p => ids.Contains(p.Id) && !p.IsRetired).ToListAsync(cancellation);
            var added = 0;
            foreach (var person in persons.Where(p => !have.Contains(p.Id)))
            {
                if (person.ContactPoints.OrderBy(c => c.Position).FirstOrDefault(c => c.Channel == Channel.Mail) is { } mail)
                {
                    await work.Db.SetRoles(work.Db.Add(person.Id, mail.Address, work.Now).Id, [.. rolesOfPersons[person.Id]]);
                    added++;
                }
            }

            if (added > 0)
            {
                work.Record("administration", new Fact(FactKind.AccountChanged, ("account", "*.example"), ("change", "sampleAccounts"), ("detail", added.ToString(CultureInfo.InvariantCulture))));
            }

            return added;
        }, cancellation);
}
