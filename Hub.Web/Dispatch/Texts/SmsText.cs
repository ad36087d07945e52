using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.Plans;

namespace Hub.Web.Dispatch.Texts;

/// <summary>A notice as one short message: grade first, with number and link; the title is what gives way.</summary>
internal static class SmsText
{
    /// <summary>UTF-16 units of one segment.</summary>
    public const int LongestUnicode = 70;

    /// <summary>Septets of one segment.</summary>
    public const int LongestGsm = 160;

    /// <summary>The longest beginning that room is kept for.</summary>
    private const string LongestHead = "[DRILL] Ⅱ DR-2026-10000";

    private static readonly string AnyToken = new('x', 16);

    /// <param name="notice">What is said.</param>
    /// <param name="words">Its language.</param>
    /// <param name="link">Its page.</param>
    /// <param name="takesAnswers">True when short messages are read: it says with which code to answer, when there is room.</param>
    public static string Of(Notice notice, NoticeWords words, string link, bool takesAnswers = false)
    {
        var number = OneLine.Clean(notice.Content.Number);
        var title = OneLine.Clean(notice.Content.Title);
        var phrase = NoticeMatter.Said(notice, words, StandingPart.Sms) ?? words.Of(notice.Event, "Sms");
        var drill = notice.IsDrill ? words["Drill"] : "";
        var reply = takesAnswers && notice.AsksAcknowledgement && notice.Code.Length > 0 ? words.Fill(words["Sms_Reply"], notice.Code) + " " : "";
        var untitled = $"{drill}{words["Sms_Grade"].Replace("{0}", "", StringComparison.Ordinal)}{number}{phrase}{words["Sms_Colon"]}{link}";
        if (Gsm7.Septets(untitled + title) is not null)
        {
            return Latin(title);
        }

        var whole = Compose(drill, notice.Grade?.Numeral() ?? "", words, number, phrase, title, reply, link, LongestUnicode, "…", text => text.Length);

        // A title in another script halves the room: better to answer than to read the beginning of a title that stands on the page.
        return reply.Length > 0 && !whole.Contains(reply, StringComparison.Ordinal) && Gsm7.Septets(untitled) is not null && Latin("") is var untold && untold.Contains(reply, StringComparison.Ordinal)
            ? untold
            : whole;

        string Latin(string said) =>
            Compose(drill, notice.Grade?.ToString() ?? "", words, number, phrase, said, reply, link, LongestGsm, "...", text => Gsm7.Septets(text) ?? int.MaxValue);
    }

    /// <summary>Units or septets of so many joined segments: each gives up some room for the join.</summary>
    public static int Longest(int segments, bool isLatin) => segments <= 1 ? (isLatin ? LongestGsm : LongestUnicode) : segments * (isLatin ? 153 : 67);

    /// <summary>True when grade, number and link fit into one segment in every language.</summary>
    public static bool HasRoomFor(string publicUrl) =>
        $"{LongestHead} {publicUrl.TrimEnd('/')}/n/{AnyToken}".Length <= LongestUnicode;

    /// <summary>Cuts a text to a measure on whole graphemes, with a sign that something is missing.</summary>
    public static string Shorten(string text, int longest, string ellipsis, Func<string, int> measure)
    {
        if (measure(text) <= longest)
        {
            return text;
        }

        var room = longest - measure(ellipsis);
        var kept = 0;
        var used = 0;
        while (kept < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text, kept);
            var cost = measure(text.Substring(kept, length));
            if (cost > room - used)
            {
                break;
            }

            used += cost;
            kept += length;
        }

        var head = text[..kept].TrimEnd();
        return head.Length == 0 ? "" : head + ellipsis;
    }

    private static string Compose(
        string drill, string grade, NoticeWords words, string number, string phrase, string title, string reply, string link, int longest, string ellipsis, Func<string, int> measure)
    {
        var head = drill + (grade.Length == 0 ? "" : words.Fill(words["Sms_Grade"], grade) + " ") + number;
        if (measure($"{head} {link}") > longest)
        {
            // A link that was cut leads nowhere; the start has warned of an address this long.
            return Shorten($"{head} {phrase}{words["Colon"].Trim()}{title}", longest, ellipsis, measure);
        }

        // What happened goes before how to answer: the page tells that too.
        if (measure($"{head} {phrase} {reply}{link}") <= longest)
        {
            link = reply + link;
        }

        var said = title.Length == 0 ? phrase : $"{phrase}{words["Sms_Colon"]}{title}";
        var room = longest - measure($"{head}  {link}");
        if (measure(said) > room && measure($"{phrase}{words["Sms_Colon"]}x{ellipsis}") > room)
        {
            said = measure(phrase) <= room ? phrase : Shorten(title, room, ellipsis, measure);
        }

        said = Shorten(said, room, ellipsis, measure);
        return said.Length == 0 ? $"{head} {link}" : $"{head} {said} {link}";
    }
}
