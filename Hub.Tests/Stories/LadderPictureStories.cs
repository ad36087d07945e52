using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Components.Ladder;
using Hub.Web.Features.Notices;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>The picture of a ladder says what the store says, and what it foretells comes true.</summary>
public sealed class LadderPictureStories
{
    [Fact]
    public async Task What_the_picture_foretells_is_what_happens()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.II);
        var foretold = await Lanes(story);
        foretold.Values.Should().Contain(l => l.Steps.Count > 1, "a story without a ladder would prove nothing");
        foreach (var lane in foretold.Values)
        {
            lane.Steps.Count(s => s.State == LadderStepState.Now).Should().Be(1);
            lane.Steps.Select(s => s.At).Should().BeInAscendingOrder();
        }

        var ends = foretold.Values.SelectMany(l => l.Steps).Where(s => s.State == LadderStepState.Next).Max(s => s.At);
        await story.Pass(ends - story.Time.GetUtcNow() + TimeSpan.FromSeconds(1));

        await using var db = story.Store.CreateDbContext();
        var climbs = await db.Climbs.AsNoTracking().ToListAsync();
        var checkedSteps = 0;
        foreach (var climb in climbs.Where(c => foretold.ContainsKey(c.Id)))
        {
            foreach (var told in climb.Told.GroupBy(t => t.Step))
            {
                var promised = foretold[climb.Id].Steps.First(s => s.Number == told.Key + 1);
                told.Min(t => t.At).Should().Be(promised.At, $"step {told.Key + 1} of {climb.Rule}");
                checkedSteps++;
            }
        }

        checkedSteps.Should().BeGreaterThan(climbs.Count, "later steps were reached");
        await story.Read();
    }

    [Fact]
    public async Task Marks_and_the_next_instant_agree_with_the_store()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.II);
        await story.Pass(TimeSpan.FromMinutes(12));
        await using var db = story.Store.CreateDbContext();
        foreach (var token in await db.Notices.Where(n => n.State == NoticeState.Open).OrderBy(n => n.CreatedAt).Select(n => n.Token).Take(1).ToListAsync())
        {
            await story.Do<AcknowledgeNotice, Acknowledged>(a => a.ByToken(token, "127.0.0.1"));
        }

        var lanes = await Lanes(story);
        var climbs = await db.Climbs.AsNoTracking().ToListAsync();
        var notices = await db.Notices.AsNoTracking().ToListAsync();
        foreach (var climb in climbs)
        {
            var lane = lanes[climb.Id];
            lane.Steps.SelectMany(s => s.Persons).Count().Should().Be(climb.Told.Count, "everybody told stands in the picture");
            foreach (var told in climb.Told)
            {
                var notice = notices.Single(n => n.Matter == climb.Matter && n.Issue == climb.Issue && n.PersonId == told.PersonId);
                var mark = lane.Steps[told.Step].Persons.First(p => p.Name == notice.PersonName).Mark;
                mark.Should().Be(notice.State switch { NoticeState.Acknowledged => LadderMark.Acknowledged, NoticeState.Declined => LadderMark.Declined, NoticeState.Open => notice.IsUndelivered ? LadderMark.Undelivered : LadderMark.Waiting, _ => LadderMark.LetOff });
            }

            var due = await db.Deadlines.Where(d => d.SubjectId == climb.Id && d.Kind == DeadlineKind.LadderStep && d.State == DeadlineState.Pending).Select(d => (DateTimeOffset?)d.DueAt).SingleOrDefaultAsync();
            lane.Steps.FirstOrDefault(s => s.State == LadderStepState.Next)?.At.Should().Be(due);
            (lane.AnsweredAt is not null).Should().Be(climb.State == ClimbState.Answered);
        }

        lanes.Values.Should().Contain(l => l.AnsweredAt != null);
        await story.Read();
    }

    private static async Task<Dictionary<Guid, LadderLane>> Lanes(Story story)
    {
        await using var db = story.Store.CreateDbContext();
        var incident = await story.Incident();
        var plan = await story.Service<PlanInForce>().Load(db, incident.PlanVersionId);
        var due = await db.Deadlines.Where(d => d.Kind == DeadlineKind.LadderStep && d.State == DeadlineState.Pending).ToDictionaryAsync(d => d.SubjectId, d => d.DueAt);
        var notices = await db.Notices.AsNoTracking().ToListAsync();
        return (await db.Climbs.AsNoTracking().Where(c => c.IncidentId == incident.Id).ToListAsync()).ToDictionary(c => c.Id, c => LadderLanes.Of(
            c,
            plan.Ladders[c.Ladder],
            c.Rule,
            due.TryGetValue(c.Id, out var at) ? at : null,
            [.. c.Told.Select(t => notices.Single(n => n.Matter == c.Matter && n.Issue == c.Issue && n.PersonId == t.PersonId)).Select(n => new ToldStanding(n.PersonId, n.PersonName, n.State, n.IsUndelivered))],
            to => string.Join(" ", to)));
    }
}
