using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Hub.Tests.Harness;

/// <summary>One connection to the sink.</summary>
public sealed partial class SmtpSink
{
    private sealed class Session(SmtpSink sink, Stream stream)
    {
        private readonly PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16_384));
        private readonly ArrayBufferWriter<byte> answers = new(512);
        private readonly List<string> recipients = [];
        private bool inData;
        private bool quit;

        public async Task Run(CancellationToken cancellation)
        {
            if (await Hung(cancellation))
            {
                return;
            }

            Say("220 sink.example ESMTP\r\n");
            await Flush(cancellation);
            while (!quit)
            {
                var read = await reader.ReadAsync(cancellation);
                var buffer = read.Buffer;
                while (!quit && Next(ref buffer, out var mail))
                {
                    if (await Hung(cancellation))
                    {
                        return;
                    }

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

        /// <summary>True when the sink hung: then nobody is answered, and the connection ends with it.</summary>
        private async ValueTask<bool> Hung(CancellationToken cancellation)
        {
            if (!sink.IsHung)
            {
                return false;
            }

            await sink.WhileHung(cancellation);
            return true;
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
            if (sink.DropsThis())
            {
                quit = true;
                return;
            }

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
                    var recipient = from >= 0 && to > from ? command[(from + 1)..to] : "";
                    if (sink.Refuses?.Invoke(recipient) is { } refusal)
                    {
                        Say(refusal + "\r\n");
                        break;
                    }

                    recipients.Add(recipient);
                    Say("250 2.1.5 ok\r\n");
                    break;
                case "DATA" when recipients.Count == 0:
                    Say("554 5.5.1 no recipient\r\n");
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
