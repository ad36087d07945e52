using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Harness;

/// <summary>
/// Fills a store with years of work: incidents of which a few run, each with its report, its notices and a chained record.
/// Every row is made by the domain and written as the program writes many rows, so that the store is one that it could have made.
/// </summary>
internal static class LargeStore
{
    /// <summary>Notices of an incident.</summary>
    public const int Notices = 4;

    /// <summary>Incidents that still run: the newest.</summary>
    public const int Running = 40;

    private static readonly string[] What = ["Code Red worm", "勒索病毒感染", "Phishing mail", "网页被篡改", "Denial of service", "机房停电", "Lost notebook", "数据库异常导出", "Disk failure", "弱口令登录"];
    private static readonly string[] Where = ["web server WEB", "财务部服务器", "mail gateway MX", "生产网交换机", "file server FS", "办公网终端", "database DB", "边界防火墙", "laptop NB", "门户网站"];
    private static readonly string[] Places = ["Machine room 1", "二号机房", "Head office", "上海分公司", "Warehouse", "灾备中心"];

    /// <summary>One in fifty is restricted.</summary>
    /// <param name="i">Which one, from 0.</param>
    public static bool IsRestricted(int i) => i % 50 == 7;

    /// <summary>Fills it. The same numbers give the same store.</summary>
    public static async Task Fill(Func<HubDbContext> contexts, Guid plan, int incidents, int entriesEach, DateTimeOffset now)
    {
        const int Batch = 500;
        List<Person> team;
        await using (var db = contexts())
        {
            team = await db.Persons.AsNoTracking().Take(Notices).ToListAsync();
            await db.Database.ExecuteSqlRawAsync("PRAGMA cache_size=-200000;");
        }

        var random = new Random(5);
        for (var first = 0; first < incidents; first += Batch)
        {
            await using var db = contexts();
            await db.Database.OpenConnectionAsync();
            await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous=OFF;");
            await using var transaction = await db.Database.BeginTransactionAsync();
            var rows = new Rows();
            for (var i = first; i < Math.Min(incidents, first + Batch); i++)
            {
                One(rows, i, incidents, entriesEach, team, plan, now, random);
            }

            await rows.Write(db);
            await transaction.CommitAsync();
        }

        await using var last = contexts();
        last.Counters.AddRange(new Counter { Name = string.Create(CultureInfo.InvariantCulture, $"INC-{now.Year}"), Value = incidents }, new Counter { Name = string.Create(CultureInfo.InvariantCulture, $"R-{now.Year}"), Value = incidents });
        await last.SaveChangesAsync();
        await last.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);");
    }

    private static void One(Rows rows, int i, int incidents, int entriesEach, List<Person> team, Guid plan, DateTimeOffset now, Random random)
    {
        var at = (now - TimeSpan.FromMinutes(30L * (incidents - i))).Stored();
        var title = string.Create(CultureInfo.InvariantCulture, $"{What[random.Next(What.Length)]} {Where[random.Next(Where.Length)]}{random.Next(1, 400)}");
        var content = new ReportContent
        {
            Title = title,
            Place = Places[random.Next(Places.Length)],
            Description = string.Join(' ', Enumerable.Range(0, 12).Select(_ => random.Next(2) == 0 ? What[random.Next(What.Length)] : Where[random.Next(Where.Length)] + random.Next(2_000).ToString(CultureInfo.InvariantCulture))),
        };
        var (report, _) = Report.Receive(string.Create(CultureInfo.InvariantCulture, $"R-{now.Year}-{i + 1:0000}"), content, "bench", null, false, at);
        var number = string.Create(CultureInfo.InvariantCulture, $"INC-{now.Year}-{i + 1:0000}");
        var (incident, opened) = Incident.Open(number, report, Category.Manmade, (Grade)(1 + (i % 4)), "seen", plan, IsRestricted(i), at).Value;
        report.Confirm(incident.Id, number, incident.Grade, "seen", "bench", at);
        var runs = i >= incidents - Running;
        var previous = (Number: 0L, Hash: (byte[]?)null);
        for (var e = 0; e < entriesEach; e++)
        {
            var fact = e == 0 ? opened : e % 5 == 0 ? new Fact(FactKind.StageChanged, ("from", "Detection"), ("to", "Containment"))
                : incident.Post(string.Create(CultureInfo.InvariantCulture, $"Update {e}: {Where[random.Next(Where.Length)]} checked, 未发现异常"), "bench", at.AddMinutes(e)).Value;
            var entry = TimelineEntry.Following(number, previous, fact, Caller.Program, at.AddMinutes(e));
            rows.Timeline.Add(entry);
            previous = (entry.Number, entry.Hash);
        }

        if (!runs)
        {
            _ = incident.Close("over", at.AddHours(1)).Value;
        }

        var subject = new NoticeContent(number, title, "seen", "bench", new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var person in team)
        {
            var notice = Notice.To(
                new Recipient(person, LocalText.Same("Team")), new NoticeSubject($"incident:{incident.Id}", 1, NoticeEvent.Activated, incident.Id, incident.Grade, false), subject, runs ? now.AddDays(1) : null, null, at);
            rows.Notices.Add(notice);
        }

        rows.Reports.Add(report);
        rows.Incidents.Add(incident);
        if (runs)
        {
            rows.Deadlines.Add(Deadline.At(now.AddDays(1), DeadlineKind.ProgressReport, incident.Id, incident.Id));
        }
    }

    private sealed class Rows
    {
        public List<Report> Reports { get; } = [];

        public List<Incident> Incidents { get; } = [];

        public List<TimelineEntry> Timeline { get; } = [];

        public List<Notice> Notices { get; } = [];

        public List<Deadline> Deadlines { get; } = [];

        public async Task Write(HubDbContext db)
        {
            await Of(db, Incidents);
            await Of(db, Reports);
            await Of(db, Timeline);
            db.Notices.AddRange(Notices);
            await db.SaveChangesAsync();
            await Of(db, Deadlines);
        }

        private static async Task Of<T>(HubDbContext db, List<T> rows)
            where T : class
        {
            if (rows.Count > 0)
            {
                await NewRows.Write(db, typeof(T), rows, CancellationToken.None);
            }
        }
    }
}
