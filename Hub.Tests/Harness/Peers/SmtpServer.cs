using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MimeKit;

namespace Hub.Tests.Harness.Peers;

/// <summary>A mail that the server took.</summary>
public sealed record TakenMail(string Sender, string[] To, MimeMessage Message, bool Tls, string? User, int Peer);

/// <summary>A real SMTP server process with STARTTLS and authentication (Debian's python3-aiosmtpd). Tests are skipped, and say so, where it is not installed.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<JsonElement> events = new();
    private readonly Task reading;

    private SmtpServer(Process process, string folder, int port)
    {
        this.process = process;
        Folder = folder;
        Port = port;
        reading = Read();
    }

    /// <summary>Where its certificate is.</summary>
    public string Folder { get; }

    public int Port { get; }

    /// <summary>PEM file of its self-signed certificate.</summary>
    public string Certificate => Path.Combine(Folder, "cert.pem");

    /// <summary>What it took so far.</summary>
    public IReadOnlyList<TakenMail> Taken => [.. events.Where(e => Is(e, "mail")).Select(ToMail)];

    /// <summary>Starts it; on a given port to come back where it was.</summary>
    public static async Task<SmtpServer> Start(int port = 0, bool tokens = false)
    {
        var script = Path.Combine(Sources.Root, "Hub.Tests", "Harness", "Peers", "smtp_server.py");
        Assert.SkipUnless(await IsInstalled(), "python3-aiosmtpd or openssl is not installed");
        var folder = Directory.CreateTempSubdirectory("hub-smtp-").FullName;
        var started = Run("/usr/bin/python3", [script, folder, port.ToString(CultureInfo.InvariantCulture), .. tokens ? ["tokens"] : Array.Empty<string>()]);
        var line = await started.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        return line?.StartsWith("PORT ", StringComparison.Ordinal) == true
            ? new SmtpServer(started, folder, int.Parse(line.AsSpan(5), CultureInfo.InvariantCulture))
            : throw new InvalidOperationException("The mail server did not start: " + await started.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Tokens that it takes from now on; all others it refuses.</summary>
    public void Takes(params string[] tokens) => File.WriteAllLines(Path.Combine(Folder, "tokens"), tokens);

    /// <summary>Ends it at once, as a crash does.</summary>
    public async Task Kill()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
        await reading;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Kill();
        process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static bool Is(JsonElement happened, string name) => happened.GetProperty("event").GetString() == name;

    private static TakenMail ToMail(JsonElement e)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(e.GetProperty("data").GetString()!));
        return new TakenMail(
            e.GetProperty("sender").GetString()!,
            [.. e.GetProperty("to").EnumerateArray().Select(t => t.GetString()!)],
            MimeMessage.Load(stream),
            e.GetProperty("tls").GetBoolean(),
            e.GetProperty("user").GetString(),
            e.GetProperty("peer").GetInt32());
    }

    private static async Task<bool> IsInstalled()
    {
        if (!File.Exists("/usr/bin/python3") || !File.Exists("/usr/bin/openssl"))
        {
            return false;
        }

        using var probe = Run("/usr/bin/python3", "-c", "import aiosmtpd.smtp");
        await probe.WaitForExitAsync(TestContext.Current.CancellationToken);
        return probe.ExitCode == 0;
    }

    private static Process Run(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;

    private async Task Read()
    {
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            events.Enqueue(JsonElement.Parse(line));
        }
    }
}
