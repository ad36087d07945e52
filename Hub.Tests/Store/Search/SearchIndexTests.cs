using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Store;
using Hub.Web.Store.Search;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Store.Search;

/// <summary>The index of words on both engines: nothing is missed, whether it stands in the index already or not yet.</summary>
public sealed class SearchIndexTests
{
    private static readonly Caller Everybody = new(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "Samantha Smith", (Right)int.MaxValue);

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_was_just_taken_is_found_and_so_it_is_when_it_stands_in_the_index(StoreProvider provider)
    {
        await using var store = await TestStore.On(provider);
        await Add(store, "Code Red II on web server WEB2", "财务部服务器感染勒索病毒");
        string[] questions = ["code red", "web2", "勒索", "0001", "1", "INC-2026-0001", "inc-2026", "财务部 code"];

        foreach (var question in questions)
        {
            (await Find(store, question)).Should().Equal(["INC-2026-0001"], question);
        }

        store.Time.Advance(SearchIndexer.Behind + TimeSpan.FromSeconds(1));
        await Index(store);
        (await store.Read<long>("SELECT COUNT(*) FROM SearchEntries")).Should().Be(2, "the incident and its report");
        foreach (var question in questions)
        {
            (await Find(store, question)).Should().Equal(["INC-2026-0001"], question);
        }

        (await Find(store, "code blue")).Should().BeEmpty();
        (await Find(store, "索财")).Should().BeEmpty();
    }

    [Fact]
    public async Task The_newest_come_first_across_the_edge_of_the_index_and_none_twice()
    {
        await using var store = await TestStore.Sqlite();
        for (var i = 1; i <= 130; i++)
        {
            await Add(store, $"Worm {i}");
            store.Time.Advance(TimeSpan.FromSeconds(10));
        }

        await Index(store);
        var found = await Find(store, "worm", 500);
        found.Should().HaveCount(130).And.OnlyHaveUniqueItems().And.BeInDescendingOrder(StringComparer.Ordinal);
        (await Find(store, "worm", 5)).Should().Equal("INC-2026-0130", "INC-2026-0129", "INC-2026-0128", "INC-2026-0127", "INC-2026-0126");
    }

    [Fact]
    public async Task An_index_that_is_built_twice_at_once_holds_everything_once()
    {
        await using var store = await TestStore.Sqlite();
        for (var i = 0; i < 40; i++)
        {
            await Add(store, $"Worm {i}");
        }

        store.Time.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(Index(store), Index(store), Index(store));
        (await store.Read<long>("SELECT COUNT(*) FROM SearchEntries")).Should().Be(80);
        (await store.Read<long>("SELECT COUNT(DISTINCT SubjectId) FROM SearchEntries")).Should().Be(80);
        (await Find(store, "worm", 100)).Should().HaveCount(40);
    }

    [Fact]
    public async Task A_question_is_answered_from_the_index_and_reads_no_table_through()
    {
        await using var store = await TestStore.Sqlite();
        await using var db = store.CreateDbContext();
        foreach (var question in new[] { "worm", "勒索病毒", "code red", "web serv 0001" })
        {
            var plan = await store.PlanOf(SearchIndex.Entries(db, SearchKind.Incident, SearchWords.Of(question)).Take(60));
            plan.Should().NotContain(line => line.StartsWith("SCAN", StringComparison.Ordinal), string.Join('\n', plan));
        }
    }

    private static async Task Index(TestStore store)
    {
        var indexer = new SearchIndexer(store, store.Gate, store.Time);
        for (var idle = 0; idle < 2;)
        {
            // one that another was quicker with indexes nothing, and is not at the end
            idle = await indexer.RunOnce(CancellationToken.None) == 0 ? idle + 1 : 0;
        }
    }

    private static async Task<List<string>> Find(TestStore store, string question, int most = 10)
    {
        await using var db = store.CreateDbContext();
        var found = await SearchIndex.FindIncidents(db, db.Incidents.SeenBy(db, Everybody), SearchWords.Of(question), most, CancellationToken.None);
        return found.ConvertAll(f => f.Number);
    }

    private static async Task Add(TestStore store, string title, string? description = null)
    {
        await using var db = store.CreateDbContext();
        var plan = await db.PlanVersions.Select(v => (Guid?)v.Id).FirstOrDefaultAsync() ?? OneGroup.Add(db, 2, store.Time.GetUtcNow());
        var count = await db.Reports.CountAsync() + 1;
        var (report, _) = Report.Receive($"R-2026-{count:0000}", new ReportContent { Title = title, Description = description }, "test", null, false, store.Time.GetUtcNow());
        var (incident, _) = Incident.Open($"INC-2026-{count:0000}", report, Category.Manmade, Grade.II, "seen", plan, false, store.Time.GetUtcNow()).Value;
        db.Reports.Add(report);
        db.Incidents.Add(incident);
        await db.SaveChangesAsync();
    }
}
