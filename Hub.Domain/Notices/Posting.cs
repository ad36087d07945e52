using Hub.Domain.People;

namespace Hub.Domain.Notices;

/// <summary>Which deliveries a notice gets: the asked channels at once, the person's other addresses standing by.</summary>
public static class Posting
{
    /// <summary>How long after the first attempt the next address starts in parallel while none has been accepted.</summary>
    public static readonly TimeSpan StandbyAfter = TimeSpan.FromSeconds(10);

    /// <summary>The deliveries of a notice to a person; none when the person has no address.</summary>
    public static IReadOnlyList<Delivery> Of(Notice notice, Person person, IReadOnlyList<Channel> channels, DateTimeOffset now)
    {
        var points = person.ContactPoints.OrderBy(c => c.Position).ToList();
        var first = channels.Distinct().Select(channel => points.Find(p => p.Channel == channel)).OfType<ContactPoint>().ToList();
        if (first.Count == 0)
        {
            first = [.. points.Take(1)];
        }

        return
        [
            .. first.Select((point, position) => Delivery.Of(notice, point.Channel, point.Address, position, null, now)),
            .. points.Except(first).Select((point, index) =>
                Delivery.Of(notice, point.Channel, point.Address, first.Count + index, now + StandbyAfter, now)),
        ];
    }
}
