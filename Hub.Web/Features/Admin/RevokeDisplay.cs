using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Admin;

/// <summary>Ends a display: the wall goes blank within 30 s.</summary>
public sealed class RevokeDisplay(Writer writer)
{
    public async Task<Outcome<Guid>> Run(Caller caller, Guid displayId, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<Guid>(caller, async work =>
        {
            if (await work.Db.Displays.FirstOrDefaultAsync(d => d.Id == displayId) is not { } display)
            {
                return Refusal.NotFound();
            }

            if (display.RevokedAt is not null)
            {
                return Refusal.Conflict("DisplayRevokedAlready");
            }

            display.RevokedAt = work.Now;
            work.Record("administration", new Fact(FactKind.KeyChanged, ("key", display.Name), ("change", "displayRevoked"), ("detail", "")));
            return displayId;
        }, cancellation);
    }
}
