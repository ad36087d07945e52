using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Tests.Harness.Peers;
using Hub.Web.Dispatch.Inbound;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Hub.Tests.Dispatch.Inbound;

/// <summary>The program reads a real IMAP server.</summary>
public sealed class MailboxReaderTests
{
    [Fact]
    public async Task A_mail_in_answer_acknowledges_as_soon_as_the_server_tells_of_it()
    {
        await using var dovecot = await Dovecot.Start();
        // It would ask by itself only after ten minutes: what comes sooner has been told.
        await using var app = await Start(dovecot, ("Mail:Inbound:PollEvery", "00:10:00"));
        var (notice, mail) = await Asked(app);
        await dovecot.Deliver(Reply(mail, "OK, on my way."));
        await Until(app, async db => (await db.Notices.SingleAsync(n => n.Id == notice)).State == NoticeState.Acknowledged);
        await using var store = app.Db();
        (await store.InboundMessages.SingleAsync()).Should().Match<InboundMessage>(m => m.Verdict == InboundVerdict.Acknowledged && m.NoticeId == notice);
        (await store.Acknowledgements.SingleAsync()).Means.Should().Be(AcknowledgementMeans.Mail);
        await Until(app, async db => await db.Deliveries.AnyAsync(d => d.InboundId != null && d.State == DeliveryState.Accepted));
        await Soon.Until(async () => await dovecot.Count() == (1, 1));
        (await Answer(app)).Should().Match<MimeMessage>(m =>
            m.Headers["Auto-Submitted"] == "auto-replied" && m.InReplyTo == "reply-1@contoso.example" && m.Subject!.StartsWith("Re: ", StringComparison.Ordinal) && (m.TextBody!.StartsWith("已确认：", StringComparison.Ordinal) || m.TextBody!.StartsWith("Acknowledged: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_server_that_does_not_tell_is_asked()
    {
        await using var dovecot = await Dovecot.Start(tells: false);
        await using var app = await Start(dovecot, ("Mail:Inbound:PollEvery", "00:00:01"));
        var (notice, mail) = await Asked(app);
        await dovecot.Deliver(Reply(mail, "收到"));
        await Until(app, async db => (await db.Notices.SingleAsync(n => n.Id == notice)).State == NoticeState.Acknowledged);
    }

    [Fact]
    public async Task Taken_mail_is_moved_when_the_settings_say_so()
    {
        await using var dovecot = await Dovecot.Start();
        await using var app = await Start(dovecot, ("Mail:Inbound:MoveTo", "Taken"));
        await dovecot.Deliver(Reply(null, "hello there"));
        await Soon.Until(async () => await dovecot.Count("Taken") == (1, 1) && await dovecot.Count() == (0, 0));
    }

    [Fact]
    public async Task A_reader_that_starts_again_takes_nothing_twice_although_nothing_is_marked()
    {
        await using var dovecot = await Dovecot.Start();
        var folder = Directory.CreateTempSubdirectory("hub-inbound-").FullName;
        Guid notice;
        await using (var app = await Start(dovecot, folder))
        {
            (notice, var mail) = await Asked(app);
            await dovecot.Deliver(Reply(mail, "1"));
            await dovecot.Deliver(Reply(null, "no id and no notice", id: null));
            await Until(app, async db => await db.InboundMessages.CountAsync() == 2);
        }

        // As if it had been killed before it could mark them: the server forgets what was seen.
        await dovecot.Forget();
        await using (var again = await Start(dovecot, folder))
        {
            await Soon.Until(async () => await dovecot.Count() == (2, 2));
            await dovecot.Deliver(Reply(null, "another", id: "reply-3@contoso.example"));
            await Until(again, async db => await db.InboundMessages.CountAsync() == 3);
            await using var db = again.Db();
            (await db.Acknowledgements.CountAsync(a => a.NoticeId == notice)).Should().Be(1);
            (await db.Deliveries.CountAsync(d => d.InboundId != null)).Should().Be(1);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Two_programs_on_one_mailbox_and_one_store_take_each_mail_once()
    {
        await using var dovecot = await Dovecot.Start();
        var folder = Directory.CreateTempSubdirectory("hub-inbound-").FullName;
        await using (var one = await Start(dovecot, folder))
        await using (var other = await Start(dovecot, folder))
        {
            var (notice, mail) = await Asked(one);
            for (var i = 0; i < 10; i++)
            {
                await dovecot.Deliver(Reply(mail, i == 0 ? "OK" : "?", id: $"reply-{i}@contoso.example"));
            }

            await Until(one, async db => await db.InboundMessages.CountAsync() == 10);
            await Soon.Until(async () => await dovecot.Count() == (10, 10));
            await using var db = one.Db();
            (await db.Acknowledgements.CountAsync(a => a.NoticeId == notice)).Should().Be(1);
            (await db.Deliveries.CountAsync(d => d.InboundId != null)).Should().BeLessThanOrEqualTo(6, "one that changed something and five that did not");
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_server_that_goes_away_is_said_and_found_again()
    {
        await using var dovecot = await Dovecot.Start();
        await using var app = await Start(dovecot);
        var (notice, mail) = await Asked(app);
        var state = app.Services.GetRequiredService<MailboxState>();
        await dovecot.Deliver(Reply(null, "before"));
        await Until(app, async db => await db.InboundMessages.AnyAsync());
        state.DownSince.Should().BeNull();
        await dovecot.Down();
        await Soon.Until(() => state.DownSince is not null);
        using var http = app.Anonymous();
        (await http.GetAsync(new Uri("/health/engine", UriKind.Relative), TestContext.Current.CancellationToken)).IsSuccessStatusCode.Should().BeTrue("notices still leave");
        await dovecot.Up();
        await dovecot.Deliver(Reply(mail, "OK", id: "reply-2@contoso.example"));
        await Until(app, async db => (await db.Notices.SingleAsync(n => n.Id == notice)).State == NoticeState.Acknowledged);
        await Soon.Until(() => state.DownSince is null);
        app.Log.Text.Should().NotContain("secret");
    }

    [Fact]
    public async Task A_wrong_password_is_said_and_never_shown()
    {
        await using var dovecot = await Dovecot.Start();
        await using var app = await Start(dovecot, ("Mail:Inbound:Password", "tr0ub4dor"));
        var state = app.Services.GetRequiredService<MailboxState>();
        await Soon.Until(() => state.Error == "The mailbox refuses user or password.");
        app.Log.Text.Should().Contain("refuses user or password").And.NotContain("tr0ub4dor");
    }

    [Fact]
    public async Task A_huge_mail_and_a_broken_one_hold_up_nothing()
    {
        await using var dovecot = await Dovecot.Start();
        await using var app = await Start(dovecot);
        var (notice, mail) = await Asked(app);
        var huge = Reply(null, "see attached", id: "huge@contoso.example");
        huge.Body = new Multipart("mixed") { huge.Body!, new MimePart("application", "octet-stream") { Content = new MimeContent(new MemoryStream(new byte[8_000_000])), ContentTransferEncoding = ContentEncoding.Base64 } };
        await dovecot.Deliver(huge);
        await dovecot.Deliver(new MimeMessage { Body = new TextPart("plain") { Text = "" }, MessageId = "broken@contoso.example" });
        await dovecot.Deliver(Reply(mail, "OK"));
        await Until(app, async db => (await db.Notices.SingleAsync(n => n.Id == notice)).State == NoticeState.Acknowledged);
        await using var db = app.Db();
        (await db.InboundMessages.CountAsync()).Should().Be(3);
    }

    [Fact]
    public async Task A_mail_that_the_server_does_not_give_out_holds_up_no_other_and_is_said()
    {
        await using var dovecot = await Dovecot.Start();
        await dovecot.Deliver(Reply(null, "nobody can read this", id: "withheld@contoso.example"));
        await dovecot.Withhold();
        await using var app = await Start(dovecot);
        var (notice, mail) = await Asked(app);
        await dovecot.Deliver(Reply(mail, "OK"));
        await Until(app, async db => (await db.Notices.SingleAsync(n => n.Id == notice)).State == NoticeState.Acknowledged);
        var state = app.Services.GetRequiredService<MailboxState>();
        await Soon.Until(() => state is { Withheld: 1, DownSince: null });
        app.Log.Text.Should().Contain("did not give out a mail");
        await using var db = app.Db();
        (await db.InboundMessages.SingleAsync()).ExternalId.Should().Be("reply-1@contoso.example");
    }

    [Theory]
    [InlineData(65_600, false)]
    [InlineData(4_200, true)]
    public async Task A_mail_with_a_subject_that_the_client_cannot_read_in_a_list_holds_up_no_other(int length, bool isFolded)
    {
        await using var dovecot = await Dovecot.Start();
        var subject = string.Join(isFolded ? "\r\n " : "", Enumerable.Repeat(new string('a', 70), (length / 70) + 1));
        using var written = new MemoryStream(Encoding.ASCII.GetBytes($"From: stranger@elsewhere.example\r\nMessage-ID: <long@elsewhere.example>\r\nSubject: {subject}\r\n\r\nhello there\r\n"));
        await dovecot.Deliver(await MimeMessage.LoadAsync(written, TestContext.Current.CancellationToken));
        await using var app = await Start(dovecot);
        var (notice, mail) = await Asked(app);
        await dovecot.Deliver(Reply(mail, "OK"));
        await Until(app, async db => (await db.Notices.SingleAsync(n => n.Id == notice)).State == NoticeState.Acknowledged);
        await using var db = app.Db();
        (await db.InboundMessages.Select(m => m.ExternalId).ToListAsync()).Should().BeEquivalentTo("long@elsewhere.example", "reply-1@contoso.example");
        app.Services.GetRequiredService<MailboxState>().Should().Match<MailboxState>(s => s.Withheld == 0 && s.DownSince == null);
    }

    [Fact]
    public async Task A_mail_that_the_server_does_not_even_list_holds_up_no_other_and_is_said_once()
    {
        await using var dovecot = await Dovecot.Start();
        await dovecot.Deliver(Reply(null, "nobody can list this", id: "unlisted@contoso.example"));
        await dovecot.Withhold(listed: false);
        await using var app = await Start(dovecot);
        var (notice, mail) = await Asked(app);
        await dovecot.Deliver(Reply(mail, "OK"));
        await Until(app, async db => (await db.Notices.SingleAsync(n => n.Id == notice)).State == NoticeState.Acknowledged);
        var state = app.Services.GetRequiredService<MailboxState>();
        await Soon.Until(() => state is { Withheld: 1, DownSince: null });
        Regex.Count(app.Log.Text, "did not give out a mail .* 1 times").Should().Be(1);
        await using var db = app.Db();
        (await db.InboundMessages.SingleAsync()).ExternalId.Should().Be("reply-1@contoso.example");
    }

    [Fact]
    public async Task A_server_that_lists_no_mail_at_all_is_said_to_be_unreadable()
    {
        await using var dovecot = await Dovecot.Start();
        for (var i = 0; i < 10; i++)
        {
            await dovecot.Deliver(Reply(null, "nobody can list this", id: $"unlisted-{i}@contoso.example"));
        }

        await dovecot.Withhold(listed: false);
        await using var app = await Start(dovecot);
        var state = app.Services.GetRequiredService<MailboxState>();
        await Soon.Until(() => state.Error?.StartsWith("The mailbox cannot be read", StringComparison.Ordinal) == true);
    }

    private static Task<HubApp> Start(Dovecot dovecot, params (string Key, string Value)[] more) => Start(dovecot, null, more);

    private static Task<HubApp> Start(Dovecot dovecot, string? folder, params (string Key, string Value)[] more)
    {
        var settings = dovecot.Settings;
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return HubApp.Start(new HubAppOptions { KeptFolder = folder, Settings = settings });
    }

    /// <summary>An incident; gives back a notice of it that asks, and the message id of its mail.</summary>
    private static async Task<(Guid Notice, string Mail)> Asked(HubApp app)
    {
        using var client = await app.Client(Right.Triage | Right.Report | Right.Read);
        using var response = await client.PostAsJsonAsync(new Uri("/api/v1/incidents", UriKind.Relative), new { title = "Worm on WEB2", grade = "II", reason = "seen on two hosts" }, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        await using var db = app.Db();
        var asked = await (from delivery in db.Deliveries
                           join notice in db.Notices on delivery.NoticeId equals notice.Id
                           where notice.State == NoticeState.Open && delivery.Channel == Channel.Mail
                           orderby delivery.Id
                           select new { notice.Id, Delivery = delivery.Id }).FirstAsync();
        return (asked.Id, $"{asked.Delivery:N}@localhost");
    }

    private static MimeMessage Reply(string? answered, string text, string? id = "reply-1@contoso.example")
    {
        var mail = new MimeMessage { Subject = "Re: Major", InReplyTo = answered, Body = new TextPart("plain") { Text = text + "\n" } };
        mail.From.Add(MailboxAddress.Parse(answered is null ? "stranger@elsewhere.example" : "Samantha Smith <samantha.smith@home.example>"));
        mail.To.Add(MailboxAddress.Parse("answers@hub.example"));
        if (id is null)
        {
            mail.Headers.Remove(HeaderId.MessageId);
        }
        else
        {
            mail.MessageId = id;
        }

        return mail;
    }

    /// <summary>The mail that went back.</summary>
    private static async Task<MimeMessage> Answer(HubApp app)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(app.Folder, "mail"), "*.eml"))
        {
            var mail = await MimeMessage.LoadAsync(file, TestContext.Current.CancellationToken);
            if (mail.InReplyTo is not null)
            {
                return mail;
            }
        }

        throw new InvalidOperationException("No answer was written.");
    }

    private static Task Until(HubApp app, Func<Hub.Web.Store.HubDbContext, Task<bool>> isSo) => Soon.Until(async () =>
    {
        await using var db = app.Db();
        return await isSo(db);
    });
}
