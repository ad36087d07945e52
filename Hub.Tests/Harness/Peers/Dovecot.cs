using System.Diagnostics;
using System.Globalization;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;

namespace Hub.Tests.Harness.Peers;

/// <summary>A real IMAP server (Debian's dovecot-imapd) with a folder, a port and a configuration of its own. Tests are skipped, and say so, where it is not installed.</summary>
internal sealed class Dovecot : IAsyncDisposable
{
    private const string Program = "/usr/sbin/dovecot";

    private readonly string folder = Directory.CreateTempSubdirectory("hub-imap-").FullName;
    private Process? process;

    private Dovecot(bool tells, string? introspection)
    {
        Port = Ports.Free();
        var isRoot = Environment.UserName == "root";
        var (inside, login, owner) = isRoot ? ("dovecot", "dovenull", "nobody") : (Environment.UserName, Environment.UserName, Environment.UserName);
        Directory.CreateDirectory(Path.Combine(folder, "run"));
        Directory.CreateDirectory(Path.Combine(folder, "mail"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
            File.SetUnixFileMode(Path.Combine(folder, "mail"), (UnixFileMode)0b111_111_111);
        }

        File.WriteAllText(Path.Combine(folder, "oauth2.conf"), $"""
            introspection_mode = auth
            introspection_url = {introspection}
            username_attribute = username
            active_attribute = active
            active_value = true

            """);
        File.WriteAllText(Path.Combine(folder, "dovecot.conf"), $$"""
            protocols = imap
            listen = 127.0.0.1
            base_dir = {{folder}}/run
            state_dir = {{folder}}/run
            log_path = {{folder}}/log
            ssl = no
            disable_plaintext_auth = no
            auth_mechanisms = plain login{{(introspection is null ? "" : " xoauth2")}}
            default_internal_user = {{inside}}
            default_login_user = {{login}}
            mail_location = maildir:{{folder}}/mail/%u
            first_valid_uid = 1
            mailbox_idle_check_interval = 1 secs
            {{(tells ? "" : "imap_capability = IMAP4rev1 LITERAL+ UIDPLUS NAMESPACE MOVE")}}
            {{(introspection is null ? "" : $"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2\n  args = {folder}/oauth2.conf\n}}")}}
            passdb {
              driver = static
              args = password=secret
            }
            userdb {
              driver = static
              args = uid={{owner}} gid={{(isRoot ? "nogroup" : owner)}} home={{folder}}/mail/%u
            }
            namespace inbox {
              inbox = yes
              separator = /
              mailbox Taken {
                auto = create
              }
            }
            service imap-login {
              {{(isRoot ? "" : "chroot =")}}
              inet_listener imap {
                address = 127.0.0.1
                port = {{Port.ToString(CultureInfo.InvariantCulture)}}
              }
              inet_listener imaps {
                port = 0
              }
            }
            {{(isRoot ? "" : "service anvil {\n  chroot =\n}")}}
            """);
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Settings of the program that reads it.</summary>
    public Dictionary<string, string?> Settings => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Mail:Inbound:Host"] = "127.0.0.1",
        ["Mail:Inbound:Port"] = Port.ToString(CultureInfo.InvariantCulture),
        ["Mail:Inbound:Security"] = "None",
        ["Mail:Inbound:User"] = "hub",
        ["Mail:Inbound:Password"] = "secret",
        ["Mail:Inbound:Address"] = "answers@hub.example",
    };

    /// <summary>Starts it.</summary>
    /// <param name="tells">False: it knows no IDLE, so that it must be asked.</param>
    /// <param name="introspection">Whom it asks whether a token is good; null: it takes no tokens.</param>
    public static async Task<Dovecot> Start(bool tells = true, string? introspection = null)
    {
        Assert.SkipUnless(File.Exists(Program), "dovecot-imapd is not installed");
        var server = new Dovecot(tells, introspection);
        await server.Up();
        return server;
    }

    /// <summary>Starts it again where it was.</summary>
    public async Task Up()
    {
        process = Process.Start(new ProcessStartInfo(Program, ["-F", "-c", Path.Combine(folder, "dovecot.conf")]) { UseShellExecute = false })!;
        await Soon.Until(() => Ports.Answers(Port));
    }

    /// <summary>Ends it with everything that it has open.</summary>
    public async Task Down()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process?.Dispose();
        process = null;
    }

    /// <summary>A mail arrives in the mailbox.</summary>
    public async Task Deliver(MimeMessage mail)
    {
        using var client = await Client();
        await client.Inbox.AppendAsync(mail, cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>The texts of what lies there now are not given out any more.</summary>
    /// <param name="listed">True: it is still listed, from the server's index. False: only its number and its day are.</param>
    public async Task Withhold(bool listed = true)
    {
        for (var times = listed ? 0 : 2; times < 2; times++)
        {
            using var client = await Client();
            await client.Inbox.FetchAsync(0, -1, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate, [HeaderId.MessageId]), TestContext.Current.CancellationToken);
        }

        foreach (var file in new[] { "cur", "new" }.SelectMany(box => Directory.GetFiles(Path.Combine(folder, "mail", "hub", box))))
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.None);
            }
        }
    }

    /// <summary>Nothing is marked as seen any more.</summary>
    public async Task Forget()
    {
        using var client = await Client();
        await client.Inbox.RemoveFlagsAsync(new UniqueIdRange(UniqueId.MinValue, UniqueId.MaxValue), MessageFlags.Seen, silent: true, TestContext.Current.CancellationToken);
    }

    /// <summary>Mails in a folder, and how many of them are marked as seen.</summary>
    public async Task<(int All, int Seen)> Count(string name = "INBOX")
    {
        using var client = await Client();
        var box = await client.GetFolderAsync(name, TestContext.Current.CancellationToken);
        await box.OpenAsync(FolderAccess.ReadOnly, TestContext.Current.CancellationToken);
        var flags = await box.FetchAsync(0, -1, MessageSummaryItems.Flags, TestContext.Current.CancellationToken);
        return (flags.Count, flags.Count(f => f.Flags!.Value.HasFlag(MessageFlags.Seen)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Down();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<ImapClient> Client()
    {
        var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", Port, SecureSocketOptions.None, TestContext.Current.CancellationToken);
        await client.AuthenticateAsync("hub", "secret", TestContext.Current.CancellationToken);
        await client.Inbox.OpenAsync(FolderAccess.ReadWrite, TestContext.Current.CancellationToken);
        return client;
    }
}
