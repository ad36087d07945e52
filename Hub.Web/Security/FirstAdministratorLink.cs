using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Security;

/// <summary>Prints the one-time link by which the first administrator adds an account, at every start until there is one.</summary>
public sealed class FirstAdministratorLink(IDbContextFactory<HubDbContext> contexts, AccountLinks links)
{
    /// <summary>Prints it when it is needed.</summary>
    public async Task Print(TextWriter output, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.HasAdministrator())
        {
            return;
        }

        // On the console and not through the log, which others collect and keep.
        await output.WriteLineAsync("There is no administrator yet. Open this link within 24 hours to add the first; it works once:");
        await output.WriteLineAsync("  " + links.FirstAdministrator());
    }
}
