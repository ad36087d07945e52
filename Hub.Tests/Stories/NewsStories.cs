using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.Plans;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Notices;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>News that waited for the relay while newer news came: the last word that somebody hears is what holds.</summary>
public sealed class NewsStories
{
    [Fact]
    public async Task The_grade_went_down_and_up_while_the_relay_was_down_and_nobody_hears_lowered_after_raised()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.III);
        await story.Expects("director Activated", "legal Activated");
        story.Mail.IsUp = story.Sms.IsUp = false;
        await story.Command(c => c.ChangeGrade(Story.Chief, story.Number, Grade.IV, "a slip"));
        await story.Pass(TimeSpan.FromSeconds(5));
        await story.Command(c => c.ChangeGrade(Story.Chief, story.Number, Grade.I, "ransomware"));
        await story.Pass(TimeSpan.FromSeconds(20));
        story.Mail.IsUp = story.Sms.IsUp = true;
        await story.Pass(3);

        var heard = await story.Read();
        heard.Should().Contain(["director GradeRaised", "legal GradeRaised", "head GradeRaised"]);
        heard.Should().NotContain(m => m.Contains("GradeLowered"));
        await using var db = story.Store.CreateDbContext();
        var lowered = db.Notices.Where(n => n.Event == NoticeEvent.GradeLowered).Select(n => (Guid?)n.Id);
        (await db.Deliveries.Where(d => lowered.Contains(d.NoticeId)).Select(d => d.LastError).Distinct().ToListAsync()).Should().Equal(DeliveryCancelled.Superseded);
    }

    [Fact]
    public async Task Of_two_grades_that_were_lowered_one_after_the_other_only_the_last_is_told()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.II);
        await story.Acknowledge("director");
        await story.Acknowledge("legal");
        await story.Read();
        story.Mail.IsUp = story.Sms.IsUp = false;
        await story.Command(c => c.ChangeGrade(Story.Chief, story.Number, Grade.III, "less"));
        await story.Pass(TimeSpan.FromSeconds(3));
        await story.Command(c => c.ChangeGrade(Story.Chief, story.Number, Grade.IV, "much less"));
        await story.Pass(TimeSpan.FromSeconds(3));
        story.Mail.IsUp = story.Sms.IsUp = true;
        await story.Pass(1);
        (await story.Read()).Where(m => m.Contains("GradeLowered", StringComparison.Ordinal)).Should().OnlyHaveUniqueItems().And.HaveCount(3);
        await using var db = story.Store.CreateDbContext();
        var told = await db.Deliveries.Where(d => d.State == DeliveryState.Accepted).Join(db.Notices, d => d.NoticeId, n => n.Id, (d, n) => n).Where(n => n.Event == NoticeEvent.GradeLowered).ToListAsync();
        told.Should().OnlyContain(n => n.Grade == Grade.IV);
    }

    [Fact]
    public async Task Stood_down_and_closed_while_the_relay_was_down_and_everybody_hears_that_it_is_closed()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.I);
        await story.Acknowledge("director");
        await story.Acknowledge("legal", NoticeEvent.Activated);
        await story.Read();
        story.Mail.IsUp = story.Sms.IsUp = false;
        await story.Command(c => c.StandDown(Story.Chief, story.Number, "over"));
        await story.Pass(TimeSpan.FromSeconds(3));
        await story.Command(c => c.Close(Story.Chief, story.Number, "written up"));
        story.Mail.IsUp = story.Sms.IsUp = true;
        await story.Pass(1);
        var heard = await story.Read();
        heard.Should().Contain(["director Closed", "legal Closed", "head Closed"]).And.NotContain(m => m.Contains("StoodDown"));
    }

    [Fact]
    public async Task Whoever_was_to_be_informed_while_the_relay_was_down_does_not_hear_of_the_beginning_after_the_end()
    {
        await using var story = await Story.Begin();
        story.Mail.IsUp = story.Sms.IsUp = false;
        await story.Open(Grade.II);
        await story.Pass(TimeSpan.FromSeconds(3));
        await story.Command(c => c.Close(Story.Chief, story.Number, "a mistake"));
        story.Mail.IsUp = story.Sms.IsUp = true;
        await story.Pass(3);
        (await story.Read()).Where(m => !m.EndsWith("DutyToRelease", StringComparison.Ordinal)).Should().BeEquivalentTo("director Closed", "legal Closed", "head Closed");
    }

    [Fact]
    public async Task Older_news_that_somebody_sends_again_by_hand_are_sent()
    {
        await using var story = await Story.Begin();
        story.Mail.Refused.Add("legal@contoso.example");
        await story.Open(Grade.III);
        await story.Expects("director Activated");
        await story.Pass(1);
        await story.Command(c => c.ChangeGrade(Story.Chief, story.Number, Grade.IV, "less"));
        await story.Expects("director GradeLowered");
        await story.Pass(1);
        story.Mail.Refused.Clear();
        await using var db = story.Store.CreateDbContext();
        var ids = await db.Notices.Where(n => n.PersonName == "legal").OrderByDescending(n => n.CreatedAt).Select(n => n.Id).ToListAsync();
        foreach (var id in ids)
        {
            await story.Do<SendAgain, SentOnceMore>(s => s.Run(Story.Chief, id));
        }

        await story.Expects("legal GradeLowered", "legal Activated");
    }

    [Fact]
    public async Task News_that_no_channel_could_carry_overtake_nothing()
    {
        await using var story = await Story.Begin();
        story.Mail.IsUp = story.Sms.IsUp = false;
        await story.Open(Grade.III);
        await story.Pass(TimeSpan.FromSeconds(3));
        await story.Command(c => c.ChangeGrade(Story.Chief, story.Number, Grade.IV, "less"));
        await using (var db = story.Store.CreateDbContext())
        {
            await db.Notices.Where(n => n.PersonName == "legal" && n.Event == NoticeEvent.GradeLowered).ExecuteUpdateAsync(set => set.SetProperty(n => n.IsUndelivered, true));
        }

        story.Mail.IsUp = story.Sms.IsUp = true;
        await story.Pass(1);
        (await story.Read()).Should().Contain(m => m == "legal Activated" || m == "legal bundle of 2", "what could be carried was");
    }

    [Fact]
    public async Task Whoever_leads_no_more_is_not_told_that_they_lead()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Acknowledge("director");
        await story.Read();
        story.Mail.IsUp = false;
        await story.Command(c => c.Appoint(Story.Chief, story.Number, "samantha"));
        await story.Pass(TimeSpan.FromSeconds(3));
        await story.Command(c => c.Appoint(Story.Chief, story.Number, "deputy"));
        story.Mail.IsUp = true;
        await story.Pass(1);
        await story.Expects("deputy LeaderAppointed");
    }

    [Fact]
    public async Task A_grade_that_moved_since_it_was_seen_is_not_changed_by_whoever_has_not_seen_it()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.III);
        await story.Command(c => c.ChangeGrade(Story.Chief, story.Number, Grade.I, "it spreads", from: Grade.III));
        (await story.Try<CommandIncident, string>(c => c.ChangeGrade(Story.Chief, story.Number, Grade.II, "worse than considerable", from: Grade.III))).Refusal!.Code.Should().Be("GradeMoved");
        (await story.Incident()).Grade.Should().Be(Grade.I);
        await story.Command(c => c.ChangeGrade(Story.Chief, story.Number, Grade.II, "less than thought", from: Grade.I));
        await story.Read();
    }
}
