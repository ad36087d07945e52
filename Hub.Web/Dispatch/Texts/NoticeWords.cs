using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Web.Resources;

namespace Hub.Web.Dispatch.Texts;

/// <summary>The words of notices in one language, read once. A notice is written in its recipient's language, whatever the program runs in.</summary>
internal sealed class NoticeWords
{
    private static readonly ResourceManager Resources = new(typeof(NoticeTexts));
    private static readonly ConcurrentDictionary<string, NoticeWords> ByCulture = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, string> words = new(StringComparer.Ordinal);

    private NoticeWords(CultureInfo culture) => Culture = culture;

    public CultureInfo Culture { get; }

    public bool IsChinese => Culture.TwoLetterISOLanguageName == "zh";

    public string this[string key] => words.GetOrAdd(key, k => Resources.GetString(k, Culture) ?? throw new MissingManifestResourceException($"NoticeTexts has no '{k}'."));

    /// <summary>Words of a culture: Chinese for every <c>zh…</c>, else English.</summary>
    public static NoticeWords For(string culture)
    {
        var name = culture.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-Hans" : "en";
        return ByCulture.GetOrAdd(name, n => new NoticeWords(CultureInfo.GetCultureInfo(n)));
    }

    public string Of(NoticeEvent about, string part) => this[$"{about}_{part}"];

    /// <summary>Numeral and name, such as <c>Ⅱ Major</c> or <c>Ⅱ级（重大）</c>; for a report that of the suspicion.</summary>
    public string GradeOf(Notice notice)
    {
        if (notice.Grade is not { } grade)
        {
            return notice.Event == NoticeEvent.ReportToTriage ? this["Grade_None"] : "";
        }

        return Fill(this[notice.Event == NoticeEvent.ReportToTriage ? "Grade_Suspected" : "Grade_Known"], grade.Numeral(), this[$"Grade_{grade}"]);
    }

    public string Fill(string template, params object[] values) => string.Format(Culture, template, values);
}
