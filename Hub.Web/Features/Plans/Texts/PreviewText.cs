using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Texts;

namespace Hub.Web.Features.Plans.Texts;

/// <summary>How the notices of an event look on each way.</summary>
/// <param name="Subject">Subject of the mail.</param>
/// <param name="Mail">Text of the mail.</param>
/// <param name="Html">The same as HTML, every value encoded.</param>
/// <param name="Sms">The short message.</param>
/// <param name="Count">Its length and segments.</param>
/// <param name="Robot">The message into a group.</param>
public sealed record TextPreview(string Subject, string Mail, string Html, string Sms, SmsCount Count, RobotContent Robot);

/// <summary>
/// Shows what would leave for an event under a plan: a sample notice by the same renderer that the sender uses. Nothing is
/// stored or sent, and its link leads nowhere.
/// </summary>
public sealed class PreviewText(NoticeRenderer renderer)
{
    private static readonly DateTimeOffset At = new(2026, 1, 5, 1, 0, 0, TimeSpan.Zero);

    /// <summary>The preview of an event's notices in a language.</summary>
    /// <param name="plan">Whose texts are tried; it may have faults.</param>
    /// <param name="about">The event.</param>
    /// <param name="culture"><c>zh-Hans</c> or <c>en</c>.</param>
    /// <param name="timeZone">IANA zone of the times.</param>
    /// <param name="asks">True to show it as to somebody who must acknowledge.</param>
    public TextPreview Run(EmergencyPlan plan, NoticeEvent about, string culture, string timeZone, bool asks)
    {
        var notice = Sample(plan, about, culture, timeZone, asks);
        var mail = renderer.Render(notice, Guid.Empty, Channel.Mail, "somebody@example.org");
        var sms = renderer.Render(notice, Guid.Empty, Channel.Sms, "+10000000000");
        var robot = renderer.Render(notice, Guid.Empty, Channel.Robot, "group");
        return new TextPreview(mail.Subject, mail.Text, mail.Html ?? "", sms.Text, SmsCount.Of(sms.Text), robot.Robot!);
    }

    private static Notice Sample(EmergencyPlan plan, NoticeEvent about, string culture, string timeZone, bool asks)
    {
        var words = SampleWords.For(culture);
        var person = Person.Create(Guid.Empty, words.Person, culture, timeZone);
        var isReport = about is NoticeEvent.ReportToTriage or NoticeEvent.ReportOutcome;
        var subject = new NoticeSubject("sample", 1, about, isReport ? null : Guid.Empty, about == NoticeEvent.ReportOutcome ? null : Grade.II, IsDrill: false);
        var content = new NoticeContent(isReport ? "R-2026-0001" : "INC-2026-0001", words.Title, words.Detail, words.By, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["leader"] = words.Leader,
            ["category"] = nameof(Category.Manmade),
            ["place"] = words.Place,
            ["source"] = isReport ? words.Source : "",
            ["from"] = nameof(Grade.III),
            ["outcome"] = "confirmed",
            ["version"] = "2",
            ["incident"] = "INC-2026-0001",
        });
        return Notice.To(new Recipient(person, words.As), subject, OfDuty(content, about, plan).For(person, about, plan), asks ? At.AddMinutes(10) : null, null, At);
    }

    private static NoticeContent OfDuty(NoticeContent content, NoticeEvent about, EmergencyPlan plan)
    {
        if (about is not (NoticeEvent.DutyToRelease or NoticeEvent.DutyOverdue))
        {
            return content;
        }

        var duty = plan.Duties.Values.FirstOrDefault();
        var (name, body) = (duty?.Name ?? SampleWords.Duty, duty is null ? SampleWords.Body : LocalText.Same(duty.Body));
        return content with
        {
            Detail = null,
            By = null,
            Values = new Dictionary<string, string>(content.Values, StringComparer.Ordinal)
            {
                ["dutyEn"] = name.En, ["dutyZh"] = name.Zh, ["bodyEn"] = body.En, ["bodyZh"] = body.Zh,
                ["dueAt"] = At.Add(duty?.Within ?? TimeSpan.FromHours(4)).UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            },
        };
    }
}
