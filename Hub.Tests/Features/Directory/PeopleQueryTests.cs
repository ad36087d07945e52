using Hub.Domain.People;
using Hub.Web.Features.Directory;
using static Hub.Tests.Features.Directory.DirectoryBed;

namespace Hub.Tests.Features.Directory;

public sealed class PeopleQueryTests
{
    [Theory]
    [InlineData("samantha", "Samantha Smith")]
    [InlineData("SMITH sam", "Samantha Smith")]
    [InlineData("王伟", "王伟")]
    [InlineData("Evidence collector", "Robert Brown")]
    [InlineData("法律顾问", "Legal Counsel · 法律顾问")]
    [InlineData("+861000000011", "Samantha Smith")]
    [InlineData("Robert.Brown@", "Robert Brown")]
    public async Task Somebody_is_found_by_name_office_group_and_address_in_capitals_or_not(string words, string name)
    {
        await using var bed = await Begin();
        await bed.Add("王伟", (Channel.Mail, "wang.wei@corp.example"));

        var found = (await bed.People.Run(Keeper, new PeopleFilter(words), Cancel)).Value;

        found.People.Select(p => p.Name).Should().Contain(name);
        found.Total.Should().BeLessThan(8);
    }

    [Fact]
    public async Task Who_may_not_see_addresses_sees_none_and_cannot_find_anybody_by_one()
    {
        await using var bed = await Begin();
        var all = (await bed.People.Run(Reporter, new PeopleFilter(), Cancel)).Value;
        all.ShowsAddresses.Should().BeFalse();
        all.People.Should().OnlyContain(p => p.Points == null).And.Contain(p => p.Posts.Count > 0);
        (await bed.People.Run(Reporter, new PeopleFilter("samantha.smith@"), Cancel)).Value.Total.Should().Be(0);
        (await bed.People.Run(Reporter, new PeopleFilter("861000000011"), Cancel)).Value.Total.Should().Be(0);
        (await bed.People.Run(Watch, new PeopleFilter("861000000011"), Cancel)).Value.People.Should().ContainSingle().Which.Points.Should().NotBeEmpty();

        var own = Reporter with { PersonId = (await bed.Row("Samantha")).Id };
        (await bed.People.Run(own, new PeopleFilter("samantha.smith@"), Cancel)).Value.People.Should().ContainSingle("one's own are no secret").Which.Points.Should().NotBeEmpty();
        (await bed.People.Run(Reporter with { Rights = Right.Report }, new PeopleFilter(), Cancel)).Refusal!.Code.Should().Be("NotAllowed");
    }

    [Fact]
    public async Task Who_is_absent_not_reachable_or_retired_is_a_list_of_its_own()
    {
        await using var bed = await Begin();
        var (absent, retired) = (await bed.Row("Taylor"), await bed.Row("Robert"));
        await bed.Persons.Run(Keeper, absent.Id, absent.Version, Details(absent) with { AbsentUntil = bed.Store.Time.GetUtcNow().AddHours(1) }, Cancel);
        await bed.Retiring.Run(Keeper, retired.Id, retired.Version, true, Cancel);
        await bed.Add("Nobody reaches me", (Channel.Mail, "unverified@corp.example"));

        (await Names(PeopleState.Absent)).Should().ContainSingle().Which.Should().Contain("Taylor");
        (await Names(PeopleState.Retired)).Should().ContainSingle().Which.Should().Contain("Robert");
        (await Names(PeopleState.Unreachable)).Should().Equal("Nobody reaches me");
        (await Names(PeopleState.Active)).Should().NotContain(n => n.Contains("Robert")).And.Contain(n => n.Contains("Taylor"));

        async Task<List<string>> Names(PeopleState state) => [.. (await bed.People.Run(Keeper, new PeopleFilter(null, state, 1, 200), Cancel)).Value.People.Select(p => p.Name)];
    }

    [Fact]
    public async Task Among_five_thousand_somebody_is_found_at_once_a_page_at_a_time()
    {
        await using var bed = await Begin();
        await using (var db = bed.Store.CreateDbContext())
        {
            for (var i = 0; i < 5_000; i++)
            {
                var person = Person.Create(Guid.NewGuid(), $"Person {i:0000} 张三{i}", "zh-Hans", "Asia/Shanghai");
                person.ReachBy((Channel.Mail, $"p{i}@corp.example"), (Channel.Sms, $"+8620000{i:00000}"));
                db.Persons.Add(person);
            }

            await db.SaveChangesAsync(Cancel);
        }

        await bed.People.Run(Keeper, new PeopleFilter("warm"), Cancel);
        var started = TimeProvider.System.GetTimestamp();
        var found = (await bed.People.Run(Keeper, new PeopleFilter("p4711@"), Cancel)).Value;
        var took = TimeProvider.System.GetElapsedTime(started);

        found.People.Should().ContainSingle().Which.Name.Should().StartWith("Person 4711");
        took.Should().BeLessThan(TimeSpan.FromSeconds(3), "a tenth of that on a quiet machine");
        var page = (await bed.People.Run(Keeper, new PeopleFilter("张三", Page: 3), Cancel)).Value;
        page.Should().Match<PeopleList>(p => p.Total == 5_000 && p.Pages == 100 && p.Page == 3 && p.People.Count == 50);
    }
}
