using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Hub.Domain.Grading;
using Hub.Domain.Notices;

namespace Hub.Web.Dispatch.Texts;

/// <summary>The HTML of a notice: no tables, no images, no outside files, styles in place, every value encoded.</summary>
internal static class MailHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Of(Notice notice, NoticeMatter matter, NoticeWords words, string link)
    {
        var (background, foreground) = Colours(notice.Grade);
        var html = new StringBuilder(2_048);

        // Broken into lines: without long ones a relay that takes eight bits gets it as it is, else every "=" would become three characters.
        html.Append("<!DOCTYPE html><html lang=\"").Append(words.Culture.Name).Append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
            .Append(Encode(matter.Number)).Append("</title></head>\n<body style=\"margin:0;padding:16px;background:#f2f4f7;font-family:system-ui,'Segoe UI','Noto Sans SC','Microsoft YaHei',sans-serif;color:#1b1f24;line-height:1.5\">")
            .Append("\n<div style=\"max-width:600px;margin:0 auto;background:#ffffff;border:1px solid #d0d5dd\">");
        if (matter.Drill.Length > 0)
        {
            html.Append("<div style=\"padding:8px 20px;background:#1b1f24;color:#ffffff;font-weight:bold\">").Append(Encode(matter.Drill + words["DrillNote"])).Append("</div>\n");
        }

        html.Append("\n<div style=\"padding:12px 20px;font-size:18px;font-weight:bold;background:").Append(background).Append(";color:").Append(foreground).Append("\">")
            .Append(Encode(matter.Grade.Length > 0 ? $"{matter.Grade} · {matter.Number}" : matter.Number)).Append("</div>\n<div style=\"padding:16px 20px\">\n")
            .Append("<h1 style=\"margin:0 0 12px;font-size:20px;line-height:1.3\">").Append(Encode(matter.Title)).Append("</h1>\n");
        Paragraph(html, matter.What);
        Paragraph(html, matter.Asked);
        if (matter.By is { } by)
        {
            html.Append("<p style=\"margin:0 0 12px\"><strong>").Append(Encode(words["By"] + words["Colon"])).Append(Encode(by)).Append("</strong></p>\n");
        }

        html.Append("<p style=\"margin:20px 0\"><a href=\"").Append(Encode(link))
            .Append("\" style=\"display:inline-block;padding:12px 24px;background:#0b4a8f;color:#ffffff;text-decoration:none;font-weight:bold;border-radius:4px\">")
            .Append(Encode(words[notice.AsksAcknowledgement ? "Button_Asked" : "Button_Inform"])).Append("</a></p>\n");
        if (matter.HowToAnswer is { } how)
        {
            Paragraph(html, how);
        }

        foreach (var (name, value) in matter.Facts)
        {
            html.Append("<p style=\"margin:0 0 4px\"><span style=\"color:#57606a\">").Append(Encode(name + words["Colon"])).Append("</span>").Append(Encode(value)).Append("</p>\n");
        }

        if (matter.Detail is { } detail)
        {
            html.Append("<p style=\"margin:12px 0 0;white-space:pre-wrap;border-left:3px solid #d0d5dd;padding-left:12px\">").Append(Encode(detail).Replace("&#xA;", "\n", StringComparison.Ordinal)).Append("</p>\n");
        }

        return html.Append("</div>\n<div style=\"padding:12px 20px;border-top:1px solid #d0d5dd;font-size:13px;color:#57606a\">").Append(Encode(matter.Footer)).Append("</div></div>\n</body></html>\n").ToString();
    }

    private static void Paragraph(StringBuilder html, string text) => html.Append("<p style=\"margin:0 0 12px\">").Append(Encode(text)).Append("</p>\n");

    private static string Encode(string text) => Encoder.Encode(text);

    /// <summary>Colour of the grade's bar and of its words, which stand beside it (contrast over 4.5).</summary>
    private static (string Background, string Foreground) Colours(Grade? grade) => grade switch
    {
        Grade.I => ("#b3141d", "#ffffff"),
        Grade.II => ("#f28c1b", "#1b1f24"),
        Grade.III => ("#f7d33b", "#1b1f24"),
        Grade.IV => ("#1f5fa8", "#ffffff"),
        _ => ("#57606a", "#ffffff"),
    };
}
