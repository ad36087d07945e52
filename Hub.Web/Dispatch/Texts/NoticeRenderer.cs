using System.Text;
using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Setup;
using Microsoft.Extensions.Options;

namespace Hub.Web.Dispatch.Texts;

/// <summary>Writes a notice, or a released duty, as the message that leaves.</summary>
public sealed class NoticeRenderer(IOptions<HubOptions> hub, AnswerWays? answers = null)
{
    private readonly AnswerWays answers = answers ?? new AnswerWays(ByMail: false, BySms: false);
    private readonly string publicUrl = hub.Value.PublicUrl.TrimEnd('/');

    /// <summary>The message of a notice's delivery.</summary>
    public OutgoingMessage Render(Notice notice, Guid deliveryId, Channel channel, string address)
    {
        var words = NoticeWords.For(notice.Culture);
        var matter = NoticeMatter.Of(notice, words, answers.ByMail);
        var link = LinkTo(notice.Token);
        var urgent = notice.Grade is Grade.I or Grade.II;
        if (channel == Channel.Robot)
        {
            var robot = RobotText.Of(notice, matter, words, publicUrl);
            return new OutgoingMessage(deliveryId, channel, address, robot.Heading, string.Join('\n', robot.Lines), null, words.Culture.Name, urgent) { Robot = robot };
        }

        return channel == Channel.Sms
            ? new OutgoingMessage(deliveryId, channel, address, "", SmsText.Of(notice, words, link, answers.BySms), null, words.Culture.Name, urgent)
            : new OutgoingMessage(deliveryId, channel, address, Subject(notice, matter, words), Plain(matter, words, link), MailHtml.Of(notice, matter, words, link), words.Culture.Name, urgent) { TakesAnswers = true };
    }

    /// <summary>The message of a released duty: its subject and text as they were released, and nothing else.</summary>
    public OutgoingMessage Render(Duty duty, Guid deliveryId, string address, bool urgent) =>
        new(deliveryId, Channel.Mail, address, OneLine.Clean(duty.Subject), duty.Body.ReplaceLineEndings("\n"), null, duty.Culture, urgent);

    /// <summary>The message with the code of an address check.</summary>
    public OutgoingMessage Render(CheckedAddress check, Guid deliveryId, Channel channel, string address) => CheckText.Of(check, deliveryId, channel, address, publicUrl);

    /// <summary>The answer to a message that came in.</summary>
    /// <param name="answered">The message; it holds the words of the answer.</param>
    /// <param name="about">The notice that it speaks of, when one was found.</param>
    /// <param name="deliveryId">The answer's delivery.</param>
    /// <param name="address">Where to.</param>
    public OutgoingMessage Render(InboundMessage answered, Notice? about, Guid deliveryId, string address)
    {
        var words = NoticeWords.For(about?.Culture ?? hub.Value.DefaultCulture);
        var isMail = answered.Channel == Channel.Mail;
        var subject = !isMail ? "" : about is null ? words["Answer_Subject"] : OneLine.Clean("Re: " + Subject(about, NoticeMatter.Of(about, words), words));
        return new OutgoingMessage(deliveryId, answered.Channel, address, subject, answered.Answer + (isMail ? "\n" : ""), null, words.Culture.Name, false)
        {
            TakesAnswers = true,
            InReplyTo = isMail && answered.ExternalId.Contains('@', StringComparison.Ordinal) ? answered.ExternalId : null,
            IsAnswer = true,
        };
    }

    /// <summary>The message of a bundle; when only one notice is left of it, that notice's own.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="notices">What is still wanted of it, the most important first; at least one.</param>
    /// <param name="deliveryId">Its delivery.</param>
    public OutgoingMessage Render(Bundle bundle, IReadOnlyList<Notice> notices, Guid deliveryId) =>
        notices.Count == 1 ? Render(notices[0], deliveryId, bundle.Channel, bundle.Address) : BundleText.Of(bundle, notices, deliveryId, LinkTo, answers);

    /// <summary>The page on which a notice is read and acknowledged.</summary>
    public string LinkTo(string token) => $"{publicUrl}/n/{token}";

    /// <summary>With the code by which an answer is known whose program drops the header that says what it answers.</summary>
    private string Subject(Notice notice, NoticeMatter matter, NoticeWords words) =>
        answers.ByMail && notice.ReplyCode.Length > 0 ? $"{Subject(matter, words)} [{notice.ReplyCode}]" : Subject(matter, words);

    private static string Subject(NoticeMatter matter, NoticeWords words)
    {
        var subject = matter.Grade.Length == 0
            ? words.Fill(words["Subject_Ungraded"], matter.Number, matter.Headline, matter.Title)
            : words.Fill(words["Subject"], matter.Grade, matter.Number, matter.Headline, matter.Title);
        return OneLine.Clean(matter.Drill + subject);
    }

    private static string Plain(NoticeMatter matter, NoticeWords words, string link)
    {
        var colon = words["Colon"];
        var text = new StringBuilder();
        if (matter.Drill.Length > 0)
        {
            text.Append(matter.Drill).Append(words["DrillNote"]).Append("\n\n");
        }

        if (matter.Grade.Length > 0)
        {
            text.Append(matter.Grade).Append(" · ");
        }

        text.Append(matter.Number).Append('\n').Append(matter.Title).Append("\n\n").Append(matter.What).Append('\n').Append(matter.Asked).Append('\n');
        if (matter.By is { } by)
        {
            text.Append(words["By"]).Append(colon).Append(by).Append('\n');
        }

        text.Append('\n').Append(words["Open"]).Append(colon.TrimEnd()).Append('\n').Append(link).Append("\n\n");
        if (matter.HowToAnswer is { } how)
        {
            text.Append(how).Append("\n\n");
        }

        foreach (var (name, value) in matter.Facts)
        {
            text.Append(name).Append(colon).Append(value).Append('\n');
        }

        if (matter.Detail is { } detail)
        {
            text.Append('\n').Append(detail).Append('\n');
        }

        return text.Append("\n-- \n").Append(matter.Footer).Append('\n').ToString();
    }
}
