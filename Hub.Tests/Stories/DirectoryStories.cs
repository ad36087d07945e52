using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Directory;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

public sealed class DirectoryStories
{
    private static readonly Caller Administrator = new(CallerKind.Person, Guid.NewGuid(), null, "administrator", RoleRights.Of(Role.Administrator));

    [Fact]
    public async Task The_head_is_absent_and_the_first_deputy_is_told()
    {
        await using var story = await Story.Begin();
        await Change(story, "director", d => d with { AbsentUntil = story.Time.GetUtcNow().AddHours(2) });

        await story.Open(Grade.IV);
        await story.Expects("deputy Activated");
    }

    [Fact]
    public async Task The_head_is_back_when_the_absence_is_over()
    {
        await using var story = await Story.Begin();
        await Change(story, "director", d => d with { AbsentUntil = story.Time.GetUtcNow().AddHours(2) });
        await story.Pass(120);

        await story.Open(Grade.IV);
        await story.Expects("director Activated");
    }

    [Fact]
    public async Task Who_has_retired_is_told_of_nothing_and_the_order_of_succession_is_the_one_that_stands()
    {
        await using var story = await Story.Begin();
        await using var db = story.Store.CreateDbContext();
        var office = await db.Offices.AsNoTracking().SingleAsync(o => o.Key == "director");
        var seats = office.Seats.OrderBy(s => s.Position).Select(s => s.PersonId).Reverse().ToList();
        await story.Do<SaveOffice, Saved>(s => s.Run(Administrator, "director", office.Version, new OfficeEntry(office.NameEn, office.NameZh, seats)));
        var deputy = await db.Persons.AsNoTracking().SingleAsync(p => p.Name == "deputy");
        await story.Do<RetirePerson, Saved>(r => r.Run(Administrator, deputy.Id, deputy.Version, true));

        await story.Open(Grade.IV);
        await story.Expects("director Activated");
    }

    private static async Task Change(Story story, string name, Func<PersonDetails, PersonDetails> change)
    {
        await using var db = story.Store.CreateDbContext();
        var person = await db.Persons.AsNoTracking().SingleAsync(p => p.Name == name);
        await story.Do<SavePerson, Saved>(s => s.Run(Administrator, person.Id, person.Version, change(PersonDetails.Of(person))));
    }
}
