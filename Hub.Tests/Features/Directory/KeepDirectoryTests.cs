using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Features.Directory;
using Hub.Web.Features.Directory.Sample;
using Microsoft.EntityFrameworkCore;
using static Hub.Tests.Features.Directory.DirectoryBed;

namespace Hub.Tests.Features.Directory;

public sealed class KeepDirectoryTests
{
    [Fact]
    public async Task A_person_is_added_and_changed_and_what_is_known_of_an_address_that_stays_is_kept()
    {
        await using var bed = await Begin();
        var samantha = await bed.Row("Samantha");

        var saved = (await bed.Persons.Run(Keeper, samantha.Id, samantha.Version, Details(samantha) with
        {
            Name = "Samantha Smith-Jones",
            ContactPoints = [(Channel.Sms, "+861000000011"), (Channel.Mail, "second@contoso.example"), (Channel.Mail, "samantha.smith@contoso.example")],
            AbsentUntil = bed.Store.Time.GetUtcNow().AddDays(2),
        }, Cancel)).Value;

        saved.Changed.Should().Equal("name", "contactPoints", "absentUntil");
        var now = await bed.Row("Samantha");
        now.Points!.Select(p => (p.Address, p.IsVerified)).Should().Equal(("+861000000011", true), ("second@contoso.example", false), ("samantha.smith@contoso.example", true));
        now.IsAbsent.Should().BeTrue();
        now.Version.Should().Be(saved.Version);
        var record = (await bed.Record(FactKind.PersonChanged)).Should().ContainSingle().Subject;
        record.Should().Contain("entryChanged").And.Contain("s***@contoso.example").And.Contain("86********11").And.NotContain("samantha.smith@").And.NotContain("861000000011");
    }

    [Fact]
    public async Task Two_administrators_change_the_same_person_the_second_is_told_and_nothing_is_overwritten()
    {
        await using var bed = await Begin();
        var (mine, theirs) = (await bed.Row("Robert"), await bed.Row("Robert"));
        (await bed.Persons.Run(Keeper, mine.Id, mine.Version, Details(mine) with { Name = "Robert B." }, Cancel)).Refusal.Should().BeNull();

        var second = await bed.Persons.Run(Keeper, theirs.Id, theirs.Version, Details(theirs) with { TimeZone = "Europe/Berlin" }, Cancel);

        second.Refusal.Should().Be(Refusal.Conflict("DirectoryChanged"));
        var now = await bed.Row("Robert");
        (now.Name, now.TimeZone).Should().Be(("Robert B.", "Asia/Shanghai"));
        (await bed.Persons.Run(Keeper, now.Id, now.Version, Details(now) with { TimeZone = "Europe/Berlin" }, Cancel)).Refusal.Should().BeNull("having seen both, one decides again");
    }

