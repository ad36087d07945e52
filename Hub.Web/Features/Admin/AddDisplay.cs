using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Features.Admin;

/// <summary>Adds a wall. What is shown once is the wall's whole address.</summary>
public sealed class AddDisplay(Writer writer, IOptions<HubOptions> options)
{
    public async Task<Outcome<Shown>> Run(Caller caller, string? name, bool isMasked, bool hasSound, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        if (Text.Required("name", name, 100) is { } fault)
        {
            return fault;
        }

        var secret = Secrets.New("wall");
        return await writer.Run<Shown>(caller, async work =>
        {
            var clean = Text.Straight(name!);
            if (await work.Db.Displays.AnyAsync(d => d.Name == clean))
            {
                return Refusal.Invalid("name", "NameTaken");
            }

            var display = new Display { Id = Guid.CreateVersion7(work.Now), Name = clean, Hash = Secrets.Hash(secret), IsMasked = isMasked, HasSound = hasSound, CreatedAt = work.Now };
            work.Db.Displays.Add(display);
            work.Record("administration", new Fact(FactKind.KeyChanged, ("key", clean), ("change", "displayAdded"), ("detail", string.Join(", ", new[] { isMasked ? "masked" : "", hasSound ? "sound" : "" }.Where(d => d.Length > 0)))));
            return new Shown(display.Id, $"{options.Value.PublicUrl.TrimEnd('/')}/wall?key={secret}");
        }, cancellation);
    }
}
