using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Tests.Harness.Peers;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Setup;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Hub.Tests.Dispatch;

/// <summary>Against a real mail server process, through STARTTLS and a password.</summary>
public sealed class MailChannelTests : IAsyncLifetime
{
    private readonly List<MailChannel> opened = [];
    private SmtpServer server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await SmtpServer.Start();

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in opened)
        {
            await channel.DisposeAsync();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_mail_arrives_whole_through_tls_with_the_same_id_at_every_attempt()
    {
        var channel = Channel();
        var message = Message("samantha.smith@hub.example") with { Subject = "【演练】Ⅱ级（重大） INC-2026-0001：入侵 🚨", Text = "发生了什么\n.\n末行", Html = "<p>发生了什么</p>", Culture = "zh-Hans" };

        (await channel.Send(message, 0, Stop)).Should().BeOfType<SendResult.Accepted>().Which.Answer.Should().Contain("Queued as T1");
        await channel.Send(message, 0, Stop);

        var taken = await Taken(2);
        taken[0].Should().Match<TakenMail>(m => m.Tls && m.User == "hub" && m.Sender == "hub@hub.example" && m.To[0] == "samantha.smith@hub.example");
        var mail = taken[0].Message;
        mail.Subject.Should().Be(message.Subject);
        mail.TextBody!.ReplaceLineEndings("\n").TrimEnd().Should().Be(message.Text);
        mail.HtmlBody.Should().Contain("发生了什么");
        mail.MessageId.Should().Be($"{message.DeliveryId:N}@hub.example");
        taken[1].Message.MessageId.Should().Be(mail.MessageId);
        mail.Headers["Auto-Submitted"].Should().Be("auto-generated");
        mail.Headers["X-Auto-Response-Suppress"].Should().Be("All");
        taken[1].Peer.Should().Be(taken[0].Peer, "the connection is kept open");
    }

    [Fact]
    public async Task What_was_written_ahead_for_one_recipient_never_goes_to_another()
    {
        var channel = Channel();
        var (first, second, third) = (Message("first@hub.example"), Message("second@hub.example"), Message("third@hub.example"));

        channel.Prepare(first, 0);
        await channel.Send(first, 0, Stop);
        await channel.Send(first, 0, Stop);
        channel.Prepare(second, 0);
        await channel.Send(third, 0, Stop);
        await channel.Send(second, 0, Stop);
        channel.Prepare(first, 0);
        channel.Prepare(third, 1);
        await channel.Send(third, 0, Stop);
        await channel.Leave(1);
        channel.Prepare(Message("no address"), 0);
        (await channel.Send(Message("no address"), 0, Stop)).Should().BeOfType<SendResult.Permanent>();

        (await Taken(5)).Select(m => (m.To[0], m.Message.To.ToString(), m.Message.MessageId!)).Should()
            .Equal(new[] { first, first, third, second, third }.Select(m => (m.Address, m.Address, $"{m.DeliveryId:N}@hub.example")));
    }

    [Fact]
    public async Task Each_lane_has_a_connection_of_its_own()
    {
        var channel = Channel();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(lane => channel.Send(Message($"p{lane}@hub.example"), lane, Stop)));

        (await Taken(4)).Select(m => m.Peer).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_wrong_password_takes_the_channel_down_and_never_shows_in_the_error()
    {
        var channel = Channel(o => o.Password = "wrong-secret");

        var down = (await channel.Send(Message("a@hub.example"), 0, Stop)).Should().BeOfType<SendResult.Unavailable>().Subject;

        down.Error.Should().Contain("refuses user and password").And.NotContain("wrong-secret");
        down.RetryAfter.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10), "an account that is asked every second gets locked");
        (await channel.Probe(Stop)).Should().BeOfType<SendResult.Unavailable>();
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        var channel = Channel(o => o.TrustedCertificate = null);

        (await channel.Send(Message("a@hub.example"), 0, Stop)).Should().BeOfType<SendResult.Unavailable>().Which.Error.Should().Contain("not trusted");
        server.Taken.Should().BeEmpty();
    }

    [Fact]
    public async Task A_trusted_certificate_for_another_name_is_refused()
    {
        var channel = Channel(o => o.Host = "127.0.0.1");

        (await channel.Send(Message("a@hub.example"), 0, Stop)).Should().BeOfType<SendResult.Unavailable>().Which.Error.Should().Contain("not trusted");
    }

    [Fact]
    public async Task An_unknown_recipient_is_refused_for_good_and_the_connection_goes_on()
    {
        var channel = Channel();
        await channel.Send(Message("first@hub.example"), 0, Stop);

        (await channel.Send(Message("unknown@hub.example"), 0, Stop)).Should().BeOfType<SendResult.Permanent>().Which.Error.Should().Contain("550").And.Contain("No such user");
        (await channel.Send(Message("refused@hub.example"), 0, Stop)).Should().BeOfType<SendResult.Permanent>().Which.Error.Should().Contain("554");
        (await channel.Send(Message("last@hub.example"), 0, Stop)).Should().BeOfType<SendResult.Accepted>();

        var taken = await Taken(2);
        taken[1].Peer.Should().Be(taken[0].Peer);
    }

    [Fact]
    public async Task A_busy_mailbox_is_a_temporary_failure_until_it_takes_the_mail()
    {
        var channel = Channel();
        var message = Message("busy@hub.example");

        (await channel.Send(message, 0, Stop)).Should().BeOfType<SendResult.Temporary>().Which.Error.Should().Contain("450");
        (await channel.Send(message, 0, Stop)).Should().BeOfType<SendResult.Temporary>();
        (await channel.Send(message, 0, Stop)).Should().BeOfType<SendResult.Accepted>();
    }

    [Fact]
    public async Task Silence_after_the_data_ends_at_the_limit_as_a_temporary_failure()
    {
        var limit = TimeSpan.FromMilliseconds(500);
        var channel = Channel(o => o.CommandTimeout = limit);

        // Signing in has the same limit: a machine that is busy with other things may need more.
        await Soon.Until(async () => await channel.Send(Message("first@hub.example"), 0, Stop) is SendResult.Accepted);
        (await channel.Send(Message("hang@hub.example"), 0, Stop)).Should().BeOfType<SendResult.Temporary>().Which.Error.Should().Contain("in time");

        // The lane opens a new connection.
        await Soon.Until(async () => await channel.Send(Message("next@hub.example"), 0, Stop) is SendResult.Accepted);
    }

    [Fact]
    public async Task A_connection_cut_after_the_data_is_a_temporary_failure()
    {
        var channel = Channel();

        (await channel.Send(Message("drop@hub.example"), 0, Stop)).Should().BeOfType<SendResult.Temporary>();
        (await channel.Send(Message("next@hub.example"), 0, Stop)).Should().BeOfType<SendResult.Accepted>();
    }

    [Fact]
    public async Task A_relay_that_is_gone_is_unavailable_and_a_probe_sees_its_return()
    {
        var channel = Channel();
        await server.Kill();

        (await channel.Send(Message("a@hub.example"), 0, Stop)).Should().BeOfType<SendResult.Unavailable>().Which.LaneOnly.Should().BeFalse();
        (await channel.Probe(Stop)).Should().BeOfType<SendResult.Unavailable>();

        await using var again = await SmtpServer.Start(server.Port);
        var trusting = Channel(o => o.TrustedCertificate = again.Certificate);
        (await trusting.Probe(Stop)).Should().BeOfType<SendResult.Accepted>();
        (await trusting.Send(Message("a@hub.example"), 0, Stop)).Should().BeOfType<SendResult.Accepted>();
    }

    [Theory]
    [InlineData("a@hub.example\r\nBcc: thief@evil.example")]
    [InlineData("a@hub.example, b@hub.example")]
    [InlineData("Somebody <a@hub.example>")]
    [InlineData("not an address")]
    [InlineData("@hub.example")]
    [InlineData("")]
    public async Task What_is_not_one_mailbox_is_refused_before_anything_is_sent(string address)
    {
        (await Channel().Send(Message(address), 0, Stop)).Should().BeOfType<SendResult.Permanent>();
        server.Taken.Should().BeEmpty();
    }

    [Fact]
    public async Task A_title_that_looks_like_an_encoded_word_is_read_as_it_was_written()
    {
        await Channel().Send(Message("a@hub.example") with { Subject = "I INC-2026-0001: =?utf-8?B?QmNjOiB4?= gone" }, 0, Stop);
        (await Taken(1)).Single().Message.Subject.Should().Be("I INC-2026-0001: = ?utf-8?B?QmNjOiB4?= gone");
    }

    [Fact]
    public async Task A_line_break_in_the_subject_makes_no_header()
    {
        await Channel().Send(Message("a@hub.example") with { Subject = "Fire\r\nBcc: thief@evil.example\r\n\r\nBody" }, 0, Stop);

        var taken = (await Taken(1)).Single();
        taken.To.Should().Equal("a@hub.example");
        taken.Message.Bcc.Count.Should().Be(0);
        taken.Message.Headers.Select(h => h.Field).Should().NotContain("Bcc");
        taken.Message.Subject.Should().Be("Fire Bcc: thief@evil.example Body");
    }

    [Fact]
    public async Task A_short_message_goes_through_the_gateways_mailbox_as_plain_text()
    {
        var gateway = new MailToSmsChannel(Channel(), Options.Create(new SmsOptions { Mode = SmsMode.Mail, Mail = new SmsMailOptions { Address = "{number}@sms.hub.example" } }));
        var message = Message("+86 138 0000 0001") with { Channel = Hub.Domain.People.Channel.Sms, Subject = "", Text = "Ⅱ级 INC-2026-0001", Html = null };

        (await gateway.Send(message, 0, Stop)).Should().BeOfType<SendResult.Accepted>();

        var taken = (await Taken(1)).Single();
        taken.To.Should().Equal("8613800000001@sms.hub.example");
        taken.Message.Body.Should().BeOfType<TextPart>().Which.Text.TrimEnd().Should().Be("Ⅱ级 INC-2026-0001");
        (await gateway.Send(message with { Address = "call me" }, 0, Stop)).Should().BeOfType<SendResult.Permanent>();
    }

    private static OutgoingMessage Message(string to) =>
        new(Guid.NewGuid(), Hub.Domain.People.Channel.Mail, to, "Ⅱ Major · INC-2026-0001", "Text", "<p>Text</p>", "en", true);

    private MailChannel Channel(Action<MailOptions>? change = null)
    {
        var options = new MailOptions
        {
            Mode = MailMode.Smtp,
            Host = "localhost",
            Port = server.Port,
            Security = MailSecurity.StartTls,
            User = "hub",
            Password = "right",
            From = "Hub <hub@hub.example>",
            TrustedCertificate = server.Certificate,
        };
        change?.Invoke(options);
        var mail = Options.Create(options);
        var channel = new MailChannel(mail, new MailComposer(mail, Options.Create(new HubOptions { PublicUrl = "https://hub.example" }), TimeProvider.System), TimeProvider.System);
        opened.Add(channel);
        return channel;
    }

    private async Task<IReadOnlyList<TakenMail>> Taken(int count)
    {
        await Soon.Until(() => server.Taken.Count >= count);
        server.Taken.Should().HaveCount(count);
        return server.Taken;
    }
}
