using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Hub.Bench;

/// <summary>What MailKit alone does: a number of kept-open connections, a loop on each, and nothing else.</summary>
internal sealed class BareMail : IAsyncDisposable
{
    private readonly List<SmtpClient> clients = [];

    public static async Task<BareMail> Connect(int port, int connections)
    {
        var bare = new BareMail();
        for (var i = 0; i < connections; i++)
        {
            var client = new SmtpClient();
            await client.ConnectAsync("127.0.0.1", port, SecureSocketOptions.None);
            bare.clients.Add(client);
        }

        return bare;
    }

    /// <summary>Sends so many mails, about as long as a notice.</summary>
    public Task Send(int mails)
    {
        var next = 0;
        return Task.WhenAll(clients.Select(client => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next); number <= mails; number = Interlocked.Increment(ref next))
            {
                using var message = Compose(number);
                await client.SendAsync(message);
            }
        })));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
        {
            await client.DisconnectAsync(quit: true);
            client.Dispose();
        }
    }

    private static MimeMessage Compose(int number)
    {
        var message = new MimeMessage { Subject = $"[Ⅳ] INC-2026-{number} to acknowledge", MessageId = $"{Guid.NewGuid():N}@localhost" };
        message.From.Add(new MailboxAddress(null, "hub@contoso.example"));
        message.To.Add(new MailboxAddress(null, $"person{number % 20}@contoso.example"));
        message.Body = new MultipartAlternative(new TextPart("plain") { Text = Text.Value }, new TextPart("html") { Text = Html.Value });
        return message;
    }

    private static readonly Lazy<string> Text = new(() => string.Concat(Enumerable.Repeat("Who is told what, and by when it is to be acknowledged.\n", 10)));

    private static readonly Lazy<string> Html = new(() => "<!doctype html><html><body>" + string.Concat(Enumerable.Repeat("<p style=\"margin:0\">Who is told what, and by when it is to be acknowledged.</p>\n", 30)) + "</body></html>");
}
