using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory.Import;

/// <summary>A part of the directory as a file that a spreadsheet opens and that the import reads back.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="Bytes">UTF-8 with its mark.</param>
public sealed record DirectoryFile(string Name, byte[] Bytes);

/// <summary>Writes persons, outside bodies or assets into a table.</summary>
public sealed class ExportDirectory(IDbContextFactory<HubDbContext> contexts, ImportDirectory import)
{
    /// <summary>Refused: without the right to administer, since it holds everybody's addresses at once.</summary>
    public async Task<Outcome<DirectoryFile>> Run(Caller caller, SheetKind kind, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var sheet = import.NewSheet(kind);
        await sheet.Load(db, cancellation);
        return new DirectoryFile($"hub-{kind.ToString().ToLowerInvariant()}.csv", CsvFile.Write([.. sheet.Columns.Except(sheet.OnlyRead)], sheet.Export()));
    }
}
