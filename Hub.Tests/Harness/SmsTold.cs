using Hub.Domain.Notices;
using Hub.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Harness;

/// <summary>Short messages of a story, needless after the mail, have reached their telephones all the same.</summary>
internal static class SmsTold
{
    public static async Task TellBySms(this Story story, DeliveryState state = DeliveryState.Accepted)
    {
        await using var db = story.Store.CreateDbContext();
        await db.Deliveries.Where(d => d.Channel == Channel.Sms && d.NoticeId != null && (d.State == DeliveryState.Standby || d.State == DeliveryState.Cancelled)).ExecuteUpdateAsync(set => set.SetProperty(d => d.State, state));
    }
}
