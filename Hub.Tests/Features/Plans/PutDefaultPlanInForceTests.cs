using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Plans;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Features.Plans;

public sealed class PutDefaultPlanInForceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreProvider.Sqlite)]
    [InlineData(StoreProvider.SqlServer)]
    public async Task An_empty_store_gets_the_built_in_plan_as_version_one(StoreProvider provider)
    {
        await using var store = await TestStore.On(provider);

        (await new PutDefaultPlanInForce(store.Writer).Run(Caller.Program, Cancel)).Value.Should().BeTrue();

        await using var db = store.CreateDbContext();
        var (version, plan) = await new PlanInForce().Load(db);
        (version.Number, version.State, version.IsDrillCopy, version.InForceFrom).Should().Be((1, PlanState.InForce, false, TestStore.Start));
        plan.Should().BeEquivalentTo(DefaultPlan.Read());
        (await db.Timeline.SingleAsync(Cancel)).Should().Match<TimelineEntry>(e => e.Chain == "administration" && e.Kind == FactKind.PlanInForce);
    }

    [Fact]
    public async Task A_store_with_a_plan_keeps_it()
    {
        await using var store = await TestStore.Sqlite();
        await new PutDefaultPlanInForce(store.Writer).Run(Caller.Program, Cancel);

        (await new PutDefaultPlanInForce(store.Writer).Run(Caller.Program, Cancel)).Value.Should().BeFalse();

        await using var db = store.CreateDbContext();
        (await db.PlanVersions.CountAsync(Cancel)).Should().Be(1);
    }

    [Fact]
    public async Task Starts_at_the_same_moment_put_one_version_in_force()
    {
        await using var store = await TestStore.Sqlite();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new PutDefaultPlanInForce(store.NewWriter()).Run(Caller.Program, Cancel)));

        outcomes.Count(o => o.Value).Should().Be(1);
    }

    [Fact]
    public async Task A_drill_copy_is_never_in_force_but_can_be_read()
    {
        await using var store = await TestStore.Sqlite();
        await new PutDefaultPlanInForce(store.Writer).Run(Caller.Program, Cancel);
        await using var db = store.CreateDbContext();
        var copy = PlanVersion.ForDrill(DefaultPlan.Read().Quickened(60), 1, TestStore.Start.AddHours(1));
        db.PlanVersions.Add(copy);
        await db.SaveChangesAsync(Cancel);
        var inForce = new PlanInForce();

        (await inForce.Load(db)).Version.IsDrillCopy.Should().BeFalse();
        (await inForce.Load(db, copy.Id)).Triage.Within.Should().Be(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task The_version_that_came_into_force_last_counts_at_once()
    {
        await using var store = await TestStore.Sqlite();
        await new PutDefaultPlanInForce(store.Writer).Run(Caller.Program, Cancel);
        var inForce = new PlanInForce();
        await using var db = store.CreateDbContext();
        (await inForce.Load(db)).Version.Number.Should().Be(1);

        db.PlanVersions.Add(PlanVersion.PutInForce(DefaultPlan.Read() with { Name = LocalText.Same("Two") }, 2, TestStore.Start.AddMinutes(1)));
        await db.SaveChangesAsync(Cancel);

        var (version, plan) = await inForce.Load(db);
        (version.Number, plan.Name.En).Should().Be((2, "Two"));
    }

    [Fact]
    public async Task A_store_without_a_plan_says_so()
    {
        await using var store = await TestStore.Sqlite();
        await using var db = store.CreateDbContext();

        await FluentActions.Awaiting(() => new PlanInForce().Load(db)).Should().ThrowAsync<InvalidOperationException>().WithMessage("No emergency plan is in force.");
    }

    [Fact]
    public async Task Only_who_may_administer_puts_a_plan_in_force()
    {
        await using var store = await TestStore.Sqlite();
        var caller = new Caller(CallerKind.Person, null, null, "Samantha Smith", (Right)int.MaxValue & ~Right.Administer);

        (await new PutDefaultPlanInForce(store.Writer).Run(caller, Cancel)).Refusal!.Code.Should().Be("NotAllowed");
    }
}
