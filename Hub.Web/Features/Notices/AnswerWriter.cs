using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Web.Dispatch.Texts;

namespace Hub.Web.Features.Notices;

/// <summary>
/// Writes what goes back to somebody who answered, in the language of the recipient: in a short message one segment (two for the
/// details), in which the title gives way.
/// </summary>
internal sealed class AnswerWriter(string culture, Channel channel)
{
    private const int MostNamed = 5;
    private const int LongestMail = 2_000;

    private readonly NoticeWords words = NoticeWords.For(culture);

    private bool IsShort => channel == Channel.Sms;

    public string Acknowledged(Notice notice, IReadOnlyList<Notice> before) => Fit(notice, matter => words.Fill(
        words["Answer_Acknowledged"], matter, before.Count == 0 ? words["Answer_First"] : words.Fill(words["Answer_Before"], Names(before))));

    public string Repeated(Notice notice) => Fit(notice, matter => words.Fill(words["Answer_Repeated"], matter, Clean(notice.AcknowledgedBy ?? notice.PersonName), Clock(notice)));

    /// <summary>Why it asks nothing any more.</summary>
    public string Over(Notice notice) => Fit(notice, matter => words.Fill(
        words[notice.State switch
        {
            NoticeState.Superseded => "Answer_Superseded",
            NoticeState.ForInformation => "Answer_Information",
            NoticeState.Declined => "Answer_DeclinedBefore",
            _ => "Answer_Withdrawn",
        }],
        matter));

    public string Declined(Notice notice, bool climbed) => Fit(notice, matter => words.Fill(words[climbed ? "Answer_Declined" : "Answer_DeclinedOthers"], matter));

    /// <summary>They need not say that they cannot take it: others have answered.</summary>
    public string Needless(Notice notice) => Fit(notice, matter => words.Fill(words["Answer_Needless"], matter));

    /// <summary>What it is, who leads, who acknowledged, where to read on.</summary>
    public string Details(Notice notice, string? leader, IReadOnlyList<Notice> acknowledged, string link) => Fit(
        notice,
        matter => words.Fill(words["Answer_Details"], matter, leader is null ? words["Answer_Nobody"] : Clean(leader), acknowledged.Count == 0 ? words["Answer_Nobody"] : Names(acknowledged), link),
        segments: 2);

    public string NotUnderstood(Notice notice) => Fit(notice, matter => words.Fill(words[IsShort ? "Answer_NotUnderstood_Sms" : "Answer_NotUnderstood_Mail"], matter, notice.Code));

    /// <summary>Several notices by one answer: how many were acknowledged (or declined) by it, and which.</summary>
    public string Several(bool declined, IReadOnlyList<Notice> notices) =>
        Cut(words.Fill(words[declined ? "Answer_SeveralDeclined" : "Answer_SeveralAcknowledged"], notices.Count, Numbers(notices)));

    public string SeveralDetails(IReadOnlyList<Notice> notices, string link) => Cut($"{words.Fill(words["Answer_SeveralWait"], notices.Count, List(notices))} {link}", segments: 2);

    public string SeveralNotUnderstood(IReadOnlyList<Notice> notices, string code) =>
        Cut(words.Fill(words[IsShort ? "Answer_SeveralNotUnderstood_Sms" : "Answer_SeveralNotUnderstood_Mail"], notices.Count, code));

    /// <summary>Without a code it is not clear which is meant.</summary>
    public string WhichOne(IReadOnlyList<Notice> waiting) => Cut(words.Fill(words["Answer_WhichOne"], waiting.Count, List(waiting)), segments: 2);

    /// <summary>Several have the code that was given; each has a new one by now.</summary>
    public string CodeUnclear(string code, IReadOnlyList<Notice> waiting) => Cut(words.Fill(words["Answer_CodeUnclear"], code, List(waiting)), segments: 2);

    public string NothingWaits() => words["Answer_NothingWaits"];

    public string UnknownCode(string code) => words.Fill(words["Answer_UnknownCode"], code);

    /// <summary>It came with the mailbox of somebody to whom the notice did not go.</summary>
    public string ForSomebodyElse() => words["Answer_ForSomebodyElse"];

    public string NamesNoNotice() => words["Answer_NamesNoNotice"];

    private string Matter(Notice notice, string title)
    {
        var grade = notice.Grade switch
        {
            null => "",
            { } known when words.IsChinese => words.Fill(words["Sms_Grade"], known.Numeral()) + " ",
            { } known => known + " ",
        };
        return (notice.IsDrill ? words["Drill"] : "") + grade + Clean(notice.Content.Number) + (title.Length == 0 ? "" : " " + title);
    }

    /// <summary>The sentence with as much of the title as there is room for.</summary>
    private string Fit(Notice notice, Func<string, string> sentence, int segments = 1)
    {
        var title = Clean(notice.Content.Title);
        var whole = sentence(Matter(notice, title));
        if (!IsShort || Fits(whole, segments))
        {
            return Cut(whole, segments);
        }

        for (var longest = title.Length; longest > 3; longest -= 3)
        {
            if (sentence(Matter(notice, SmsText.Shorten(title, longest, "...", s => s.Length))) is var shorter && Fits(shorter, segments))
            {
                return shorter;
            }
        }

        return Cut(sentence(Matter(notice, "")), segments);
    }

    private string Cut(string text, int segments = 1)
    {
        var clean = OneLine.Clean(text);
        if (!IsShort)
        {
            return SmsText.Shorten(clean, LongestMail, "…", s => s.Length);
        }

        return Fits(clean, segments) ? clean
            : Gsm7.Septets(clean) is not null ? SmsText.Shorten(clean, SmsText.Longest(segments, isLatin: true), "...", s => Gsm7.Septets(s) ?? int.MaxValue)
            : SmsText.Shorten(clean, SmsText.Longest(segments, isLatin: false), "…", s => s.Length);
    }

    private static bool Fits(string text, int segments) =>
        Gsm7.Septets(text) is { } septets ? septets <= SmsText.Longest(segments, isLatin: true) : text.Length <= SmsText.Longest(segments, isLatin: false);

    private string Names(IReadOnlyList<Notice> acknowledged)
    {
        var most = IsShort ? 2 : MostNamed;
        var names = string.Join(words["Answer_Comma"], acknowledged.Take(most).Select(n => $"{Clean(n.AcknowledgedBy ?? n.PersonName)} {Clock(n)}"));
        return acknowledged.Count <= most ? names : $"{names} +{acknowledged.Count - most}";
    }

    private string List(IReadOnlyList<Notice> notices)
    {
        var most = IsShort ? 4 : 20;
        var list = string.Join(words["Answer_Comma"], notices.Take(most).Select(n => $"{n.Code} {Matter(n, "")}"));
        return notices.Count <= most ? list : $"{list} +{notices.Count - most}";
    }

    private string Numbers(IReadOnlyList<Notice> notices)
    {
        var most = IsShort ? 4 : 20;
        var list = string.Join(words["Answer_Comma"], notices.Take(most).Select(n => Clean(n.Content.Number)));
        return notices.Count <= most ? list : $"{list} +{notices.Count - most}";
    }

    private string Clock(Notice notice)
    {
        if (notice.EndedAt is not { } at)
        {
            return "";
        }

        // In a short message the hour is enough; in a mail the day and the zone stand with it.
        return IsShort ? NoticeMatter.Local(at, notice.TimeZone).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture) : NoticeMatter.Time(at, notice.TimeZone, words);
    }

    private static string Clean(string text) => OneLine.Clean(text);
}
