using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Features.Directory.Sample;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>What was put into an empty directory.</summary>
public enum DirectorySetUp
{
    /// <summary>Nothing: it was not empty.</summary>
    None,

    /// <summary>Offices, groups, rotas and outside bodies that wait for people and addresses.</summary>
    Posts,

    /// <summary>The sample organisation.</summary>
    Sample,
}

/// <summary>
/// Fills an empty directory with the posts that the built-in plan names: as the sample organisation, or with nobody in them
/// and no address, so that an administrator has only to appoint people.
/// </summary>
public sealed class SetUpDirectory(Writer writer)
{
    /// <summary>Gives what was put there. Refused: without the right to administer.</summary>
    public async Task<Outcome<DirectorySetUp>> Run(Caller caller, bool withSample, string timeZone, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<DirectorySetUp>(caller, async work =>
        {
            if (await work.Db.Offices.AnyAsync(cancellation) || await work.Db.Groups.AnyAsync(cancellation) || await work.Db.Rotas.AnyAsync(cancellation))
            {
                return DirectorySetUp.None;
            }

            var sample = withSample && !await work.Db.Persons.AnyAsync(cancellation);
            Fill(work.Db, SampleOrganisation.Read(), sample, timeZone, work.Now);
            return sample ? DirectorySetUp.Sample : DirectorySetUp.Posts;
        }, cancellation);
    }

    private static void Fill(HubDbContext db, SampleOrganisation organisation, bool withPeople, string timeZone, DateTimeOffset now)
    {
        foreach (var entry in withPeople ? organisation.Persons : [])
        {
            var person = Person.Create(entry.Id, entry.Name, entry.Culture, organisation.TimeZone);
            person.ReachBy(entry.Sms is { } number ? [(Channel.Mail, entry.Mail), (Channel.Sms, number)] : [(Channel.Mail, entry.Mail)]);
            foreach (var point in person.ContactPoints)
            {
                // No code can come back from an address that ends in .example.
                point.Verify(now);
            }

            db.Persons.Add(person);
        }

        foreach (var entry in organisation.Offices)
        {
            var office = Office.Create(entry.Key, entry.Name);
            office.HeldBy(withPeople ? entry.Seats.Select(SampleOrganisation.PersonId) : []);
            db.Offices.Add(office);
        }

        db.Groups.AddRange(organisation.Groups.Select(g => Group.Create(g.Key, g.Name, g.Members)));
        foreach (var entry in organisation.Rotas)
        {
            var rota = Rota.Create(entry.Key, entry.Name, withPeople ? organisation.TimeZone : timeZone);
            foreach (var layer in withPeople ? entry.Layers : [])
            {
                rota.AddLayer(layer.FirstDay, layer.HandOverAt, layer.ShiftDays, layer.Participants.Select(SampleOrganisation.PersonId));
            }

            db.Rotas.Add(rota);
        }

        foreach (var entry in organisation.Bodies)
        {
            var body = ExternalBody.Create(entry.Key, entry.Name, entry.Kind, entry.Culture, null, null);
            body.BelongTo(entry.Duties);
            if (withPeople)
            {
                body.ReachBy(entry.Reach);
                body.AnswerWith(entry.ReferenceName, entry.ReferencePattern);
            }

            db.ExternalBodies.Add(body);
        }

        foreach (var entry in withPeople ? organisation.Assets : [])
        {
            db.Assets.Add(Asset.Create(entry.Key, entry.Name, entry.Kind, entry.Worth, Target.Parse(entry.Owner), entry.Place, entry.Note));
        }
    }
}
