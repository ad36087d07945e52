using System.Data.Common;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Tests.Harness;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Stories;

/// <summary>A step of many people whom the relay refuses all at once.</summary>
public sealed class ManyDeafStories
{
    [Fact]
    public async Task The_reading_grows_with_the_people_and_not_with_their_square()
    {
        var few = await RowsRead(50);
        var many = await RowsRead(200);
        ((double)many / few).Should().BeLessThan(6, $"four times the people may cost four times the reading; {few} and {many} rows were read");
    }

    [Fact]
    public async Task The_ladder_climbs_once_nobody_is_left_and_not_before()
    {
        await using var story = await Begin(40, new Reading());
        var last = "person39@contoso.example";
        RefuseAll(story, 40);
        story.Mail.Refused.Remove(last);
        await story.Open(Grade.II);
        (await story.Read()).Should().ContainSingle();
        var record = await story.Record();
        record.Count(e => e.Kind == FactKind.Undelivered).Should().Be(39);
        record.Should().NotContain(e => e.Kind == FactKind.NobodyAnswers, "one can still answer");

        await using var deaf = await Begin(40, new Reading());
        RefuseAll(deaf, 40);
        await deaf.Open(Grade.II);
        (await deaf.Record()).Should().ContainSingle(e => e.Kind == FactKind.NobodyAnswers, "nobody is left, and there is no further step");
    }

    private static async Task<long> RowsRead(int people)
    {
        var reading = new Reading();
        await using var story = await Begin(people, reading);
        RefuseAll(story, people);
        await story.Open(Grade.II);
        await story.Expects();
        (await story.Record()).Count(e => e.Kind == FactKind.Undelivered).Should().Be(people);
        return reading.Rows;
    }

    private static async Task<Story> Begin(int people, Reading reading)
    {
        var store = await TestStore.Sqlite();
        await using (var db = store.CreateDbContext())
        {
            OneGroup.Add(db, people, store.Time.GetUtcNow());
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        return Story.Resume(store, builder => builder.Services.ConfigureDbContext<SqliteHubDbContext>(db => db.AddInterceptors(reading)));
    }

    private static void RefuseAll(Story story, int people) => story.Mail.Refused.UnionWith(Enumerable.Range(0, people).Select(i => $"person{i}@contoso.example"));

    /// <summary>Counts the rows that were read.</summary>
    private sealed class Reading : DbCommandInterceptor
    {
        private long rows;

        public long Rows => Interlocked.Read(ref rows);

        public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
        {
            Interlocked.Add(ref rows, eventData.ReadCount);
            return result;
        }
    }
}
