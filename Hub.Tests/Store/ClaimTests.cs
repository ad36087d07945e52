using System.Collections.Concurrent;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Store;

/// <summary>A claim is a compare-and-swap: the expected state stands in the predicate of the update, so that no lock hint is needed.</summary>
public sealed class ClaimTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Four_workers_claim_200_deadlines_and_each_goes_to_one(StoreProvider provider)
    {
        await using var store = await TestStore.On(provider);
        var now = TestStore.Start;
        await using (var db = store.CreateDbContext())
        {
            db.Deadlines.AddRange(Enumerable.Range(0, 200).Select(i => Deadline.At(now.AddSeconds(-i), DeadlineKind.LadderStep, Guid.NewGuid(), null)));
            await db.SaveChangesAsync();
        }

        var claimed = new ConcurrentBag<Guid>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Work(store, now, claimed))));

        claimed.Should().HaveCount(200).And.OnlyHaveUniqueItems();
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_lease_that_ran_out_can_be_claimed_by_another(StoreProvider provider)
    {
        await using var store = await TestStore.On(provider);
        await using var db = store.CreateDbContext();
        var deadline = Deadline.At(TestStore.Start, DeadlineKind.LadderStep, Guid.NewGuid(), null);
        db.Deadlines.Add(deadline);
        await db.SaveChangesAsync();

        (await Claim(db, deadline.Id, Guid.NewGuid(), TestStore.Start)).Should().BeTrue();
        (await Claim(db, deadline.Id, Guid.NewGuid(), TestStore.Start.AddSeconds(9))).Should().BeFalse();
        (await Claim(db, deadline.Id, Guid.NewGuid(), TestStore.Start.AddSeconds(10))).Should().BeTrue();
    }

    private static async Task Work(TestStore store, DateTimeOffset now, ConcurrentBag<Guid> claimed)
    {
        while (true)
        {
            await using var db = store.CreateDbContext();
            var due = await db.Deadlines.Where(d => d.State == DeadlineState.Pending && d.DueAt <= now && d.LeaseUntil == null)
                .OrderBy(d => d.DueAt).Take(20).Select(d => d.Id).ToListAsync();
            if (due.Count == 0)
            {
                return;
            }

            foreach (var id in due)
            {
                if (await Claim(db, id, Guid.NewGuid(), now))
                {
                    claimed.Add(id);
                }
            }
        }
    }

    private static async Task<bool> Claim(HubDbContext db, Guid id, Guid lease, DateTimeOffset now) =>
        await db.Deadlines.Where(d => d.Id == id && d.State == DeadlineState.Pending && (d.LeaseUntil == null || d.LeaseUntil <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseOwner, lease).SetProperty(d => d.LeaseUntil, now.AddSeconds(10))) == 1;
}
