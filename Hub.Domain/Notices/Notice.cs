using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Notices;

/// <summary>What the texts of a notice say, frozen when it was created.</summary>
/// <param name="Number">Report or incident number.</param>
/// <param name="Title">Title of the matter.</param>
/// <param name="Detail">Description, reason or text; at most what the event needs.</param>
/// <param name="By">Who caused it.</param>
/// <param name="Values">Further values by name, such as <c>body</c>, <c>dueAt</c>, <c>outcome</c>, <c>from</c>.</param>
public sealed record NoticeContent(string Number, string Title, string? Detail, string? By, IReadOnlyDictionary<string, string> Values);

/// <summary>One formal notification of one matter to one recipient.</summary>
public sealed class Notice
{
    private Notice()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>The matter: <c>incident:ID</c>, <c>report:CLIMB</c>, <c>duty:ID</c> …; unique with <see cref="PersonId"/> and <see cref="Issue"/>.</summary>
    public string Matter { get; private set; } = "";

    /// <summary>Version of the notice, from 1; a raised grade makes a new one.</summary>
    public int Issue { get; private set; }

    /// <summary>What it is about.</summary>
    public NoticeEvent Event { get; private set; }

    /// <summary>The incident, when there is one.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The climb that told this person first; null for information.</summary>
    public Guid? ClimbId { get; private set; }

    /// <summary>Who is told.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>Their name then.</summary>
    public string PersonName { get; private set; } = "";

    /// <summary>As what they are told, English.</summary>
    public string AsEn { get; private set; } = "";

    /// <summary>As what they are told, Chinese.</summary>
    public string AsZh { get; private set; } = "";

    /// <summary>Language of the texts.</summary>
    public string Culture { get; private set; } = "en";

    /// <summary>Zone of the times in the texts.</summary>
    public string TimeZone { get; private set; } = "Asia/Shanghai";

    /// <summary>Grade of the matter: the order in which it is sent. Null before triage when none is suspected.</summary>
    public Grade? Grade { get; private set; }

    /// <summary>True in a drill.</summary>
    public bool IsDrill { get; private set; }

    /// <summary>Where it stands.</summary>
    public NoticeState State { get; private set; }

    /// <summary>Created, UTC; the time to acknowledge runs from here.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Acknowledge by, UTC; null for information.</summary>
    public DateTimeOffset? AcknowledgeBy { get; private set; }

    /// <summary>When it left <see cref="NoticeState.Open"/>, UTC.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Who acknowledged it; of a notice for information, who told it by telephone.</summary>
    public string? AcknowledgedBy { get; private set; }

    /// <summary>True while no channel is left that could still carry it.</summary>
    public bool IsUndelivered { get; private set; }

    /// <summary>Capability of the link <c>/n/{token}</c>: 96 random bits in 16 characters. Never logged.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Four digits by which a short message answers it; empty for notices older than the codes.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Ten characters in the subject of its mails, by which a mail answers it; empty for notices older than the codes.</summary>
    public string ReplyCode { get; private set; } = "";

    /// <summary>To whom the recipient handed it over; null when they did not.</summary>
    public string? HandedTo { get; private set; }

