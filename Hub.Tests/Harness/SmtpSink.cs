using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Hub.Tests.Harness;

/// <summary>A mail that the sink accepted.</summary>
/// <param name="MessageId">Its Message-ID without angle brackets; empty when it had none.</param>
/// <param name="Recipient">Address of the envelope.</param>
/// <param name="At">Timestamp of <see cref="Stopwatch"/> just before it was accepted.</param>
public sealed record SunkMail(string MessageId, string Recipient, long At);

/// <summary>
/// A small SMTP server (RFC 5321) on 127.0.0.1 that takes every mail, notes whose and which it is, and forgets the rest.
/// A mail counts from just before its acceptance is written: what the sender did not hear of any more counts too.
/// </summary>
public sealed partial class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<TcpClient, Task> sessions = new();
    private readonly ConcurrentQueue<SunkMail> mails = new();
    private readonly Task accepting;
    private int count;
    private int open;
    private int opened;
    private int turnedAway;
    private int mostOpen;
    private volatile bool hangsAfterDrops;
    private int drops;
    private int dropped;

    private SmtpSink(int port)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start(512);
        accepting = Accept();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How long it thinks about each mail before it accepts it.</summary>
    public TimeSpan Thinks { get; set; }

    /// <summary>True: it accepts connections and mails, and answers nothing any more. What it hung on ends with the connection when it recovers.</summary>
    public bool IsHung { get; set; }

    /// <summary>How many connections it takes at once; those beyond are turned away with <c>421</c>. 0: as many as come.</summary>
    public int TakesAtOnce { get; set; }

    /// <summary>Connections that were turned away.</summary>
    public int TurnedAway => Volatile.Read(ref turnedAway);

    /// <summary>What it answers to a recipient in place of <c>250</c>, as <c>450 4.2.0 later</c>; null: it takes them.</summary>
    public Func<string, string?>? Refuses { get; set; }

    /// <summary>So many further mails it takes, and closes the connection before it has said so; with the last it may hang.</summary>
    public void DropAfterData(int mails, bool thenHang = false)
    {
        hangsAfterDrops = thenHang;
        Interlocked.Exchange(ref drops, mails);
    }

    /// <summary>Mails that it took without having said so, since the last <see cref="Forget"/>.</summary>
    public int Dropped => Volatile.Read(ref dropped);

    /// <summary>Connections that are open now.</summary>
    public int Open => Volatile.Read(ref open);

    /// <summary>Connections that were opened so far, those that have ended too.</summary>
    public int Opened => Volatile.Read(ref opened);

    /// <summary>Mails so far.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Mails so far, in the order of their acceptance.</summary>
    public IReadOnlyCollection<SunkMail> Mails => mails;

    /// <summary>Most connections that were open at once since the last <see cref="Forget"/>.</summary>
    public int MostOpen => Volatile.Read(ref mostOpen);

    /// <summary>Starts on a port, or on a free one.</summary>
    public static SmtpSink Start(int port = 0) => new(port);

    /// <summary>Begins to count anew.</summary>
    public void Forget()
    {
        mails.Clear();
        Volatile.Write(ref count, 0);
        Volatile.Write(ref dropped, 0);
        Volatile.Write(ref mostOpen, Volatile.Read(ref open));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await accepting;
        foreach (var (client, session) in sessions)
        {
            client.Dispose();
            await session;
        }

        end.Dispose();
        listener.Dispose();
    }

    private async Task Accept()
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(end.Token);
                client.NoDelay = true;
                sessions[client] = Serve(client);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The sink is being stopped, or the caller has gone already.
            }
        }
    }

    private async Task Serve(TcpClient client)
    {
        if (TakesAtOnce > 0 && Open >= TakesAtOnce)
        {
            await TurnAway(client);
            return;
        }

        var now = Interlocked.Increment(ref open);
        Interlocked.Increment(ref opened);
        for (var most = Volatile.Read(ref mostOpen); now > most && Interlocked.CompareExchange(ref mostOpen, now, most) != most; most = Volatile.Read(ref mostOpen))
        {
            // Another session counted at the same moment.
        }

        await Task.Yield();
        try
        {
            await new Session(this, client.GetStream()).Run(end.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side has gone.
        }
        finally
        {
            Interlocked.Decrement(ref open);
            sessions.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task TurnAway(TcpClient client)
    {
        Interlocked.Increment(ref turnedAway);
        try
        {
            await client.GetStream().WriteAsync("421 4.3.2 too many connections\r\n"u8.ToArray(), end.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side has gone.
        }

        sessions.TryRemove(client, out _);
        client.Dispose();
    }

    private async Task WhileHung(CancellationToken cancellation)
    {
        while (IsHung)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellation);
        }
    }

    private bool DropsThis()
    {
        if (Volatile.Read(ref drops) <= 0 || Interlocked.Decrement(ref drops) < 0)
        {
            return false;
        }

        Interlocked.Increment(ref dropped);
        IsHung |= hangsAfterDrops && Volatile.Read(ref drops) <= 0;
        return true;
    }

    private void Take(string messageId, string recipient)
    {
        mails.Enqueue(new SunkMail(messageId, recipient, Stopwatch.GetTimestamp()));
        Interlocked.Increment(ref count);
    }
}
