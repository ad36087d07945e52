using Hub.Domain.Grading;
using Hub.Domain.People;

namespace Hub.Domain.Notices;

/// <summary>Which deliveries a notice gets: the asked channels at once, the person's other addresses standing by.</summary>
public static class Posting
{
    /// <summary>How long after the first attempt the next address starts in parallel while none has been accepted.</summary>
    public static readonly TimeSpan StandbyAfter = TimeSpan.FromSeconds(10);

    /// <summary>The deliveries of a notice to a person, at verified addresses when there is one; none when the person has no address.</summary>
    public static IReadOnlyList<Delivery> Of(Notice notice, Person person, IReadOnlyList<Channel> channels, DateTimeOffset now)
    {
        var points = person.AddressesToUse();
        var first = channels.Distinct().Select(channel => points.FirstOrDefault(p => p.Channel == channel)).OfType<ContactPoint>().ToList();
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

    /// <summary>
    /// Until when messages of a notice wait that would wake its recipient; null: they do not. Mail wakes nobody. Grades Ⅰ and Ⅱ,
    /// what has no grade, and reports to judge are never muted. The time to acknowledge runs all the same.
    /// </summary>
    public static DateTimeOffset? MutedUntil(Notice notice, Person person, Channel channel, DateTimeOffset now) =>
        channel == Channel.Mail || notice.Grade is null or Grade.I or Grade.II || notice.Event == NoticeEvent.ReportToTriage ? null : QuietHours.EndFor(person, now);
}
