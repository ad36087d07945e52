using Hub.Domain.Shared;

namespace Hub.Domain.Notices;

/// <summary>By which means somebody acknowledged.</summary>
public enum AcknowledgementMeans
{
    /// <summary>The phone page behind the notice's link.</summary>
    Link = 1,

    /// <summary>Signed in, in the program.</summary>
    Desk = 2,

    /// <summary>Through the API, on behalf of a person.</summary>
    Api = 3,

    /// <summary>By a mail in reply.</summary>
    Mail = 4,

    /// <summary>By a short message in reply.</summary>
    Sms = 5,

    /// <summary>Somebody told the recipient by telephone and says so.</summary>
    Telephone = 6,
}

/// <summary>Who acknowledged, when, from where, by which means, for which issue of the notice. Insert-only.</summary>
public sealed class Acknowledgement
{
    private Acknowledgement()
    {
    }

    /// <summary>An acknowledgement of a notice.</summary>
    public Acknowledgement(Notice notice, AcknowledgementMeans means, string by, Guid? actorId, string? from, DateTimeOffset now)
    {
        NoticeId = notice.Id;
        PersonId = notice.PersonId;
        Issue = notice.Issue;
        Means = means;
        By = by;
        ActorId = actorId;
        From = from;
        At = now.Stored();
    }

    /// <summary>Which notice.</summary>
    public Guid NoticeId { get; private set; }

    /// <summary>To whom it was addressed.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>Which issue of it.</summary>
    public int Issue { get; private set; }

    /// <summary>By which means.</summary>
    public AcknowledgementMeans Means { get; private set; }

    /// <summary>Name of who acknowledged.</summary>
    public string By { get; private set; } = "";

    /// <summary>Account or key behind it, when there is one.</summary>
    public Guid? ActorId { get; private set; }

    /// <summary>Network address, when known.</summary>
    public string? From { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; private set; }
}
