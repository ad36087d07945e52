using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Web.Dispatch.Texts;

namespace Hub.Web.Features.Notices;

/// <summary>What the page behind a notice's link has to say.</summary>
public enum PhoneState
{
    /// <summary>Waits for acknowledgement.</summary>
    Open,

    /// <summary>Asks nothing.</summary>
    ForInformation,

    /// <summary>Somebody acknowledged it.</summary>
    Acknowledged,

    /// <summary>The recipient cannot take it, or handed it over; they may acknowledge after all.</summary>
    Declined,

    /// <summary>A newer version was sent.</summary>
    Superseded,

    /// <summary>The matter no longer concerns the recipient.</summary>
    Withdrawn,

    /// <summary>No such link.</summary>
    Unknown,

    /// <summary>Too many unknown links from one address.</summary>
    TooMany,
}

/// <summary>A notice as the page shows it: every text in the recipient's language, every time in the recipient's zone.</summary>
public sealed record PhoneNotice(
    bool IsDrill, Grade? Grade, string GradeWords, string Number, string Headline, string Title, string What, string Asked, string? By,
    IReadOnlyList<(string Name, string Value)> Facts, string? Detail, string Name, string As, string? AcknowledgedBy, string? AcknowledgedAt, string? HandedTo, PhoneOthers Others)
{
    /// <summary>What happens after it was acknowledged: a key of the page's texts.</summary>
    public string Next { get; init; } = "NextIncident";
}

/// <summary>What the page shows.</summary>
/// <param name="State">Which page it is.</param>
/// <param name="Culture">Its language.</param>
/// <param name="Notice">The notice; null when the link is unknown.</param>
public sealed record PhoneView(PhoneState State, string Culture, PhoneNotice? Notice = null)
{
    /// <summary>Where the ladder stands after the bearer let it climb; null when they did not.</summary>
    public Climbed? Climbed { get; init; }

    /// <summary>HTTP status of the page.</summary>
    public int Status => State switch
    {
        PhoneState.Unknown => StatusCodes.Status404NotFound,
        PhoneState.Superseded or PhoneState.Withdrawn => StatusCodes.Status410Gone,
        PhoneState.TooMany => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status200OK,
    };

    /// <summary>The page of a notice as it stands.</summary>
    public static PhoneView Of(Notice notice, PhoneOthers? others = null)
    {
        var words = NoticeWords.For(notice.Culture);
        var matter = NoticeMatter.Of(notice, words);
        var state = notice.State switch
        {
            NoticeState.Open => PhoneState.Open,
            NoticeState.ForInformation => PhoneState.ForInformation,
            NoticeState.Acknowledged => PhoneState.Acknowledged,
            NoticeState.Declined => PhoneState.Declined,
            NoticeState.Superseded => PhoneState.Superseded,
            _ => PhoneState.Withdrawn,
        };
        return new PhoneView(state, words.Culture.Name, new PhoneNotice(
            notice.IsDrill, notice.Grade, matter.Grade, matter.Number, matter.Headline, matter.Title, matter.What, matter.Asked, matter.By,
            matter.Facts, matter.Detail, notice.PersonName, notice.As.For(notice.Culture), notice.AcknowledgedBy,
            notice.AcknowledgedBy is null ? null : NoticeMatter.Time(notice.EndedAt!.Value, notice.TimeZone, words),
            notice.HandedTo, others ?? PhoneOthers.None)
        {
            Next = notice.Event switch
            {
                NoticeEvent.ReportToTriage => "NextTriage",
                NoticeEvent.DutyToRelease or NoticeEvent.DutyOverdue => "NextDuty",
                NoticeEvent.ProgressReportDue => "NextProgress",
                NoticeEvent.SituationReportToApprove => "NextApproval",
                _ => "NextIncident",
            },
        });
    }
}
