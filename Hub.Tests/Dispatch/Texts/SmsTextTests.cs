using System.Globalization;
using CsCheck;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Web.Dispatch.Texts;

namespace Hub.Tests.Dispatch.Texts;

public sealed class SmsTextTests
{
    private const string Link = "https://hub.example/n/AbCdEfGh12345678";

    [Fact]
    public void A_latin_title_makes_160_septets_with_the_grade_in_letters() =>
        Of(Letters.Notice(Letters.Samantha(), title: "Intrusion at the gateway"))
            .Should().Be($"II INC-2026-0001 confirmed: Intrusion at the gateway {Link}");

    [Fact]
    public void A_chinese_title_makes_70_characters_and_gives_way_to_number_and_link() =>
        Of(Letters.Notice(Letters.Samantha("zh-Hans"), title: "核心交换机遭到入侵导致全部业务系统中断"))
            .Should().Be($"Ⅱ级 INC-2026-0001 已确认：核心交换机遭到入侵… {Link}").And.HaveLength(70);

    /// <summary>A title in another script halves the room: the code by which one answers is worth more than one character of it.</summary>
    [Fact]
    public void A_chinese_title_does_not_take_the_code_from_an_english_message()
    {
        var notice = Letters.Notice(Letters.Samantha(), title: "核心数据库被勒索加密，业务中断");
        SmsText.Of(notice, NoticeWords.For("en"), Link, takesAnswers: true).Should().Contain($"reply 1 {notice.Code} ").And.EndWith(Link).And.StartWith("II INC-2026-0001 confirmed ");
        SmsText.Of(notice, NoticeWords.For("en"), Link).Should().Contain("核");
    }

    /// <summary>The address of the README: a little longer, and no Chinese message would have room for its code.</summary>
    [Fact]
    public void A_chinese_message_has_room_for_the_code_beside_a_usual_address()
    {
        var notice = Letters.Notice(Letters.Samantha("zh-Hans"), title: "入侵");
        SmsText.Of(notice, NoticeWords.For("zh-Hans"), "https://hub.example.com/n/AbCdEfGh12345678", takesAnswers: true)
            .Should().Be($"Ⅱ级 INC-2026-0001 已确认 回复{notice.Code} https://hub.example.com/n/AbCdEfGh12345678").And.HaveLength(70);
    }

    [Fact]
    public void A_drill_says_so_first() =>
        Of(Letters.Notice(Letters.Samantha("zh-Hans"), drill: true, number: "DR-2026-0001", title: "入侵")).Should().StartWith("【演练】Ⅱ级 DR-2026-0001").And.EndWith(Link);

    [Fact]
    public void A_report_without_a_grade_begins_with_its_number() =>
        Of(Letters.Notice(Letters.Samantha(), NoticeEvent.ReportToTriage, grade: null, number: "R-2026-0001", title: "Smoke"))
            .Should().Be($"R-2026-0001 triage: Smoke {Link}");

    [Fact]
    public void A_long_latin_title_is_cut_with_three_dots() =>
        Of(Letters.Notice(Letters.Samantha(), title: new string('a', 200))).Should().HaveLength(160).And.Contain("a... https");

    [Fact]
    public void Characters_behind_the_escape_count_twice()
    {
        Gsm7.Septets("a€[]").Should().Be(7);
        Gsm7.Septets("中").Should().BeNull();
    }

    [Theory]
    [InlineData("https://hub.example", true)]
    [InlineData("http://localhost:5080", true)]
    [InlineData("https://emergency-response.hub.example", false)]
    public void The_start_knows_whether_the_link_has_room(string publicUrl, bool hasRoom) => SmsText.HasRoomFor(publicUrl).Should().Be(hasRoom);

