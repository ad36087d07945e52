using Hub.Domain.Notices;

namespace Hub.Web.Dispatch.Texts;

/// <summary>A notice as a message into a group.</summary>
internal static class RobotText
{
    private const int LongestDetail = 600;

    /// <summary>A message that only shows that a robot works.</summary>
    public static RobotContent Test(string culture, string by, string publicUrl)
    {
        var words = NoticeWords.For(culture);
        return new RobotContent(words["Robot_TestHeading"], words["Robot_TestTitle"], [words.Fill(words["Robot_TestBy"], OneLine.Clean(by))], $"{publicUrl}/", words["Robot_TestOpen"]) { About = "Test" };
    }

    public static RobotContent Of(Notice notice, NoticeMatter matter, NoticeWords words, string publicUrl)
    {
        var lines = new List<string> { matter.What, matter.Asked };
        if (matter.By is { } by)
        {
            lines.Add(words["By"] + words["Colon"] + by);
        }

        lines.AddRange(matter.Facts.Select(f => f.Name + words["Colon"] + f.Value));
        if (matter.Detail is { } detail)
        {
            lines.AddRange(SmsText.Shorten(detail, LongestDetail, "…", s => s.Length).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        lines.Add(words.Fill(words["Robot_For"], OneLine.Clean(notice.PersonName), OneLine.Clean(notice.As.For(notice.Culture))));
        var grade = matter.Grade.Length == 0 ? "" : matter.Grade + " · ";

        // Not the notice's own link: that is one person's, and here a whole group reads it.
        var page = notice.IncidentId is null ? $"{publicUrl}/" : $"{publicUrl}/incidents/{Uri.EscapeDataString(matter.Number)}";
        return new RobotContent($"{matter.Drill}{grade}{matter.Number} {matter.Headline}", matter.Title, lines, page, words["Robot_Open"])
        {
            Number = matter.Number,
            Grade = notice.Grade,
            GradeName = matter.Grade,
            About = notice.Event.ToString(),
            Recipient = OneLine.Clean(notice.PersonName),
            IsDrill = notice.IsDrill,
        };
    }
}
