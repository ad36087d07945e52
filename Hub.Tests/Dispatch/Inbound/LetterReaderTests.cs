using System.Text;
using Hub.Domain.Notices;
using Hub.Tests.Harness;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Inbound;
using Hub.Web.Features.Notices;
using Hub.Web.Setup;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Hub.Tests.Dispatch.Inbound;

/// <summary>
/// Mails as the common programs write them. The folder says what each must come to; those that are automatic begin with a word that
/// would acknowledge, so that nothing but their recognition keeps them from it.
/// </summary>
public sealed class LetterReaderTests
{
    private static readonly Guid Answered = new("0199a0000000700080000000000000aa");
    private static readonly LetterReader Reader = NewReader();

    public static TheoryData<string, string> Letters
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in Directory.GetFiles(Folder, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                data.Add(Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileNameWithoutExtension(file));
            }

            return data;
        }
    }

    private static string Folder => Path.Combine(Sources.Root, "Hub.Tests", "Dispatch", "Inbound", "Letters");

    [Theory]
    [MemberData(nameof(Letters))]
    public void Each_letter_is_understood(string meaning, string letter)
    {
        var read = Read(Load(File.ReadAllText(Path.Combine(Folder, meaning, letter + ".eml"))));
        read.Nature.Should().Be(meaning switch { "automatic" => MailNature.Automatic, "bounce" => MailNature.Bounce, _ => MailNature.Written });
        read.Kind.Should().Be(meaning switch
        {
            "acknowledge" => AnswerKind.Acknowledge,
            "cannot-take" => AnswerKind.CannotTake,
            "details" => AnswerKind.Details,
            "unclear" => AnswerKind.Unclear,
            _ => AnswerKind.Empty,
        });
        if (meaning is "bounce")
        {
            read.Deliveries.Should().Equal(Answered);
            read.Reason.Should().Contain("5").And.NotContain("\n");
        }
        else if (meaning is not "automatic")
        {
            read.Codes.Should().Equal("ABCDE12345");
            read.Deliveries.Should().Equal(letter.Contains("only-the-code", StringComparison.Ordinal) ? [] : [Answered]);
            read.From.Should().NotBeEmpty();
        }
    }

    [Theory]
    [InlineData("Received.\n\nA ticket has been created for your request. We will get back to you.")]
    [InlineData("Received.\nOur team will get\nback to you.")]
    [InlineData("Received.\n\nKind regards,\nService desk\n\nThis is an automatically generated message, please do not reply.")]
    [InlineData("Received.\n----------\nTicket 4711 has been created for you")]
    [InlineData("您好！\n已收到\n我会尽快回复您的邮件")]
    [InlineData("已收到\n\n此致\n敬礼\n服务台\n工单已创建")]
    [InlineData("收到。\n\n> 请确认本通知\n\n我在休假")]
    [InlineData("OK\n\nBut I cannot take it.")]
    [InlineData("OK\nWho else is on it?")]
    [InlineData("> Please acknowledge\nReceived.\nA ticket has been created.")]
    public void A_doubt_on_any_line_that_the_writer_wrote_keeps_it_from_acknowledging(string text) =>
        Read(Load(Written(text))).Should().Match<MailAnswer>(m => m.Nature == MailNature.Written && m.Kind == AnswerKind.Unclear);

    [Theory]
    [InlineData("Received.\n\nBest regards,\nTaylor Maxwell\nIT operations")]
    [InlineData("OK\n\nSent from my iPhone")]
    [InlineData("收到\n\n张三")]
    [InlineData("收到\n没问题\n谢谢您！\n\n张三\n未来科技有限公司 信息安全部")]
    [InlineData("Confirmed, incident response started.\nWe isolate WEB2 now.")]
    [InlineData("Acknowledged.\n\nThe whole shift is at work: WEB2 is isolated since 10:30, the log is saved,\nand two of us look at WEB3 and the level of the backups. Next news at 11:00.\n\nTaylor Maxwell\nNo. 5 Main Street\nhttps://contoso.example/?who=me")]
    [InlineData("收到。\n已隔离 WEB2，正在识别其他受影响主机，事件级别建议维持二级。\n十分钟内反馈进展。")]
    [InlineData("OK\n\nTaylor\n\nThis e-mail and any attachments are confidential. If you are not the intended recipient,\nplease delete it and do not pass it on; contact your administrator.")]
    [InlineData("收到\n\n张三\n本邮件含有保密信息，仅供收件人使用。如您不是收件人，请勿转发并通知发件人。")]
    [InlineData("OK\n\n-- \nDo not reply to this address, you are out of luck")]
    [InlineData("OK\n\n> Or answer this mail, with one of these as the first line: 1 or OK to acknowledge; 2 if you\ncannot take it; ? for the details.\n")]
    [InlineData("OK\n\nⅡ Major · INC-2026-0001\nWorm on WEB2\n\nOr answer this mail: 2 if you cannot take it; ? for the details.")]
    [InlineData("OK\n\nR-2026-0001\nWorm on WEB2\n\nOr answer this mail: 2 if you cannot take it; ? for the details.")]
    [InlineData("收到\n张三\n自动化部\n西安市未央区 1 号")]
    [InlineData("收到\n感谢您")]
    [InlineData("收到，没有问题\n辛苦您了")]
    [InlineData("OK\nTaylor\nPlease do not print this e-mail unless necessary.")]
    [InlineData("OK\nTaylor\nThe views expressed do not necessarily represent those of Contoso.")]
    [InlineData("收到\n张三\n安全提示：请勿点击不明链接")]
    [InlineData("OK\n\nTo: Samantha\nSubject: Major\n\n2 if you cannot take it; ? for the details.")]
    public void What_people_write_below_their_answer_lets_it_acknowledge(string text) => Read(Load(Written(text))).Kind.Should().Be(AnswerKind.Acknowledge);

    [Fact]
    public void A_letter_without_end_acknowledges_nothing() =>
        Read(Load(Written("OK\n" + string.Concat(Enumerable.Repeat("and this and that\n", 1_500))))).Kind.Should().Be(AnswerKind.Unclear);

    [Fact]
    public void There_are_letters_of_every_meaning() => Letters.Select(l => l.Data.Item1).Distinct().Should().HaveCount(7);

    [Fact]
    public void The_reason_of_a_bounce_is_what_the_mail_system_said() =>
        Read(Load(File.ReadAllText(Path.Combine(Folder, "bounce", "postfix-user-unknown.eml")))).Reason
            .Should().Be("5.1.1 550 5.1.1 <samantha.smith@contoso.example>: Recipient address rejected: User unknown in virtual mailbox table");

    [Fact]
    public void A_bounce_names_whom_it_did_not_reach()
    {
        var report = File.ReadAllText(Path.Combine(Folder, "bounce", "postfix-user-unknown.eml"));
        Read(Load(report)).Failed.Should().Equal("samantha.smith@contoso.example");
        Read(Load(report.Replace("Final-Recipient: rfc822; samantha.smith@contoso.example", "Final-Recipient: rfc822; gone@elsewhere.example", StringComparison.Ordinal))).Failed
            .Should().Equal("samantha.smith@contoso.example", "gone@elsewhere.example");
        Read(Load(File.ReadAllText(Path.Combine(Folder, "bounce", "qq-mail-system.eml")))).Failed.Should().BeEmpty();
    }

    [Fact]
    public void Of_a_bounce_that_names_very_many_mails_only_twenty_are_looked_for()
    {
        var many = string.Concat(Enumerable.Range(0, 300).Select(i => $" <{Guid.NewGuid():N}@hub.example>\n"));
        var report = File.ReadAllText(Path.Combine(Folder, "bounce", "postfix-user-unknown.eml")).ReplaceLineEndings("\n").Replace("MIME-Version: 1.0\n", "References:\n" + many + "MIME-Version: 1.0\n", StringComparison.Ordinal);
        Read(Load(report)).Deliveries.Should().HaveCountLessThanOrEqualTo(20).And.HaveCountGreaterThan(1);
    }

    [Fact]
    public void A_bounce_of_a_mail_that_is_not_ours_moves_nothing() =>
        Read(Load(File.ReadAllText(Path.Combine(Folder, "bounce", "postfix-user-unknown.eml")).Replace("{answered}", "somebody@else.example", StringComparison.Ordinal))).Nature
            .Should().Be(MailNature.Automatic);

    [Fact]
    public void Somebody_who_writes_of_a_failure_brings_nothing_back() =>
        Read(Load("From: samantha.smith@contoso.example\nMessage-ID: <a@b>\n\nYour mail could not be delivered: 550 5.1.1\nMessage-ID: <{answered}>\n")).Nature.Should().Be(MailNature.Written);

    [Fact]
    public void A_mail_that_is_cut_off_is_read_as_far_as_it_goes()
    {
        var whole = "From: samantha.smith@contoso.example\nIn-Reply-To: <{answered}>\nMessage-ID: <a@b>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nOK\n\n--x\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n\n" + new string('A', 4_000);
        Read(Load(whole)).Should().Match<MailAnswer>(m => m.Kind == AnswerKind.Acknowledge && m.Deliveries.Count == 1);
    }

    [Fact]
    public void What_is_hidden_or_run_in_html_says_nothing() =>
        HtmlWords.Of("<head><title>1</title></head><style>OK</style><script>document.write('OK')</script><div style=\"display: none\">OK</div><blockquote>OK<blockquote>1</blockquote>2</blockquote><p>no &amp; <b>maybe</b></p>").Trim()
            .Should().Be("no & maybe");

    [Theory]
    [InlineData("<p>OK")]
    [InlineData("<blockquote><p>OK</blockquote></blockquote></div>x")]
    [InlineData("<<<>>>&&&&#xD800;&#0;")]
    [InlineData("<div style='display:none'>")]
    public void Broken_html_is_no_fault(string html) => FluentActions.Invoking(() => HtmlWords.Of(html)).Should().NotThrow();

    [Fact]
    public void An_identity_is_the_message_id_or_the_place()
    {
        LetterReader.ExternalId("a@b.example", "7:1").Should().Be("a@b.example");
        LetterReader.ExternalId(null, "7:1").Should().Be("uid:7:1");
        LetterReader.ExternalId("a\r\nBcc: x@b.example", "7:1").Should().StartWith("sha256:");
        LetterReader.ExternalId(new string('a', 500) + "@b.example", "7:1").Length.Should().BeLessThanOrEqualTo(200);
    }

    private static MailAnswer Read(MimeMessage mail) => Reader.Read(mail, "x@y.example", TestStore.Start);

    private static string Written(string text) =>
        $"From: samantha.smith@contoso.example\nIn-Reply-To: <{{answered}}>\nMessage-ID: <a@b>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n";

    private static MimeMessage Load(string text)
    {
        var filled = text.Replace("{answered}", $"{Answered:N}@hub.example", StringComparison.Ordinal).Replace("{code}", "abcde12345", StringComparison.Ordinal).ReplaceLineEndings("\r\n");
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(filled));
        return MimeMessage.Load(stream, TestContext.Current.CancellationToken);
    }

    private static LetterReader NewReader()
    {
        var mail = Options.Create(new MailOptions { From = "Hub <hub@hub.example>" });
        return new LetterReader(mail, new MailComposer(mail, Options.Create(new HubOptions { PublicUrl = "https://hub.example" }), TimeProvider.System));
    }
}
