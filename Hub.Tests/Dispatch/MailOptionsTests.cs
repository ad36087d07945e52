using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Setup;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Hub.Tests.Dispatch;

public sealed class MailOptionsTests
{
    [Fact]
    public void Outside_development_a_missing_mode_is_a_fault_and_in_development_it_is_none()
    {
        Faults(new MailOptions(), "Production").Should().ContainSingle().Which.Should().StartWith("Mail:Mode:");
        Faults(new MailOptions(), "Development").Should().BeEmpty();
    }

    [Fact]
    public void Every_fault_is_named_by_its_key()
    {
        var wrong = new MailOptions
        {
            Mode = MailMode.Smtp,
            Host = "",
            Port = 0,
            Connections = 0,
            User = "hub",
            Security = MailSecurity.None,
            From = "nobody",
            TrustedCertificate = "/nowhere.pem",
            ConnectTimeout = TimeSpan.Zero,
            CommandTimeout = TimeSpan.FromHours(1),
        };

        Faults(wrong, "Production").Select(f => f.Split(": ")[0]).Should().BeEquivalentTo(
            "Mail:From", "Mail:Host", "Mail:Port", "Mail:Connections", "Mail:Password", "Mail:Security", "Mail:TrustedCertificate", "Mail:ConnectTimeout", "Mail:CommandTimeout");
    }

    [Fact]
    public void A_password_without_tls_is_for_this_machine_only()
    {
        MailOptions On(string host) => new() { Mode = MailMode.Smtp, Security = MailSecurity.None, User = "hub", Password = "x", Host = host };

        Faults(On("127.0.0.1"), "Production").Should().BeEmpty();
        Faults(On("relay.hub.example"), "Production").Should().ContainSingle().Which.Should().StartWith("Mail:Security:");
    }

    [Fact]
    public void Every_fault_of_the_mailbox_is_named_by_its_key()
    {
        var wrong = new MailInboundOptions
        {
            Host = "imap.hub.example",
            Port = 0,
            Security = MailSecurity.None,
            Address = "nobody",
            Folder = "Done",
            MoveTo = "done",
            PollEvery = TimeSpan.Zero,
        };

        Faults(new MailOptions { Mode = MailMode.Pickup, Inbound = wrong }, "Production").Select(f => f.Split(": ")[0]).Should().BeEquivalentTo(
            "Mail:Inbound:Port", "Mail:Inbound:User", "Mail:Inbound:Password", "Mail:Inbound:Security", "Mail:Inbound:Address", "Mail:Inbound:MoveTo", "Mail:Inbound:PollEvery");
        Faults(new MailOptions { Mode = MailMode.Pickup, Inbound = new MailInboundOptions { Port = 0 } }, "Production").Should().BeEmpty("no mailbox is read");
    }

    [Fact]
    public void A_notice_asks_for_answers_where_they_are_read_and_anything_else_does_not()
    {
        var read = new MailOptions { From = "Hub <hub@hub.example>", Inbound = new MailInboundOptions { Host = "imap.hub.example", Address = "answers@hub.example" } };
        Compose(read, takesAnswers: true).ReplyTo.Mailboxes.Single().Address.Should().Be("answers@hub.example");
        Compose(read, takesAnswers: false).ReplyTo.Count.Should().Be(0, "a released duty is answered to the sender");
        Compose(new MailOptions { From = "Hub <hub@hub.example>" }, takesAnswers: true).ReplyTo.Count.Should().Be(0);
        read.Inbound.Address = null;
        Compose(read, takesAnswers: true).ReplyTo.Mailboxes.Single().Address.Should().Be("hub@hub.example");

        static MimeMessage Compose(MailOptions options, bool takesAnswers) =>
            new MailComposer(Options.Create(options), Options.Create(new HubOptions()), TimeProvider.System)
                .Compose(new OutgoingMessage(Guid.NewGuid(), Channel.Mail, "samantha.smith@hub.example", "s", "t", null, "en", IsUrgent: false) { TakesAnswers = takesAnswers })!;
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("gateway@sms.hub.example", false)]
    [InlineData("{number}", false)]
    [InlineData("{number}@sms.hub.example", true)]
    public void A_gateway_needs_a_mailbox_made_of_the_number(string? address, bool sound) =>
        new SmsOptionsCheck().Validate(null, new SmsOptions { Mode = SmsMode.Mail, Mail = new SmsMailOptions { Address = address } }).Succeeded.Should().Be(sound);

    [Fact]
    public async Task Pickup_writes_a_whole_mail_and_leaves_no_half_one()
    {
        var folder = Directory.CreateTempSubdirectory("hub-pickup-").FullName;
        try
        {
            var pickup = Pickup(folder);
            var message = new OutgoingMessage(Guid.NewGuid(), Hub.Domain.People.Channel.Mail, "a@hub.example", "Ⅱ级", "发生了什么", "<p>发生了什么</p>", "zh-Hans", true);

            (await pickup.Send(message, 0, TestContext.Current.CancellationToken)).Should().BeOfType<SendResult.Accepted>();

            var file = Directory.GetFiles(pickup.Folder).Should().ContainSingle().Subject;
            file.Should().EndWith(".eml");
            using var mail = await MimeMessage.LoadAsync(file, TestContext.Current.CancellationToken);
            mail.Subject.Should().Be("Ⅱ级");
            mail.HtmlBody.Should().Contain("发生了什么");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_takes_the_channel_down()
    {
        var file = Path.GetTempFileName();
        var pickup = Pickup(file);
        var message = new OutgoingMessage(Guid.NewGuid(), Hub.Domain.People.Channel.Mail, "a@hub.example", "x", "x", null, "en", false);

        (await pickup.Send(message, 0, TestContext.Current.CancellationToken)).Should().BeOfType<SendResult.Unavailable>();
        (await pickup.Probe(TestContext.Current.CancellationToken)).Should().BeOfType<SendResult.Unavailable>();
        File.Delete(file);
    }

    private static PickupChannel Pickup(string folder)
    {
        var composer = new MailComposer(Options.Create(new MailOptions()), Options.Create(new HubOptions()), TimeProvider.System);
        return new PickupChannel(composer, new DataFolder(folder), TimeProvider.System);
    }

    private static IEnumerable<string> Faults(MailOptions options, string environment) =>
        new MailOptionsCheck(new Place(environment)).Validate(null, options).Failures ?? [];

    private sealed class Place(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "Hub";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
