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

    private static MimeMessage Load(string text)
    {
        var filled = text.Replace("{answered}", $"{Answered:N}@hub.example", StringComparison.Ordinal).Replace("{code}", "abcde12345", StringComparison.Ordinal).ReplaceLineEndings("\r\n");
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes(filled));
        return MimeMessage.Load(stream, TestContext.Current.CancellationToken);
    }

    private static LetterReader NewReader()
    {
        var mail = Options.Create(new MailOptions { From = "Hub <hub@hub.example>" });
        return new LetterReader(mail, new MailComposer(mail, Options.Create(new HubOptions { PublicUrl = "https://hub.example" }), TimeProvider.System));
    }
}
