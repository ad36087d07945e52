using System.Globalization;
using Hub.Domain.People;
using Hub.Web.Setup;

namespace Hub.Web.Dispatch.Channels;

/// <summary>Writes each mail into a file of the data folder instead of sending it: complete or not at all.</summary>
public sealed class PickupChannel(MailComposer composer, DataFolder data, TimeProvider time) : IChannel
{
    /// <summary>Where the files are.</summary>
    public string Folder { get; } = Path.Combine(data.Path, "mail");

    /// <inheritdoc/>
    public Channel Kind => Channel.Mail;

    /// <inheritdoc/>
    public async Task<SendResult> Send(OutgoingMessage message, int lane, CancellationToken cancellation)
    {
        using var mime = composer.Compose(message);
        if (mime is null)
        {
            return new SendResult.Permanent("The address is not a mail address.");
        }

        var name = $"{time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}-{message.DeliveryId:N}";
        var file = Path.Combine(Folder, name + ".eml");
        var half = Path.Combine(Folder, name + ".tmp");
        try
        {
            Directory.CreateDirectory(Folder);
            await using (var stream = new FileStream(half, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await mime.WriteToAsync(stream, cancellation);
            }

            File.Move(half, file, overwrite: true);
            return new SendResult.Accepted("pickup " + name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SendResult.Unavailable($"The folder for mail cannot be written: {Texts.OneLine.Clean(e.GetType().Name)}.", TimeSpan.FromSeconds(1));
        }
    }

    /// <inheritdoc/>
    public async Task<SendResult> Probe(CancellationToken cancellation)
    {
        var probe = Path.Combine(Folder, "probe.tmp");
        try
        {
            Directory.CreateDirectory(Folder);
            await File.WriteAllTextAsync(probe, "probe", cancellation);
            File.Delete(probe);
            return new SendResult.Accepted(null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SendResult.Unavailable("The folder for mail cannot be written.", TimeSpan.FromSeconds(1));
        }
    }
}
