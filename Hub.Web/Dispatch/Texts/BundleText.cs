using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Web.Dispatch.Channels;

namespace Hub.Web.Dispatch.Texts;

/// <summary>Several notices as one message: how many wait, the most important lines, and the link to all of them.</summary>
internal static class BundleText
{
    /// <summary>Lines of a mail; the page has all.</summary>
    private const int MostLines = 20;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The message of a bundle.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="notices">At least two, the most important first.</param>
    /// <param name="deliveryId">Its delivery.</param>
    /// <param name="link">Address of the page of a token.</param>
    /// <param name="answers">Which answers are read.</param>
    public static OutgoingMessage Of(Bundle bundle, IReadOnlyList<Notice> notices, Guid deliveryId, Func<string, string> link, AnswerWays answers)
    {
        var words = NoticeWords.For(notices[0].Culture);
        var asks = notices.Any(n => n.State == NoticeState.Open && n.AsksAcknowledgement);
        return bundle.Channel == Channel.Sms
            ? new OutgoingMessage(deliveryId, bundle.Channel, bundle.Address, "", Sms(notices, words, link(bundle.Token), asks && answers.BySms ? words.Fill(words["Sms_Reply"], bundle.Code) : ""), null, words.Culture.Name, IsUrgent: false)
            : new OutgoingMessage(deliveryId, bundle.Channel, bundle.Address, Subject(bundle, notices, words, answers.ByMail), Plain(bundle, notices, words, link, answers.ByMail), Html(bundle, notices, words, link, answers.ByMail), words.Culture.Name, IsUrgent: false) { TakesAnswers = true };
    }

    private static string Sms(IReadOnlyList<Notice> notices, NoticeWords words, string link, string reply)
    {
        var top = notices[0];
        var said = $"{OneLine.Clean(top.Content.Number)}{words["Sms_Colon"]}{OneLine.Clean(top.Content.Title)}";
        var drill = top.IsDrill ? words["Drill"] : "";
        var waits = words.Fill(words["Bundle_Sms"], notices.Count);
        var isLatin = Gsm7.Septets($"{drill}{waits}{said}{link}") is not null;
        var grade = top.Grade is { } known ? words.Fill(words["Sms_Grade"], isLatin ? known.ToString() : known.Numeral()) + " " : "";
        return isLatin
            ? Fit($"{drill}{grade}{waits}", said, reply, link, SmsText.LongestGsm, "...", text => Gsm7.Septets(text) ?? int.MaxValue)
            : Fit($"{drill}{grade}{waits}", said, reply, link, SmsText.LongestUnicode, "…", text => text.Length);
    }

    private static string Fit(string head, string said, string reply, string link, int longest, string ellipsis, Func<string, int> measure)
    {
        if (measure($"{head} {link}") > longest)
        {
            // A link that was cut leads nowhere; the start has warned of an address this long.
            return SmsText.Shorten($"{head} {said}", longest, ellipsis, measure);
        }

        // How to answer gives way when there is room for nothing else.
        if (reply.Length > 0 && measure($"{head} {reply} {link}") <= longest)
        {
            link = $"{reply} {link}";
        }

        var kept = SmsText.Shorten(said, longest - measure($"{head}  {link}"), ellipsis, measure);
        return kept.Length == 0 ? $"{head} {link}" : $"{head} {kept} {link}";
    }

    private static string Subject(Bundle bundle, IReadOnlyList<Notice> notices, NoticeWords words, bool takesAnswers)
    {
        var top = NoticeMatter.Of(notices[0], words);
        var subject = OneLine.Clean(top.Drill + words.Fill(words["Bundle_Subject"], notices.Count, top.Grade, top.Number, top.Title));
        return takesAnswers ? $"{subject} [{bundle.ReplyCode}]" : subject;
    }

    private static string Intro(IReadOnlyList<Notice> notices, NoticeWords words)
    {
        var asking = notices.Count(n => n.State == NoticeState.Open && n.AsksAcknowledgement);
        return asking == 0 ? words["Bundle_Inform"] : words.Fill(words["Bundle_Asked"], asking.ToString(CultureInfo.InvariantCulture));
    }

    private static string Line(NoticeMatter matter, NoticeWords words) =>
        matter.Grade.Length == 0 ? words.Fill(words["Subject_Ungraded"], matter.Number, matter.Headline, matter.Title) : words.Fill(words["Subject"], matter.Grade, matter.Number, matter.Headline, matter.Title);

