using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Tests.Harness.Peers;

/// <summary>A short message that the SMS centre got.</summary>
/// <param name="From">Sender number of the gateway.</param>
/// <param name="To">Recipient, digits only.</param>
/// <param name="IsUnicode">True when it came as UCS-2, else in the alphabet of short messages.</param>
/// <param name="Text">The text.</param>
public sealed record TakenSms(string From, string To, bool IsUnicode, string Text);

/// <summary>
/// A real Kannel on loopback: bearerbox, smsbox, and fakesmsc as its SMS centre (Debian packages kannel and kannel-extras). Numbers
/// that begin with 8619 are routed nowhere. Tests are skipped, and say so, where it is not installed.
/// </summary>
public sealed partial class Kannel : IAsyncDisposable
{
    private const string FakeSmsc = "/usr/lib/kannel/test/fakesmsc";
    private static readonly string[] Programs = ["/usr/sbin/bearerbox", "/usr/sbin/smsbox", FakeSmsc];

    private readonly string folder = Directory.CreateTempSubdirectory("hub-kannel-").FullName;
    private readonly ConcurrentQueue<TakenSms> taken = new();
    private readonly List<Process> running = [];
    private readonly int boxPort = Ports.Free();
    private readonly int centrePort = Ports.Free();
    private readonly int inboundPort = Ports.Free();
    private readonly int adminPort = Ports.Free();

    private Kannel()
    {
    }

    /// <summary>Port of its HTTP interface.</summary>
    public int Port { get; } = Ports.Free();

    /// <summary>What reached the SMS centre, in order.</summary>
    public IReadOnlyList<TakenSms> Taken => [.. taken];

    /// <summary>Starts it.</summary>
    /// <param name="inboundUrl">What it calls for messages that come in, in its own writing.</param>
    public static async Task<Kannel> Start(string? inboundUrl = null)
    {
        Assert.SkipUnless(Programs.All(File.Exists), "Left out: Kannel is not installed (Debian packages kannel and kannel-extras).");
        var kannel = new Kannel();
        await File.WriteAllTextAsync(kannel.Configuration, kannel.Settings(inboundUrl));
        await kannel.Open();
        return kannel;
    }

    /// <summary>Starts it again after <see cref="Stop"/>, on the same ports.</summary>
    public async Task Open()
    {
        Run("/usr/sbin/bearerbox", Configuration);
        await Soon.Until(() => Ports.Answers(boxPort));
        await Soon.Until(() => Ports.Answers(centrePort));
        var centre = Run(FakeSmsc, "-H", "127.0.0.1", "-r", Text(centrePort), "-m", "0", "1 2 text x");
        centre.ErrorDataReceived += (_, line) => Note(line.Data);
        Run("/usr/sbin/smsbox", Configuration);
        await Soon.Until(() => Ports.Answers(Port));
    }

    /// <summary>Ends it at once, as a crash does.</summary>
    public async Task Stop()
    {
        foreach (var process in Enumerable.Reverse(running))
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        running.Clear();
    }

    /// <summary>A telephone sends a message to the gateway.</summary>
    public void Send(string from, string text)
    {
        var sent = string.Concat(Encoding.BigEndianUnicode.GetBytes(text).Select(b => "%" + b.ToString("X2", CultureInfo.InvariantCulture)));
        Run(FakeSmsc, "-H", "127.0.0.1", "-r", Text(inboundPort), "-i", "0.1", "-m", "1", $"{from} 10690000 ucs2 {sent}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(folder, recursive: true);
    }

    private string Configuration => Path.Combine(folder, "kannel.conf");

    private string Settings(string? inboundUrl) => $"""
        group = core
        admin-port = {adminPort}
        admin-interface = 127.0.0.1
        admin-password = {Guid.NewGuid():N}
        smsbox-port = {boxPort}
        box-deny-ip = "*.*.*.*"
        box-allow-ip = "127.0.0.1"
        dlr-storage = internal

        group = smsc
        smsc = fake
        smsc-id = centre
        port = {centrePort}
        connect-allow-ip = 127.0.0.1
        denied-prefix = "8619"

        group = smsc
        smsc = fake
        smsc-id = inbound
        port = {inboundPort}
        connect-allow-ip = 127.0.0.1
        denied-prefix = "8;+8"

        group = smsbox
        bearerbox-host = 127.0.0.1
        sendsms-port = {Port}
        sendsms-interface = 127.0.0.1
        global-sender = 10690000
        mo-recode = true
        http-request-retry = 10
        http-queue-delay = 1

        group = sendsms-user
        username = hub
        password = kannel-password
        max-messages = 1
        concatenation = false

        group = sms-service
        keyword = default
        catch-all = yes
        max-messages = 0
        get-url = "{inboundUrl ?? "http://127.0.0.1:9/"}"

        """;

    [GeneratedRegex(@"Got message \d+: <(?<from>\S+) (?<to>\S+) (?<type>text|ucs-2|data) (?<text>.*)>\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Got();

    private void Note(string? line)
    {
        if (line is null || Got().Match(line) is not { Success: true } got)
        {
            return;
        }

        var isUnicode = got.Groups["type"].Value == "ucs-2";
        var text = got.Groups["text"].Value;
        taken.Enqueue(new TakenSms(got.Groups["from"].Value, got.Groups["to"].Value.TrimStart('+'), isUnicode, isUnicode ? Encoding.BigEndianUnicode.GetString(WebUtility.UrlDecodeToBytes(Encoding.ASCII.GetBytes(text), 0, text.Length)) : text));
    }

    private Process Run(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = folder })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        running.Add(process);
        return process;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
