using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Tests.Harness;
using Hub.Web.Features.Notices;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>Much happens at once, and nobody's telephone rings without end.</summary>
public sealed class FloodStories
{
    [Fact]
    public async Task Eight_incidents_of_grade_IV_ring_five_times_and_then_once_for_the_rest_and_one_tap_acknowledges_those()
    {
        await using var story = await Story.Begin();
        story.Mail.Refused.Add("director@contoso.example");
        for (var i = 0; i < 8; i++)
        {
            await story.Open(Grade.IV);
        }

        await story.Expects(Enumerable.Repeat("director Activated sms", 5));
        await story.Pass(1);
        await story.Expects("director bundle of 3 sms");
        (await story.Record()).Select(e => e.Kind).Should().ContainInOrder(FactKind.DeliveryHeld, FactKind.NoticesBundled);
        await using var db = story.Store.CreateDbContext();
        var token = await db.Bundles.Select(b => b.Token).SingleAsync();
        (await story.Do<AcknowledgeBundle, int>(a => a.ByToken(token, "127.0.0.1"))).Should().Be(3);
        (await story.Do<AcknowledgeBundle, int>(a => a.ByToken(token, "127.0.0.1"))).Should().Be(0);
        (await db.Notices.CountAsync(n => n.PersonName == "director" && n.State == NoticeState.Acknowledged)).Should().Be(3);
        await story.Acknowledge("director");
        await story.Pass(60);
        await story.Expects();
    }

    [Fact]
    public async Task A_grave_incident_rings_at_once_however_many_have_rung_before()
    {
        await using var story = await Story.Begin();
        story.Mail.Refused.Add("director@contoso.example");
        for (var i = 0; i < 6; i++)
        {
            await story.Open(Grade.IV);
        }

        await story.Expects(Enumerable.Repeat("director Activated sms", 5));
        await story.Open(Grade.II);
        (await story.Read()).Should().Contain("director Activated sms");
    }
}