    [Fact]
    public async Task Of_many_who_change_one_office_at_once_exactly_one_wins_each_time()
    {
        await using var bed = await Begin();
        await using var db = bed.Store.CreateDbContext();
        var office = await db.Offices.AsNoTracking().SingleAsync(o => o.Key == "audit", Cancel);
        var seats = office.Seats.OrderBy(s => s.Position).Select(s => s.PersonId).ToList();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            bed.Offices.Run(Keeper, "audit", office.Version, new OfficeEntry($"Audit {i}", "审计", [seats[1], seats[0]]), Cancel), Cancel)));

        outcomes.Count(o => !o.IsRefused).Should().Be(1);
        outcomes.Where(o => o.IsRefused).Should().OnlyContain(o => o.Refusal!.Code == "DirectoryChanged");
        var now = await db.Offices.AsNoTracking().SingleAsync(o => o.Key == "audit", Cancel);
        now.Seats.OrderBy(s => s.Position).Select(s => s.PersonId).Should().Equal(seats[1], seats[0]);
    }

    [Fact]
    public async Task Whom_the_record_names_is_retired_and_comes_back_and_is_never_removed()
    {
        await using var bed = await Begin();
        var samantha = await bed.Row("Samantha");
        (await bed.Removing.Run(Keeper, samantha.Id, samantha.Version, Cancel)).Refusal!.Code.Should().Be("StillNamed");

        var retired = (await bed.Retiring.Run(Keeper, samantha.Id, samantha.Version, true, Cancel)).Value;
        (await bed.Row("Samantha")).IsRetired.Should().BeTrue();
        (await bed.Retiring.Run(Keeper, samantha.Id, retired.Version, false, Cancel)).Refusal.Should().BeNull();
        (await bed.Row("Samantha")).IsRetired.Should().BeFalse();
    }

    [Fact]
    public async Task Who_was_entered_by_mistake_goes_and_who_has_an_account_or_a_notice_stays()
    {
        await using var bed = await Begin();
        var mistake = await bed.Add("Mistake", (Channel.Mail, "mistake@corp.example"));
        (await bed.Removing.Run(Keeper, Guid.Parse(mistake.Key), mistake.Version, Cancel)).Refusal.Should().BeNull();
        await using var db = bed.Store.CreateDbContext();
        (await db.Persons.AnyAsync(p => p.Name == "Mistake", Cancel)).Should().BeFalse();
        (await db.Set<ContactPoint>().AnyAsync(c => c.Address == "mistake@corp.example", Cancel)).Should().BeFalse();

        var known = await bed.Add("Known", (Channel.Mail, "known@corp.example"));
        db.Users.Add(new Web.Security.Account { Id = Guid.NewGuid(), UserName = "known@corp.example", NormalizedUserName = "KNOWN", PersonId = Guid.Parse(known.Key), SecurityStamp = "x" });
        await db.SaveChangesAsync(Cancel);
        (await bed.Removing.Run(Keeper, Guid.Parse(known.Key), known.Version, Cancel)).Refusal!.Code.Should().Be("PersonInRecord");
    }

    [Fact]
    public async Task An_office_goes_only_when_nothing_names_it_and_the_places_are_said()
    {
        await using var bed = await Begin();
        await using var db = bed.Store.CreateDbContext();
        var office = await db.Offices.AsNoTracking().SingleAsync(o => o.Key == "technical-director", Cancel);
        var refused = (await bed.RemovingOffice.Run(Keeper, office.Key, office.Version, Cancel)).Refusal!;
        refused.Code.Should().Be("StillNamed");
        refused.Arguments[1].ToString().Should().Contain("organisation, ").And.Contain("Leadership group");

        var fresh = (await bed.Offices.Run(Keeper, "press", null, new OfficeEntry("Press", null, [SampleOrganisation.PersonId("taylor-maxwell")]), Cancel)).Value;
        (await bed.Offices.Run(Keeper, "press", null, new OfficeEntry("Press", null, []), Cancel)).Refusal!.Code.Should().Be("KeyTaken");
        (await bed.Offices.Run(Keeper, "press", fresh.Version, new OfficeEntry("Press", null, [Guid.NewGuid()]), Cancel)).Refusal!.Code.Should().Be("SeatUnknown");
        (await bed.RemovingOffice.Run(Keeper, "press", fresh.Version, Cancel)).Refusal.Should().BeNull();
        (await bed.Record(FactKind.OfficeChanged)).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_group_holds_what_there_is_and_never_itself()
    {
        await using var bed = await Begin();
        (await bed.Groups.Run(Keeper, "night", null, new GroupEntry("Night", null, ["rota:nobody"]), Cancel)).Refusal!.Code.Should().Be("MemberUnknown");
        (await bed.Groups.Run(Keeper, "night", null, new GroupEntry("Night", null, ["leader"]), Cancel)).Refusal!.Code.Should().Be("MemberWrong");
        var night = (await bed.Groups.Run(Keeper, "night", null, new GroupEntry("Night", null, ["rota:on-call", "office:audit"]), Cancel)).Value;
        (await bed.Groups.Run(Keeper, "day", null, new GroupEntry("Day", null, ["group:night"]), Cancel)).Refusal.Should().BeNull();
        (await bed.Groups.Run(Keeper, "night", night.Version, new GroupEntry("Night", null, ["group:day"]), Cancel)).Refusal!.Code.Should().Be("MembersInCircle");
        (await bed.RemovingGroup.Run(Keeper, "night", night.Version, Cancel)).Refusal!.Code.Should().Be("StillNamed");
    }

    [Fact]
    public async Task A_body_that_the_plan_names_stays_and_another_may_go()
    {
        await using var bed = await Begin();
        await using var db = bed.Store.CreateDbContext();
        var police = await db.ExternalBodies.AsNoTracking().SingleAsync(b => b.Key == "public-security", Cancel);
        (await bed.RetiringBody.Run(Keeper, police.Key, police.Version, true, Cancel)).Refusal!.Code.Should().Be("StillNamed");
        var vendor = await db.ExternalBodies.AsNoTracking().SingleAsync(b => b.Key == "customers", Cancel);
        var retired = (await bed.RetiringBody.Run(Keeper, vendor.Key, vendor.Version, true, Cancel)).Value;
        (await bed.RetiringBody.Remove(Keeper, vendor.Key, retired.Version, Cancel)).Refusal.Should().BeNull();
        (await db.ExternalBodies.AnyAsync(b => b.Key == "customers", Cancel)).Should().BeFalse();
    }

    [Fact]
    public async Task An_asset_belongs_to_somebody_whom_there_is()
    {
        await using var bed = await Begin();
        var details = new AssetDetails { NameEn = "WEB3", Kind = AssetKind.Server, Owner = "office:nobody", Worth = AssetWorth.Of(1, 2, 3) };
        (await bed.Assets.Run(Keeper, "web3", null, details, Cancel)).Refusal!.Code.Should().Be("OwnerUnknown");
        (await bed.Assets.Run(Keeper, "web3", null, details with { Owner = "group:leadership" }, Cancel)).Refusal!.Code.Should().Be("OwnerWrong");
        var saved = (await bed.Assets.Run(Keeper, "web3", null, details with { Owner = "office:audit" }, Cancel)).Value;
        (await bed.Assets.Run(Keeper, "web3", saved.Version, details with { Owner = null, Place = "B" }, Cancel)).Value.Changed.Should().Equal("owner", "place");
        (await bed.Assets.Run(Keeper, "web3", saved.Version, details with { Owner = null }, Cancel)).Refusal!.Code.Should().Be("DirectoryChanged");
    }

    [Fact]
    public async Task Only_who_may_administer_changes_anything()
    {
        await using var bed = await Begin();
        var samantha = await bed.Row("Samantha");
        (await bed.Persons.Run(Watch, null, null, Details(samantha), Cancel)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await bed.Retiring.Run(Watch, samantha.Id, samantha.Version, true, Cancel)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await bed.Removing.Run(Watch, samantha.Id, samantha.Version, Cancel)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await bed.Offices.Run(Watch, "x", null, new OfficeEntry("X", null, []), Cancel)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await bed.RemovingOffice.Run(Watch, "audit", 1, Cancel)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await bed.Groups.Run(Watch, "x", null, new GroupEntry("X", null, []), Cancel)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await bed.Bodies.Run(Watch, "x", null, new BodyDetails(), Cancel)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await bed.Assets.Run(Watch, "x", null, new AssetDetails(), Cancel)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await bed.Import.Look(Watch, Web.Features.Directory.Import.SheetKind.Persons, Table("name\nX\n"), Cancel)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await bed.Export.Run(Watch, Web.Features.Directory.Import.SheetKind.Persons, Cancel)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await bed.Consequences.Run(Watch, new RetireDeed([samantha.Id]), Cancel)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await bed.Record(FactKind.PersonChanged)).Should().BeEmpty();
    }
}
