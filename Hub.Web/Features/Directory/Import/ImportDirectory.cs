using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Features.Directory.Import;

/// <summary>Takes persons, outside bodies or assets from a table. First everybody sees what would become of every line; nothing changes before it is confirmed.</summary>
public sealed class ImportDirectory(Writer writer, IDbContextFactory<HubDbContext> contexts, PlanInForce plans, IOptions<HubOptions> options)
{
    /// <summary>The fate of every line. Nothing is changed. Refused: without the right to administer; a file that is no table.</summary>
    public async Task<Outcome<DryRun>> Look(Caller caller, SheetKind kind, byte[] file, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Judge(db, NewSheet(kind), kind, file, cancellation);
    }

    /// <summary>
    /// Writes what the dry run showed, all of it in one transaction. Refused: without the right to administer; a stamp that fits no more, since the file is
    /// another or the directory was changed meanwhile (409); faulty lines that the caller does not leave out knowingly (409); nothing to write (409).
    /// </summary>
    /// <param name="caller">Who does it.</param>
    /// <param name="kind">What the file holds.</param>
    /// <param name="file">The same file.</param>
    /// <param name="stamp">Stamp of the dry run.</param>
    /// <param name="leaveOutFaulty">True: faulty lines are left out.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Outcome<DryRun>> Run(Caller caller, SheetKind kind, byte[] file, string? stamp, bool leaveOutFaulty, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<DryRun>(caller, async work =>
        {
            var sheet = NewSheet(kind);
            var judged = await Judge(work.Db, sheet, kind, file, cancellation);
            if (judged.IsRefused)
            {
                return judged;
            }

            var run = judged.Value;
            if (!string.Equals(run.Stamp, stamp, StringComparison.Ordinal))
            {
                return Refusal.Conflict("ImportStale");
            }

            var faulty = run.Count(LineFate.Faulty);
            if (faulty > 0 && !leaveOutFaulty)
            {
                return Refusal.Conflict("ImportFaulty", faulty);
            }

            if (run.Writes == 0)
            {
                return Refusal.Conflict("ImportNothing");
            }

            await sheet.Write(work, cancellation);
            work.Record("administration", new Fact(
                FactKind.DirectoryImported,
                ("change", $"sheet{kind}"),
                ("added", Said(run.Count(LineFate.New))),
                ("changed", Said(run.Count(LineFate.Changed))),
                ("retired", Said(run.Count(LineFate.Retired))),
                ("left", Said(faulty)),
                ("detail", Convert.ToHexStringLower(SHA256.HashData(file))[..16])));
            return run;
        }, cancellation);
    }

    private static async Task<Outcome<DryRun>> Judge(HubDbContext db, Sheet sheet, SheetKind kind, byte[] file, CancellationToken cancellation)
    {
        var text = CsvText.Read(file);
        if (text.IsRefused)
        {
            return text.Refusal;
        }

        var table = CsvTable.Read(text.Value, sheet.ColumnOf);
        if (table.IsRefused)
        {
            return table.Refusal;
        }

        await sheet.Load(db, cancellation);
        var stamp = Stamp(kind, file, sheet);
        var lines = table.Value.Rows.Select(row => row.Count == table.Value.Width
            ? sheet.Judge(row)
            : new ImportLine(row.Line, "", LineFate.Faulty, [], Refusal.Invalid("line", "ImportCellCount", table.Value.Width, row.Count))).ToList();
        return new DryRun(kind, stamp, lines, table.Value.Unknown, sheet.Deeds.Count == 0 ? null : new DeedsTogether(sheet.Deeds));
    }

    private static string Stamp(SheetKind kind, byte[] file, Sheet sheet)
    {
        var looked = new StringBuilder().Append(kind).Append('\n').Append(Convert.ToHexString(SHA256.HashData(file)));
        foreach (var version in sheet.Versions())
        {
            looked.Append('\n').Append(version);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(looked.ToString())));
    }

    private static string Said(int count) => count.ToString(CultureInfo.InvariantCulture);

    internal Sheet NewSheet(SheetKind kind) => kind switch
    {
        SheetKind.Persons => new PersonSheet(options.Value.DefaultCulture, options.Value.TimeZone),
        SheetKind.Bodies => new BodySheet(plans, options.Value.DefaultCulture),
        _ => new AssetSheet(),
    };
}
