using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Directory;
using Hub.Web.Features.Directory.Sample;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Features.Directory;

public sealed class SetUpDirectoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreProvider.Sqlite)]
    [InlineData(StoreProvider.SqlServer)]
    public async Task The_sample_organisation_comes_back_from_the_store_as_it_was_written(StoreProvider provider)
    {
        await using var store = await TestStore.On(provider);
        var sample = SampleOrganisation.Read();
        (await new SetUpDirectory(store.Writer).Run(Caller.Program, true, "Asia/Shanghai", Cancel)).Value.Should().Be(DirectorySetUp.Sample);

        await using var db = store.CreateDbContext();
        (await db.Persons.ToListAsync(Cancel)).Select(p => (p.Id, p.Name, p.Culture, p.TimeZone)).Should().BeEquivalentTo(sample.Persons.Select(p => (p.Id, p.Name, p.Culture, "Asia/Shanghai")));
        (await db.Persons.SingleAsync(p => p.Name == "Samantha Smith", Cancel)).ContactPoints.OrderBy(c => c.Position).Select(c => c.Address)
            .Should().Equal("samantha.smith@contoso.example", "+861000000011");
        (await db.Set<ContactPoint>().CountAsync(c => c.VerifiedAt == null, Cancel)).Should().Be(0, "no code could come back from them");
        (await db.Offices.SingleAsync(o => o.Key == "technical-director", Cancel)).Seats.OrderBy(s => s.Position).Select(s => s.PersonId)
            .Should().Equal(SampleOrganisation.PersonId("technical-director"), SampleOrganisation.PersonId("deputy-technical-director"));
        (await db.Rotas.SingleAsync(r => r.Key == "it-on-call", Cancel)).Layers.Should().ContainSingle().Which.Participants.Should().HaveCount(3);
        (await db.ExternalBodies.ToListAsync(Cancel)).Select(b => (b.Key, b.Mail, b.WhatToSay, b.Portal, b.Fax, b.Hours, b.ReferenceName, string.Join(',', b.Duties)))
            .Should().BeEquivalentTo(sample.Bodies.Select(b => (b.Key, b.Reach.Mail, b.Reach.WhatToSay, b.Reach.Portal, b.Reach.Fax, b.Reach.Hours, b.ReferenceName, string.Join(',', b.Duties))));
        (await db.Assets.ToListAsync(Cancel)).Select(a => (a.Key, a.NameZh, a.Kind, a.Owner, a.Worth)).Should().BeEquivalentTo(sample.Assets.Select(a => (a.Key, a.Name.Zh, a.Kind, (string?)a.Owner, a.Worth)));
    }

    [Fact]
    public async Task Without_sample_data_the_posts_wait_for_people()
    {
        await using var store = await TestStore.Sqlite();
        (await new SetUpDirectory(store.Writer).Run(Caller.Program, false, "Europe/Berlin", Cancel)).Value.Should().Be(DirectorySetUp.Posts);

        await using var db = store.CreateDbContext();
        (await db.Persons.AnyAsync(Cancel)).Should().BeFalse();
        (await db.Offices.ToListAsync(Cancel)).Should().NotBeEmpty().And.OnlyContain(o => o.Seats.Count == 0);
        (await db.Rotas.ToListAsync(Cancel)).Should().NotBeEmpty().And.OnlyContain(r => r.Layers.Count == 0 && r.TimeZone == "Europe/Berlin");
        (await db.ExternalBodies.ToListAsync(Cancel)).Should().NotBeEmpty().And.OnlyContain(b => b.Ways.Count == 0);
        (await db.Assets.AnyAsync(Cancel)).Should().BeFalse();
    }

    [Fact]
    public async Task What_somebody_has_set_up_is_never_touched()
    {
        await using var store = await TestStore.Sqlite();
        await new SetUpDirectory(store.Writer).Run(Caller.Program, false, "Asia/Shanghai", Cancel);

        (await new SetUpDirectory(store.Writer).Run(Caller.Program, true, "Asia/Shanghai", Cancel)).Value.Should().Be(DirectorySetUp.None);

        await using var db = store.CreateDbContext();
        (await db.Persons.AnyAsync(Cancel)).Should().BeFalse();
    }

    [Fact]
    public async Task Sample_people_never_join_real_ones()
    {
        await using var store = await TestStore.Sqlite();
        await using var db = store.CreateDbContext();
        db.Persons.Add(Person.Create(Guid.NewGuid(), "Samantha Smith", "en", "Asia/Shanghai"));
        await db.SaveChangesAsync(Cancel);

        (await new SetUpDirectory(store.Writer).Run(Caller.Program, true, "Asia/Shanghai", Cancel)).Value.Should().Be(DirectorySetUp.Posts);

        (await db.Persons.CountAsync(Cancel)).Should().Be(1);
    }

    [Fact]
    public async Task Only_who_may_administer_sets_it_up()
    {
        await using var store = await TestStore.Sqlite();
        var caller = new Caller(CallerKind.Person, null, null, "Samantha Smith", (Right)int.MaxValue & ~Right.Administer);

        (await new SetUpDirectory(store.Writer).Run(caller, true, "Asia/Shanghai", Cancel)).Refusal!.Code.Should().Be("NotAllowed");
    }
}