    /// <summary>What the texts say.</summary>
    public NoticeContent Content { get; private set; } = new("", "", null, null, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>As what they are told.</summary>
    public LocalText As => new(AsEn, AsZh);

    /// <summary>True when it asks for acknowledgement.</summary>
    public bool AsksAcknowledgement => AcknowledgeBy is not null;

    /// <summary>A new notice to a recipient.</summary>
    public static Notice To(Recipient recipient, NoticeSubject subject, NoticeContent content, DateTimeOffset? acknowledgeBy, Guid? climbId, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Matter = subject.Matter,
        Issue = subject.Issue,
        Event = subject.Event,
        IncidentId = subject.IncidentId,
        ClimbId = climbId,
        PersonId = recipient.Person.Id,
        PersonName = recipient.Person.Name,
        AsEn = recipient.As.En,
        AsZh = recipient.As.Zh,
        Culture = recipient.Person.Culture,
        TimeZone = recipient.Person.TimeZone,
        Grade = subject.Grade,
        IsDrill = subject.IsDrill,
        State = acknowledgeBy is null ? NoticeState.ForInformation : NoticeState.Open,
        CreatedAt = now.Stored(),
        AcknowledgeBy = acknowledgeBy?.Stored(),
        Token = AnswerCodes.NewToken(),
        Code = AnswerCodes.NewCode(),
        ReplyCode = AnswerCodes.NewReplyCode(),
        Content = content,
        Version = 1,
    };

    /// <summary>Acknowledges it, also after it was declined; false when it was acknowledged before. Refused (gone): superseded or withdrawn; (conflict): for information.</summary>
    public Outcome<bool> Acknowledge(string by, DateTimeOffset now)
    {
        switch (State)
        {
            case NoticeState.Acknowledged:
                return false;
            case NoticeState.Open or NoticeState.Declined:
                State = NoticeState.Acknowledged;
                AcknowledgedBy = by;
                EndedAt = now.Stored();
                Version++;
                return true;
            case NoticeState.ForInformation:
                return Refusal.Conflict("NoticeForInformation");
            case NoticeState.Superseded:
                return Refusal.Gone("NoticeSuperseded");
            default:
                return Refusal.Gone("NoticeWithdrawn");
        }
    }

    /// <summary>
    /// The recipient cannot take it, also after they had acknowledged; false when they have said so before, or handed it over.
    /// Refused (gone): superseded or withdrawn; (conflict): for information.
    /// </summary>
    public Outcome<bool> Decline(DateTimeOffset now)
    {
        switch (State)
        {
            case NoticeState.Declined:
                return false;
            case NoticeState.Open or NoticeState.Acknowledged:
                State = NoticeState.Declined;
                AcknowledgedBy = null;
                EndedAt = now.Stored();
                Version++;
                return true;
            case NoticeState.ForInformation:
                return Refusal.Conflict("NoticeForInformation");
            case NoticeState.Superseded:
                return Refusal.Gone("NoticeSuperseded");
            default:
                return Refusal.Gone("NoticeWithdrawn");
        }
    }

    /// <summary>The recipient hands it over to somebody: declined, and the record of it says to whom. Refused as <see cref="Decline"/>.</summary>
    public Outcome<bool> HandOver(string to, DateTimeOffset now)
    {
        var declined = Decline(now);
        if (!declined.IsRefused)
        {
            HandedTo = to;
            Version++;
        }

        return declined;
    }

    /// <summary>
    /// A notice for information, or one that was withdrawn, becomes one that asks: a ladder has reached its recipient.
    /// False when it asks already, was acknowledged or declined, or a newer issue stands in its place.
    /// </summary>
    public bool Ask(DateTimeOffset acknowledgeBy, Guid climbId)
    {
        if (State is not (NoticeState.ForInformation or NoticeState.Withdrawn))
        {
            return false;
        }

        AskAgain(acknowledgeBy, climbId);
        return true;
    }

    /// <summary>It asks (again), whatever was answered: an acknowledgement has expired, or somebody hands the matter to a recipient who had declined.</summary>
    public void AskAgain(DateTimeOffset acknowledgeBy, Guid? climbId)
    {
        State = NoticeState.Open;
        AcknowledgeBy = acknowledgeBy.Stored();
        ClimbId = climbId;
        AcknowledgedBy = null;
        HandedTo = null;
        EndedAt = null;
        IsUndelivered = false;
        Version++;
    }

    /// <summary>True when somebody told it by telephone although nothing had to be acknowledged: nothing more need be sent.</summary>
    public bool WasToldByTelephone => State == NoticeState.ForInformation && AcknowledgedBy is not null;

    /// <summary>Somebody told this notice for information by telephone; a ladder may still ask its recipient later.</summary>
    public void TellByTelephone(string by, DateTimeOffset now)
    {
        AcknowledgedBy = by;
        EndedAt = now.Stored();
        IsUndelivered = false;
        Version++;
    }

    /// <summary>Gives it another code, since the old one is another's too.</summary>
    /// <param name="taken">Codes that others of the same telephone have.</param>
    public void Recode(IReadOnlySet<string> taken)
    {
        Code = AnswerCodes.NewCode(taken);
        Version++;
    }

    /// <summary>Counts what became of one of its messages, so that two outcomes at the same moment are decided one after the other.</summary>
    public void Touch() => Version++;

    /// <summary>A newer issue stands in its place.</summary>
    public void Supersede(DateTimeOffset now) => End(NoticeState.Superseded, now);

    /// <summary>It no longer concerns the recipient.</summary>
    public void Withdraw(DateTimeOffset now) => End(NoticeState.Withdrawn, now);

    /// <summary>Whether all its channels have failed.</summary>
    public void MarkUndelivered(bool undelivered)
    {
        IsUndelivered = undelivered;
        Version++;
    }

    private void End(NoticeState state, DateTimeOffset now)
    {
        if (State is NoticeState.Open or NoticeState.ForInformation or NoticeState.Declined)
        {
            State = state;
            AcknowledgedBy = null;
            EndedAt = now.Stored();
            Version++;
        }
    }
}

/// <summary>The matter that a notice speaks of.</summary>
/// <param name="Matter">Its key.</param>
/// <param name="Issue">Version, from 1.</param>
/// <param name="Event">What happened.</param>
/// <param name="IncidentId">The incident, when there is one.</param>
/// <param name="Grade">Grade, when there is one.</param>
/// <param name="IsDrill">True in a drill.</param>
public sealed record NoticeSubject(string Matter, int Issue, NoticeEvent Event, Guid? IncidentId, Grade? Grade, bool IsDrill);
