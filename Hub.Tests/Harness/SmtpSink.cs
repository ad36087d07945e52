using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

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
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<TcpClient, Task> sessions = new();
    private readonly ConcurrentQueue<SunkMail> mails = new();
    private readonly Task accepting;
    private int count;
    private int open;
    private int mostOpen;

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

    /// <summary>Mails so far.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Mails so far, in the order of their acceptance.</summary>
    public IReadOnlyCollection<SunkMail> Mails => mails;

    /// <summary>Most connections that were open at once since the last <see cref="Forget"/>.</summary>
    public int MostOpen => Volatile.Read(ref mostOpen);

    /// <summary>Starts on a port, or on a free one.</summary>
    public static SmtpSink Start(int port = 0) => new(port);

    /// <summary>A port on which nobody listens now.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Begins to count anew.</summary>
    public void Forget()
    {
        mails.Clear();
        Volatile.Write(ref count, 0);
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
        var now = Interlocked.Increment(ref open);
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

    private void Take(string messageId, string recipient)
    {
        mails.Enqueue(new SunkMail(messageId, recipient, Stopwatch.GetTimestamp()));
        Interlocked.Increment(ref count);
    }

    private sealed class Session(SmtpSink sink, Stream stream)
    {
        private readonly PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16_384));
        private readonly ArrayBufferWriter<byte> answers = new(512);
        private readonly List<string> recipients = [];
        private bool inData;
        private bool quit;

        public async Task Run(CancellationToken cancellation)
        {
            Say("220 sink.example ESMTP\r\n");
            await Flush(cancellation);
            while (!quit)
            {
                var read = await reader.ReadAsync(cancellation);
                var buffer = read.Buffer;
                while (!quit && Next(ref buffer, out var mail))
                {
                    if (mail is not null)
                    {
                        await Accept(mail, cancellation);
                    }
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                await Flush(cancellation);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }

        private async Task Accept(string messageId, CancellationToken cancellation)
        {
            if (sink.Thinks > TimeSpan.Zero)
            {
                await Task.Delay(sink.Thinks, TimeProvider.System, cancellation);
            }

            foreach (var recipient in recipients)
            {
                sink.Take(messageId, recipient);
            }

            recipients.Clear();
            Say("250 2.0.0 taken\r\n");
        }

        /// <summary>Takes one command, or one whole mail, from what has arrived.</summary>
        private bool Next(ref ReadOnlySequence<byte> buffer, out string? messageId)
        {
            messageId = null;
            var parts = new SequenceReader<byte>(buffer);
            if (!parts.TryReadTo(out ReadOnlySequence<byte> text, inData ? "\r\n.\r\n"u8 : "\r\n"u8))
            {
                return false;
            }

            buffer = buffer.Slice(parts.Position);
            if (inData)
            {
                inData = false;
                messageId = MessageIdOf(text);
            }
            else
            {
                Answer(Encoding.ASCII.GetString(text));
            }

            return true;
        }

        private void Answer(string command)
        {
            var verb = command.Split(' ', 2)[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    Say("250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n");
                    break;
                case "RCPT":
                    var (from, to) = (command.IndexOf('<', StringComparison.Ordinal), command.IndexOf('>', StringComparison.Ordinal));
                    recipients.Add(from >= 0 && to > from ? command[(from + 1)..to] : "");
                    Say("250 2.1.5 ok\r\n");
                    break;
                case "DATA":
                    inData = true;
                    Say("354 go on\r\n");
                    break;
                case "QUIT":
                    quit = true;
                    Say("221 2.0.0 bye\r\n");
                    break;
                case "RSET" or "MAIL":
                    recipients.Clear();
                    Say("250 2.0.0 ok\r\n");
                    break;
                default:
                    Say("250 2.0.0 ok\r\n");
                    break;
            }
        }

        private static string MessageIdOf(ReadOnlySequence<byte> mail)
        {
            var lines = new SequenceReader<byte>(mail);
            while (lines.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8) && line.Length > 0)
            {
                if (line.FirstSpan is [(byte)'M' or (byte)'m', ..] && Encoding.ASCII.GetString(line) is var header && header.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))
                {
                    return header["Message-ID:".Length..].Trim().Trim('<', '>');
                }
            }

            return "";
        }

        private void Say(string line) => Encoding.ASCII.GetBytes(line, answers);

        private async ValueTask Flush(CancellationToken cancellation)
        {
            if (answers.WrittenCount > 0)
            {
                await stream.WriteAsync(answers.WrittenMemory, cancellation);
                answers.ResetWrittenCount();
            }
        }
    }
}