    private static string Plain(Bundle bundle, IReadOnlyList<Notice> notices, NoticeWords words, Func<string, string> link, bool takesAnswers)
    {
        var text = new StringBuilder();
        if (notices[0].IsDrill)
        {
            text.Append(words["Drill"]).Append(words["DrillNote"]).Append("\n\n");
        }

        text.Append(words.Fill(words["Bundle_Title"], notices.Count)).Append('\n').Append(Intro(notices, words)).Append("\n\n")
            .Append(words["Bundle_Open"]).Append(words["Colon"].TrimEnd()).Append('\n').Append(link(bundle.Token)).Append("\n\n");
        if (NoticeMatter.Of(notices[0], words, takesAnswers).HowToAnswer is { } how)
        {
            text.Append(how).Append("\n\n");
        }

        foreach (var notice in notices.Take(MostLines))
        {
            var matter = NoticeMatter.Of(notice, words);
            text.Append("- ").Append(OneLine.Clean(Line(matter, words))).Append('\n');
            if (matter.By is { } by)
            {
                text.Append("  ").Append(words["By"]).Append(words["Colon"]).Append(by).Append('\n');
            }

            text.Append("  ").Append(link(notice.Token)).Append('\n');
        }

        if (notices.Count > MostLines)
        {
            text.Append(words.Fill(words["Bundle_More"], notices.Count - MostLines)).Append('\n');
        }

        return text.Append("\n-- \n").Append(NoticeMatter.Of(notices[0], words, takesAnswers).Footer).Append('\n').ToString();
    }

    private static string Html(Bundle bundle, IReadOnlyList<Notice> notices, NoticeWords words, Func<string, string> link, bool takesAnswers)
    {
        var html = new StringBuilder(2_048);
        html.Append("<!DOCTYPE html><html lang=\"").Append(words.Culture.Name).Append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
            .Append(Encode(words.Fill(words["Bundle_Title"], notices.Count)))
            .Append("</title></head><body style=\"margin:0;padding:16px;background:#f2f4f7;font-family:system-ui,'Segoe UI','Noto Sans SC','Microsoft YaHei',sans-serif;color:#1b1f24;line-height:1.5\">")
            .Append("<div style=\"max-width:600px;margin:0 auto;background:#ffffff;border:1px solid #d0d5dd\">");
        if (notices[0].IsDrill)
        {
            html.Append("<div style=\"padding:8px 20px;background:#1b1f24;color:#ffffff;font-weight:bold\">").Append(Encode(words["Drill"] + words["DrillNote"])).Append("</div>");
        }

        html.Append("<div style=\"padding:16px 20px\"><h1 style=\"margin:0 0 12px;font-size:20px;line-height:1.3\">").Append(Encode(words.Fill(words["Bundle_Title"], notices.Count)))
            .Append("</h1><p style=\"margin:0 0 12px\">").Append(Encode(Intro(notices, words))).Append("</p><p style=\"margin:20px 0\"><a href=\"").Append(Encode(link(bundle.Token)))
            .Append("\" style=\"display:inline-block;padding:12px 24px;background:#0b4a8f;color:#ffffff;text-decoration:none;font-weight:bold;border-radius:4px\">").Append(Encode(words["Bundle_Open"])).Append("</a></p>");
        foreach (var notice in notices.Take(MostLines))
        {
            var matter = NoticeMatter.Of(notice, words);
            html.Append("<p style=\"margin:0 0 10px;border-left:3px solid #d0d5dd;padding-left:12px\"><a href=\"").Append(Encode(link(notice.Token))).Append("\" style=\"color:#0b4a8f\">")
                .Append(Encode(Line(matter, words))).Append("</a>");
            if (matter.By is { } by)
            {
                html.Append("<br><span style=\"color:#57606a\">").Append(Encode(words["By"] + words["Colon"] + by)).Append("</span>");
            }

            html.Append("</p>");
        }

        if (notices.Count > MostLines)
        {
            html.Append("<p>").Append(Encode(words.Fill(words["Bundle_More"], notices.Count - MostLines))).Append("</p>");
        }

        return html.Append("</div><div style=\"padding:12px 20px;border-top:1px solid #d0d5dd;font-size:13px;color:#57606a\">").Append(Encode(NoticeMatter.Of(notices[0], words, takesAnswers).Footer)).Append("</div></div></body></html>").ToString();
    }

    private static string Encode(string text) => Encoder.Encode(text);
}
