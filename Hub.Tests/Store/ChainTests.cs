using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Store;

public sealed class ChainTests
{
    private const string Chain = "INC-2026-0001";

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Writers_of_several_processes_append_to_one_chain_and_every_entry_is_there(StoreProvider provider)
    {
        await using var store = await TestStore.On(provider);
        var writers = Enumerable.Range(1, 4).Select(number => Task.Run(async () =>
        {
            // A gate of its own: what another process would have.
            using var gate = new WriteGate(oneAtATime: true);
            var writer = new Writer(store, gate, new CommitSignals(), store.Time, new Receipt());
            for (var entry = 1; entry <= 25; entry++)
            {
                await Append(writer, $"{number}/{entry}");
            }
        }));

        await Task.WhenAll(writers);

        await using var db = store.CreateDbContext();
        var texts = await db.Timeline.OrderBy(e => e.Number).Select(e => e.Data).ToListAsync();
        texts.Should().HaveCount(100).And.OnlyHaveUniqueItems();
        (await new RecordCheck(store).Run(Chain)).Should().ContainSingle().Which.Should().Match<ChainState>(s => s.Fault == null && s.Count == 100);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_head_that_was_noted_is_found_again_in_a_longer_chain(StoreProvider provider)
    {
        await using var store = await TestStore.On(provider);
        await Append(store.Writer, "one");
        await Append(store.Writer, "two");
        var noted = (await new RecordCheck(store).Run(Chain)).Single().Head;
        await Append(store.Writer, "three");

        (await new RecordCheck(store).Run(Chain, noted)).Single().Should().Match<ChainState>(s => s.Fault == null && s.Asked == 2 && s.Count == 3);
        (await new RecordCheck(store).Run(Chain, new string('0', 64))).Single().Fault.Should().Contain("tail was cut");
    }

    [Theory]
    [InlineData("UPDATE Timeline SET Actor = 'nobody' WHERE Number = 2", "entry 2 was changed", 1)]
    [InlineData("DELETE FROM Timeline WHERE Number = 2", "entry 2 is missing", 1)]
    [InlineData("UPDATE Timeline SET PreviousHash = zeroblob(32) WHERE Number = 3", "entry 3 does not follow", 2)]
    [InlineData("DELETE FROM Timeline WHERE Number = 1", "entry 1 is missing", 0)]
    public async Task The_first_broken_entry_is_named(string tamper, string says, int sound)
    {
        await using var store = await TestStore.Sqlite();
        foreach (var text in new[] { "one", "two", "three", "four" })
        {
            await Append(store.Writer, text);
        }

        await store.Execute("DROP TRIGGER \"Timeline_no_UPDATE\"; DROP TRIGGER \"Timeline_no_DELETE\"; " + tamper);

        (await new RecordCheck(store).Run(Chain)).Single().Should().Match<ChainState>(s => s.Fault!.Contains(says) && s.Count == sound);
    }

    [Fact]
    public async Task A_cut_tail_shows_by_the_noted_head()
    {
        await using var store = await TestStore.Sqlite();
        await Append(store.Writer, "one");
        await Append(store.Writer, "two");
        var noted = (await new RecordCheck(store).Run(Chain)).Single().Head;
        await store.Execute("DROP TRIGGER \"Timeline_no_DELETE\"; DELETE FROM Timeline WHERE Number = 2");

        (await new RecordCheck(store).Run(Chain)).Single().Fault.Should().BeNull("the chain alone cannot tell");
        (await new RecordCheck(store).Run(Chain, noted)).Single().Fault.Should().Contain("tail was cut");
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_refused_leaves_nothing(StoreProvider provider)
    {
        await using var store = await TestStore.On(provider);
        var outcome = await store.Writer.Run<string>(Caller.Program, async work =>
        {
            await work.NextNumber("INC-2026");
            work.Record(Chain, new Fact(FactKind.UpdatePosted), number: Chain);
            return Refusal.Conflict("No");
        });

        outcome.IsRefused.Should().BeTrue();
        await using var db = store.CreateDbContext();
        (await db.Timeline.CountAsync()).Should().Be(0);
        (await db.Counters.CountAsync()).Should().Be(0);
    }

    private static async Task Append(Writer writer, string text)
    {
        var outcome = await writer.Run<string>(Caller.Program, work =>
        {
            work.Record(Chain, new Fact(FactKind.UpdatePosted, ("text", text)), number: Chain);
            return Task.FromResult<Outcome<string>>("written");
        });
        outcome.IsRefused.Should().BeFalse();
    }
}
