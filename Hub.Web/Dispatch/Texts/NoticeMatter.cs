using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.Plans;

namespace Hub.Web.Dispatch.Texts;

/// <summary>What the texts of one notice say, in the recipient's language and zone, each value clean. Mail, HTML and page are made of it.</summary>
/// <param name="Drill">Marker of a drill; empty when it is none.</param>
/// <param name="Grade">Numeral and name; empty when nothing is graded.</param>
/// <param name="Number">Number of the report or incident.</param>
/// <param name="Headline">What happened in a few words.</param>
/// <param name="Title">Title of the matter.</param>
/// <param name="What">What happened, in a sentence.</param>
/// <param name="Asked">What is asked, in a sentence.</param>
/// <param name="By">By when, with the zone; null when nothing is asked.</param>
/// <param name="Facts">Further facts: name and value.</param>
/// <param name="Detail">What was written about it; may have lines.</param>
/// <param name="Footer">Why the recipient gets it.</param>
internal sealed record NoticeMatter(
    string Drill,
    string Grade,
    string Number,
    string Headline,
    string Title,
    string What,
    string Asked,
    string? By,
    IReadOnlyList<(string Name, string Value)> Facts,
    string? Detail,
    string Footer)
{
    private const int LongestDetail = 2_000;

    /// <summary>How to answer by mail; null when nothing is asked or answers are not read.</summary>
    public string? HowToAnswer { get; init; }

    public static NoticeMatter Of(Notice notice, NoticeWords words, bool answersAreRead = false)
    {
        var content = notice.Content;
        var by = notice.AcknowledgeBy is { } until ? Time(until, notice.TimeZone, words) : null;
        return new NoticeMatter(
            notice.IsDrill ? words["Drill"] : "",
            words.GradeOf(notice),
            OneLine.Clean(content.Number),
            Said(notice, words, StandingPart.Headline) ?? words.Of(notice.Event, "Headline"),
            OneLine.Clean(content.Title),
            Said(notice, words, StandingPart.What) ?? Happened(notice, words),
            notice.AsksAcknowledgement
                ? Said(notice, words, StandingPart.Asked) ?? words.Of(notice.Event, "Asked")
                : Said(notice, words, StandingPart.Inform) ?? words.Of(notice.Event, "Inform"),
            by,
            [.. FactsOf(notice, words)],
            Told(content.Detail),
            words.Fill(words[answersAreRead ? "Footer_Answered" : "Footer"], OneLine.Clean(notice.PersonName), OneLine.Clean(notice.As.For(notice.Culture))))
        {
            HowToAnswer = answersAreRead && notice.AsksAcknowledgement ? words["HowToAnswer"] : null,
        };
    }

    /// <summary>What the plan says in the place of a part, with its names filled in; null: as the program says it.</summary>
    public static string? Said(Notice notice, NoticeWords words, StandingPart part)
    {
        if (notice.Content.Says(part) is not { } template)
        {
            return null;
        }

        var said = OneLine.Clean(StandingTexts.Fill(template, name => Named(notice, words, name)));
        return said.Length == 0 ? null : said;
    }

    /// <summary>An instant in a zone, with the zone named.</summary>
    public static string Time(DateTimeOffset instant, string zone, NoticeWords words)
    {
        var found = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);
        var local = Local(instant, zone);
        var offset = local.Offset == TimeSpan.Zero ? "" : local.Offset.ToString(local.Offset < TimeSpan.Zero ? "'-'hh':'mm" : "'+'hh':'mm", CultureInfo.InvariantCulture);
        return words.Fill(words["Time"], local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), found ? zone : "UTC", "UTC" + offset);
    }

    /// <summary>An instant in a zone; in UTC when the zone is unknown.</summary>
    public static DateTimeOffset Local(DateTimeOffset instant, string zone) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc);

    private static string Named(Notice notice, NoticeWords words, string name) => name switch
    {
        "number" => OneLine.Clean(notice.Content.Number),
        "title" => OneLine.Clean(notice.Content.Title),
        "grade" => words.GradeOf(notice),
        "by" => OneLine.Clean(notice.Content.By ?? "") is { Length: > 0 } by ? by : words["Somebody"],
        "from" => GradeBefore(notice, words),
        "category" => Enum.TryParse<Category>(Value(notice, "category"), out var category) ? words[$"Category_{category}"] : "",
        "dueAt" or "shiftFrom" or "shiftUntil" => Instant(notice, words, name),
        "until" => notice.AcknowledgeBy is { } until ? Time(until, notice.TimeZone, words) : "",
        _ => Local(notice, words, name),
    };

    private static string GradeBefore(Notice notice, NoticeWords words) =>
        Enum.TryParse<Grade>(Value(notice, "from"), out var from) ? words.Fill(words["Grade_Known"], from.Numeral(), words[$"Grade_{from}"]) : "";

    private static string Instant(Notice notice, NoticeWords words, string name) =>
        DateTimeOffset.TryParse(Value(notice, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? Time(instant, notice.TimeZone, words) : "";

    private static string Happened(Notice notice, NoticeWords words)
    {
        var by = OneLine.Clean(notice.Content.By ?? "");
        var template = words.Of(notice.Event, by.Length > 0 || !HasBy(notice.Event) ? "What" : "WhatUnsigned");
        if (notice.Event == NoticeEvent.ReportOutcome)
        {
            var outcome = Value(notice, "outcome").ToLowerInvariant();
            var key = outcome is "confirmed" or "dismissed" or "joined" ? $"ReportOutcome_{outcome}" : "ReportOutcome_What";
            return words.Fill(words[key], OneLine.Clean(notice.Content.Number), by.Length > 0 ? by : words["Somebody"], Value(notice, "incident"));
        }

        if (notice.Event is NoticeEvent.ShiftBegins or NoticeEvent.CoverAsked or NoticeEvent.ShiftMoved)
        {
            return ShiftWords.Happened(words, Value(notice, "change"), by, OneLine.Clean(notice.Content.Title), Value(notice, "other"), notice.Event);
        }

        return words.Fill(
            template,
            by,
            words.GradeOf(notice),
            GradeBefore(notice, words),
            Local(notice, words, "duty"),
            Local(notice, words, "body"),
            Value(notice, "version"));
    }

    private static bool HasBy(NoticeEvent about) => about is not (NoticeEvent.DutyToRelease or NoticeEvent.DutyOverdue or NoticeEvent.ProgressReportDue
        or NoticeEvent.ReportOutcome or NoticeEvent.SituationReportToApprove or NoticeEvent.ShiftBegins or NoticeEvent.ReadinessFindings);

    private static IEnumerable<(string Name, string Value)> FactsOf(Notice notice, NoticeWords words)
    {
        if (Local(notice, words, "duty") is { Length: > 0 } duty)
        {
            yield return (words["Fact_Duty"], duty);
        }

        if (Local(notice, words, "body") is { Length: > 0 } body)
        {
            yield return (words["Fact_Body"], body);
        }

        foreach (var name in (string[])["shiftFrom", "shiftUntil"])
        {
            if (Instant(notice, words, name) is { Length: > 0 } at)
            {
                yield return (words[$"Fact_{name}"], at);
            }
        }

        if (Instant(notice, words, "dueAt") is { Length: > 0 } due)
        {
            yield return (words["Fact_DueAt"], due);
        }

        if (Enum.TryParse<Category>(Value(notice, "category"), out var category))
        {
            yield return (words["Fact_Category"], words[$"Category_{category}"]);
        }

        foreach (var name in (string[])["place", "leader", "source"])
        {
            if (Value(notice, name) is { Length: > 0 } value)
            {
                yield return (words[$"Fact_{name}"], value);
            }
        }
    }

    private static string Local(Notice notice, NoticeWords words, string name)
    {
        var local = Value(notice, name + (words.IsChinese ? "Zh" : "En"));
        return local.Length > 0 ? local : Value(notice, name);
    }

    private static string Value(Notice notice, string name) => OneLine.Clean(notice.Content.Values.GetValueOrDefault(name) ?? "");

    private static string? Told(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var clean = OneLine.CleanLines(text);
        return clean.Length <= LongestDetail ? clean : SmsText.Shorten(clean, LongestDetail, "…", s => s.Length);
    }
}
