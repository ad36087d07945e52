using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>How quickly the incidents of a grade were answered.</summary>
/// <param name="Grade">Their grade.</param>
/// <param name="Count">Incidents.</param>
/// <param name="Answered">Those that somebody acknowledged.</param>
/// <param name="Median">From the plan's activation to the first acknowledgement, in the middle of those that were; null when none was.</param>
public sealed record GradeAnswered(Grade Grade, int Count, int Answered, TimeSpan? Median);

/// <summary>Incidents over the months (requirement 83); drills are left out.</summary>
/// <param name="Opened">Grade now and instant of each incident of the time, UTC.</param>
/// <param name="Grades">All four, Ⅰ first.</param>
public sealed record Trend(IReadOnlyList<(Grade Grade, DateTimeOffset At)> Opened, IReadOnlyList<GradeAnswered> Grades);

/// <summary>Reads what became of the incidents that the caller may see.</summary>
public sealed class ShowTrend(IDbContextFactory<HubDbContext> contexts)
{
    /// <summary>The trend since an instant. Refused: without the right to read.</summary>
    public async Task<Outcome<Trend>> Run(Caller caller, DateTimeOffset since, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var seen = db.Incidents.SeenBy(db, caller).Where(i => !i.IsDrill && i.OpenedAt >= since);
        var incidents = await seen.Select(i => new { i.Id, i.Grade, i.OpenedAt }).ToListAsync(cancellation);
        var answers = await (
            from n in db.Notices
            join i in seen on n.IncidentId equals i.Id
            where n.State == NoticeState.Acknowledged && (n.Event == NoticeEvent.Activated || n.Event == NoticeEvent.GradeRaised)
            group n.EndedAt by i.Id into g
            select new { Id = g.Key, First = g.Min() }).ToDictionaryAsync(a => a.Id, a => a.First, cancellation);
        return new Trend(
            incidents.ConvertAll(i => (i.Grade, i.OpenedAt)),
            [.. Grades.All.Select(grade =>
            {
                var own = incidents.FindAll(i => i.Grade == grade);
                return Of(grade, own.Count, [.. own.Where(i => answers.GetValueOrDefault(i.Id) is not null).Select(i => answers[i.Id]!.Value - i.OpenedAt).Order()]);
            })]);
    }

    private static GradeAnswered Of(Grade grade, int count, List<TimeSpan> spans) => new(grade, count, spans.Count, spans.Count == 0 ? null : spans[spans.Count / 2]);
}
