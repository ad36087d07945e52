using System.Collections;
using System.Globalization;
using System.Resources;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Resources;
using Hub.Web.Setup;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Dispatch.Texts;

public sealed class NoticeRendererTests
{
    private static readonly NoticeRenderer Renderer = new(Options.Create(new HubOptions { PublicUrl = "https://hub.example/" }));

    private static readonly (string, string)[] Values =
    [
        ("leader", "Taylor Maxwell"), ("category", "Manmade"), ("place", "Server room 2"), ("from", "III"), ("outcome", "confirmed"), ("incident", "INC-2026-0001"),
        ("dutyEn", "First report to the police"), ("dutyZh", "向公安机关首次报告"), ("bodyEn", "City police"), ("bodyZh", "市公安局"), ("dueAt", "2026-11-23T02:00:00.0000000Z"), ("source", ""), ("version", "2"),
    ];

    public static TheoryData<string, NoticeEvent> EveryTextInBothLanguages()
    {
        var data = new TheoryData<string, NoticeEvent>();
        foreach (var about in Enum.GetValues<NoticeEvent>())
        {
            data.Add("en", about);
            data.Add("zh-Hans", about);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryTextInBothLanguages))]
    public void The_text_is_as_it_was_approved(string culture, NoticeEvent about)
    {
        var file = Path.Combine(Sources.Root, "Hub.Tests", "Dispatch", "Texts", "Golden", $"{about}.{culture}.txt");
        var message = Render(Letters.Notice(Letters.Samantha(culture), about, detail: "Seen by the intrusion detector.\nTwo hosts.", values: Values), fixedToken: true);

        var text = $"Subject: {message.Subject}\n\n{message.Text}\n=== SMS ===\n{message.Html}\n";
        if (Environment.GetEnvironmentVariable("HUB_TEST_APPROVE") is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        text.Should().Be(File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("en", "Or answer this mail", "Answers to this mail are not read")]
    [InlineData("zh-Hans", "也可以直接回复本邮件", "请勿回复本邮件")]
    public void Where_answers_are_read_the_mail_says_how_and_its_subject_ends_with_the_code(string culture, string how, string not)
    {
        var answered = new NoticeRenderer(Options.Create(new HubOptions { PublicUrl = "https://hub.example/" }), new AnswerWays(ByMail: true, BySms: false));
        var notice = Letters.Notice(Letters.Samantha(culture), values: Values);
        var asked = answered.Render(notice, Guid.NewGuid(), Channel.Mail, "samantha.smith@hub.example");
        asked.Subject.Should().EndWith($" [{notice.ReplyCode}]");
        asked.Text.Should().Contain(how).And.NotContain(not);
        asked.Html.Should().Contain(how).And.NotContain(not);
        var inform = answered.Render(Letters.Notice(Letters.Samantha(culture), within: TimeSpan.Zero, values: Values), Guid.NewGuid(), Channel.Mail, "samantha.smith@hub.example");
        inform.Text.Should().NotContain(how);
        Render(notice).Text.Should().Contain(not).And.NotContain(how);
    }

    [Theory]
    [InlineData("en", "[DRILL] Ⅱ Major · DR-2026-0001")]
    [InlineData("zh-Hans", "【演练】Ⅱ级（重大） DR-2026-0001")]
    public void A_drill_says_so_before_everything_else(string culture, string begin)
    {
        var message = Render(Letters.Notice(Letters.Samantha(culture), drill: true, number: "DR-2026-0001", values: Values));

        message.Subject.Should().StartWith(begin);
        message.Text.Should().StartWith(begin[..begin.IndexOf('Ⅱ', StringComparison.Ordinal)]);
        message.Html.Should().Contain(NoticeWords.For(culture)["DrillNote"]);
    }

    [Fact]
    public void Times_are_the_recipients_and_the_zone_is_named()
    {
        Render(Letters.Notice(Letters.Samantha())).Text.Should().Contain("2026-11-23 09:10 (Asia/Shanghai, UTC+08:00)");
        Render(Letters.Notice(Letters.Samantha(zone: "America/New_York"))).Text.Should().Contain("2026-11-22 20:10 (America/New_York, UTC-05:00)");
        Render(Letters.Notice(Letters.Samantha("zh-Hans", "Nowhere/Known"))).Text.Should().Contain("2026-11-23 01:10（UTC，UTC）");
    }

    [Fact]
    public void Markup_in_any_field_is_text()
    {
        const string evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&";
        var message = Render(Letters.Notice(Letters.Samantha(), title: evil, detail: evil, by: evil, number: "INC-2026-0001", values: [("leader", evil), ("place", evil)]));

        message.Html.Should().NotContain("<script").And.NotContain("<img").And.NotContain("onerror=alert(1)>").And.Contain("&lt;script&gt;");
        message.Html.Should().NotContain("src=\"").And.NotContain("<table");
    }

    [Fact]
    public void No_line_break_from_a_title_reaches_the_subject()
    {
        var message = Render(Letters.Notice(Letters.Samantha(), title: "Fire\r\nBcc: thief@evil.example\u2028\u202Egnp"));

        message.Subject.Should().EndWith("Fire Bcc: thief@evil.example gnp");
        message.Subject.Any(char.IsControl).Should().BeFalse();
    }

    [Fact]
    public void Information_asks_nothing_and_names_no_time()
    {
        var message = Render(Letters.Notice(Letters.Samantha(), within: TimeSpan.Zero));

        message.Text.Should().NotContain("Acknowledge by").And.Contain("nothing is asked");
    }

    [Fact]
    public void A_report_shows_a_suspicion_as_such_and_none_as_none()
    {
        Render(Letters.Notice(Letters.Samantha(), NoticeEvent.ReportToTriage, Grade.I)).Subject.Should().StartWith("Ⅰ Extraordinary (suspected)");
        Render(Letters.Notice(Letters.Samantha("zh-Hans"), NoticeEvent.ReportToTriage, null)).Subject.Should().StartWith("未定级");
    }

    [Fact]
    public void A_very_long_detail_is_cut() =>
        Render(Letters.Notice(Letters.Samantha(), detail: new string('灾', 9_000))).Text.Length.Should().BeLessThan(3_000);

    [Theory]
    [InlineData("")]
    [InlineData("zh-Hans")]
    public void Every_text_is_there_in_both_languages(string culture)
    {
        var manager = new ResourceManager(typeof(NoticeTexts));
        var keys = Keys(manager, CultureInfo.GetCultureInfo(culture));

        keys.Should().BeEquivalentTo(Keys(manager, CultureInfo.InvariantCulture));
        foreach (var about in Enum.GetNames<NoticeEvent>())
        {
            keys.Should().Contain([$"{about}_Headline", $"{about}_What", $"{about}_Asked", $"{about}_Inform", $"{about}_Sms"]);
        }
    }

    private static List<string> Keys(ResourceManager manager, CultureInfo culture) =>
        [.. manager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key)];

    [Fact]
    public void The_plans_own_words_stand_on_every_way_and_hostile_values_stay_values()
    {
        (string, string)[] says = [("says.Headline", "CALL-UP"), ("says.What", "{by}: {title} in {place}"), ("says.Asked", "Come by {until}"), ("says.Sms", "CALL-UP"), ("place", "Room {number}\r\nBcc: x@y")];
        var notice = Letters.Notice(Letters.Samantha(), title: "{place} <b>down</b>", values: says);

        var mail = Renderer.Render(notice, Guid.Empty, Channel.Mail, "a@hub.example");
        mail.Subject.Should().Be("Ⅱ Major · INC-2026-0001 · CALL-UP: {place} <b>down</b>");
        mail.Text.Should().Contain("Robert Brown: {place} <b>down</b> in Room {number} Bcc: x@y\nCome by 2026-").And.NotContain("activated");
        mail.Html.Should().NotContain("<b>down</b>").And.Contain("&lt;b&gt;down&lt;/b&gt;");
        Renderer.Render(notice, Guid.Empty, Channel.Sms, "+8613800000001").Text.Should().StartWith("II INC-2026-0001 CALL-UP: ").And.EndWith(notice.Token);
        Renderer.Render(notice, Guid.Empty, Channel.Robot, "group").Robot!.Heading.Should().EndWith("CALL-UP");
    }

    private static OutgoingMessage Render(Notice notice, bool fixedToken = false)
    {
        var mail = Renderer.Render(notice, Guid.Empty, Channel.Mail, "samantha.smith@hub.example");
        if (!fixedToken)
        {
            return mail;
        }

        var sms = Renderer.Render(notice, Guid.Empty, Channel.Sms, "+8613800000001");
        return mail with { Text = mail.Text.Replace(notice.Token, "TOKEN", StringComparison.Ordinal), Html = sms.Text.Replace(notice.Token, "TOKEN", StringComparison.Ordinal) };
    }
}
