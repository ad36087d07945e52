using Hub.Web.Setup;
using MimeKit;

namespace Hub.Web.Security;

/// <summary>Carries the few mails about accounts, which belong to no notice.</summary>
public interface IAccountMail
{
    /// <summary>Hands a mail over.</summary>
    Task Send(MimeMessage message, CancellationToken cancellation);
}

/// <summary>Leaves the mails in the folder where the notices' pickup mails lie.</summary>
internal sealed class PickupAccountMail(DataFolder folder, TimeProvider time) : IAccountMail
{
    public async Task Send(MimeMessage message, CancellationToken cancellation)
    {
        var place = Path.Combine(folder.Path, "mail");
        Directory.CreateDirectory(place);
        await message.WriteToAsync(Path.Combine(place, $"{Guid.CreateVersion7(time.GetUtcNow()):N}.eml"), cancellation);
    }
}