    [Fact]
    public void A_link_without_room_is_left_out_rather_than_cut()
    {
        var text = SmsText.Of(Letters.Notice(Letters.Samantha("zh-Hans"), title: "入侵"), NoticeWords.For("zh-Hans"), "https://" + new string('x', 80));

        text.Should().NotContain("https").And.Contain("INC-2026-0001").And.Contain("入侵");
    }

    [Fact]
    public void Any_title_fits_into_one_segment_with_grade_number_and_link()
    {
        var part = Gen.OneOf(
            Gen.String,
            OneOf("🚨", "👩‍🚒", "e\u0301", "漢字", "灾", "\r\n", "\u202E", "\0", "\uD83D", "[", "€", "a", " ", "🇨🇳", "Z\u0300\u0301\u0302\u0303"));
        Gen.Select(part.Array[0, 60], Gen.Enum<NoticeEvent>(), OneOf("en", "zh-Hans"), Gen.Bool, OneOf<Grade?>(null, Grade.I, Grade.II, Grade.III, Grade.IV), Gen.Bool)
            .Sample((parts, about, culture, drill, grade, takesAnswers) =>
            {
                var number = drill ? "DR-2026-0001" : "INC-2026-10000";
                var text = SmsText.Of(Letters.Notice(Letters.Samantha(culture), about, grade, drill, title: string.Concat(parts), number: number), NoticeWords.For(culture), Link, takesAnswers);

                var latin = Gsm7.Septets(text);
                (latin is <= SmsText.LongestGsm || text.Length <= SmsText.LongestUnicode).Should().BeTrue(text);
                text.Should().Contain(number).And.EndWith(" " + Link);
                text.Any(char.IsControl).Should().BeFalse();
                text.EnumerateRunes().Should().NotContain(r => r.Value == 0x202E);
                IsWellFormed(text).Should().BeTrue("no half of a pair is left behind");
            });
    }

    [Theory]
    [InlineData("en", "II INC-2026-0001 confirmed: Intrusion at the gateway reply 1 {0} " + Link)]
    [InlineData("zh-Hans", "Ⅱ级 INC-2026-0001 已确认：核心… 回复{0} " + Link)]
    public void Where_answers_are_read_the_code_stands_before_the_link(string culture, string expected)
    {
        var notice = Letters.Notice(Letters.Samantha(culture), title: culture == "en" ? "Intrusion at the gateway" : "核心交换机遭到入侵");
        var text = SmsText.Of(notice, NoticeWords.For(culture), Link, takesAnswers: true);
        text.Should().Be(string.Format(CultureInfo.InvariantCulture, expected, notice.Code));
        (Gsm7.Septets(text) is <= SmsText.LongestGsm || text.Length <= SmsText.LongestUnicode).Should().BeTrue();
    }

    [Fact]
    public void A_code_without_room_is_left_out_rather_than_what_happened()
    {
        var link = "https://emergency.hub.example/n/AbCdEfGh12345678";
        var notice = Letters.Notice(Letters.Samantha("zh-Hans"), title: "核心交换机遭到入侵");
        SmsText.Of(notice, NoticeWords.For("zh-Hans"), link, takesAnswers: true).Should().StartWith("Ⅱ级 INC-2026-0001 已").And.EndWith(link).And.NotContain(notice.Code + " ").And.Match(t => t.Length <= SmsText.LongestUnicode);
    }

    [Fact]
    public void What_asks_nothing_asks_for_no_answer() =>
        SmsText.Of(Letters.Notice(Letters.Samantha(), within: TimeSpan.Zero), NoticeWords.For("en"), Link, takesAnswers: true).Should().NotContain("reply");

    [Fact]
    public void A_text_is_cut_between_graphemes_only()
    {
        const string family = "👩‍👩‍👧‍👦";
        SmsText.Shorten("ab" + family + "cd", 10, "…", s => s.Length).Should().Be("ab…");
        new StringInfo(family).LengthInTextElements.Should().Be(1);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Of(Notice notice) => SmsText.Of(notice, NoticeWords.For(notice.Culture), Link);

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
