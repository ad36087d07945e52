using System.Globalization;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Notices;

/// <summary>What became of somebody's shift; the words are the resource <c>NoticeTexts["ShiftMoved_…"]</c>.</summary>
public enum ShiftNews
{
    /// <summary>A colleague takes it.</summary>
    Taken = 1,

    /// <summary>It was given to the recipient.</summary>
    Given = 2,

    /// <summary>It was given to somebody else.</summary>
    Lost = 3,

    /// <summary>Whose turn it is is not available, and the recipient is next.</summary>
    Next = 4,

    /// <summary>Whoever was asked to cover can not.</summary>
    Declined = 5,

    /// <summary>Nobody has covered it, and it begins.</summary>
    Expired = 6,

    /// <summary>It is the recipient's again, or the turn's: an override was taken away.</summary>
    Back = 7,
}

/// <summary>A notice with its deliveries.</summary>
public sealed record ShiftNotice(Notice Notice, IReadOnlyList<Delivery> Deliveries);

/// <summary>Notices about shifts: always for information, in the person's language. Pure.</summary>
public static class ShiftPolicy
{
    /// <summary>A shift begins, or will. Null: the person has left or has no address.</summary>
    public static ShiftNotice? Begins(Person person, Rota rota, TakeOver shift, DateTimeOffset now)
    {
        var matter = string.Create(CultureInfo.InvariantCulture, $"shift:{rota.Subject:N}:{shift.Layer ?? -1}:{shift.At.UtcTicks}:{(shift.At <= now ? "now" : "soon")}");
        return Tell(person, rota, NoticeEvent.ShiftBegins, matter, (shift.At, shift.Until), null, null, now);
    }

    /// <summary>Somebody asks for cover. Null as <see cref="Begins"/>.</summary>
    public static ShiftNotice? Asks(Person person, Rota rota, CoverRequest request, string by, DateTimeOffset now) =>
        Tell(person, rota, NoticeEvent.CoverAsked, $"cover:{request.Id:N}", (request.From, request.Until), by, null, now, request.Note);

    /// <summary>Something became of a shift. Null as <see cref="Begins"/>.</summary>
    /// <param name="person">Who is told.</param>
    /// <param name="rota">The rota.</param>
    /// <param name="news">What became of it.</param>
    /// <param name="subject">The override, request or absence that it comes from, and which shift of it.</param>
    /// <param name="time">The shift, or the part of it.</param>
    /// <param name="by">Who did it; null: nobody in particular.</param>
    /// <param name="other">Who has it, or cannot have it.</param>
    /// <param name="now">Now.</param>
    public static ShiftNotice? Moved(Person person, Rota rota, ShiftNews news, string subject, (DateTimeOffset From, DateTimeOffset Until) time, string? by, string? other, DateTimeOffset now) =>
        Tell(person, rota, NoticeEvent.ShiftMoved, $"moved:{subject}:{(int)news}", time, by, other, now, null, ("change", news.ToString()));

    private static ShiftNotice? Tell(
        Person person, Rota rota, NoticeEvent about, string matter, (DateTimeOffset From, DateTimeOffset Until) time, string? by, string? other, DateTimeOffset now, string? note = null, params (string Name, string Value)[] more)
    {
        if (person.IsRetired || !person.HasAddress)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["shiftFrom"] = Write(time.From),
            ["shiftUntil"] = Write(time.Until),
            ["other"] = other ?? "",
        };
        foreach (var (name, value) in more)
        {
            values[name] = value;
        }

        var content = new NoticeContent(rota.Key.Length <= 20 ? rota.Key : rota.Key[..20], rota.Name.For(person.Culture), note, by, values);
        var subject = new NoticeSubject(matter, 1, about, null, null, false);
        var notice = Notice.To(new Recipient(person, rota.Name), subject, content, null, null, now);
        return new ShiftNotice(notice, Posting.Of(notice, person, [Channel.Mail, Channel.Sms], now));
    }

    private static string Write(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
