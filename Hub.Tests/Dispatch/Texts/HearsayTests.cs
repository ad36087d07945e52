using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Texts;
using MailKit.Net.Smtp;

namespace Hub.Tests.Dispatch.Texts;

/// <summary>What relays, gateways and robots repeat of a message never gives anybody the power to answer it.</summary>
public sealed class HearsayTests
{
    [Theory]
    [InlineData("554 URL http://hub.example/n/AbCdEfGh12345678 is listed", "554 URL http://hub.example/n/*** is listed")]
    [InlineData("blocked: http%3A%2F%2Fhub.example%2Fn%2FAbCdEfGh12345678", "blocked: http%3A%2F%2Fhub.example/n/***")]
    [InlineData("link =2Fn=2FAbCdEfGh-_345678\r\nrefused", "link /n/*** refused")]
    [InlineData("subject \"Ⅰ INC-2026-0001 confirmed [4F2KJ0QXAZ]\" looks like spam", "subject \"Ⅰ INC-2026-0001 confirmed [***]\" looks like spam")]
    [InlineData("550 5.1.1 no such user /n/a [DRILL]", "550 5.1.1 no such user /n/a [DRILL]")]
    public void Links_and_codes_are_taken_out(string said, string shown) => Hearsay.Clean(said).Should().Be(shown);

    [Fact]
    public void A_relay_that_repeats_the_link_puts_it_into_no_log_and_no_record()
    {
        var fault = new SmtpCommandException(SmtpErrorCode.MessageNotAccepted, SmtpStatusCode.TransactionFailed, "5.7.1 URL http://hub.example/n/AbCdEfGh12345678 is listed");
        RelayFaults.NotSent(fault, new MailOptions()).Should().Be(new SendResult.Permanent("554 5.7.1 URL http://hub.example/n/*** is listed"));
    }
}
