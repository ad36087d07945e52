using System.Text;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Features.Directory.Import;
using Hub.Web.Security;

namespace Hub.Web.Api;

/// <summary>The directory as tables: in with a dry run first, and out.</summary>
internal static class DirectoryFileCalls
{
    private const int MostBytes = 8 * 1024 * 1024;

    public static void Map(RouteGroupBuilder directory)
    {
        foreach (var kind in Enum.GetValues<SheetKind>())
        {
            var parts = kind.ToString().ToLowerInvariant();
            directory.MapPost($"/{parts}/import", (HttpContext http, ApiCall call, ImportDirectory import, RefusalSentences sentences) => Import(kind, http, call, import, sentences))
                .Says($"import{kind}", $"Take {parts} from a table", "Without `stamp` nothing is changed: the fate of every line. With the stamp of that answer, all of it is written in one transaction. Needs the right administer.")
                .Takes<ImportBody>(kind == SheetKind.Persons ? """{"csv":"name,mail,mobile\nSamantha Smith,samantha.smith@contoso.example,+861000000011\n"}""" : """{"csv":"key,nameEn,kind\nweb3,Web server WEB3,server\n"}""")
                .Gives<ImportAnswer>(null, 200).Refuses(400, 401, 403, 409, 413, 415, 422);
            var export = directory.MapGet($"/{parts}/export", (HttpContext http, ExportDirectory files, Problems problems) => Export(kind, http, files, problems))
                .Says($"export{kind}", $"Give the {parts} as a table", "UTF-8 with its mark; what a spreadsheet would run as a formula has an apostrophe in front. The import reads it back as it was. Needs the right administer.")
                .Refuses(401, 403);
            export.Produces<string>(StatusCodes.Status200OK, "text/csv");
        }
    }

    private static Task<IResult> Import(SheetKind kind, HttpContext http, ApiCall call, ImportDirectory import, RefusalSentences sentences)
    {
        var written = false;
        return call.Command<ImportBody, DryRun>(
            http,
            async (body, caller) =>
            {
                if (!caller.Has(Right.Administer))
                {
                    return Refusal.NotAllowed();
                }

                if (string.IsNullOrEmpty(body.Csv))
                {
                    return Refusal.Invalid("csv", "Required");
                }

                var file = Encoding.UTF8.GetBytes(body.Csv);
                written = body.Stamp is not null;
                var outcome = written
                    ? await import.Run(caller, kind, file, body.Stamp, body.LeaveOutFaulty == true, http.RequestAborted)
                    : await import.Look(caller, kind, file, http.RequestAborted);
                return outcome.IsRefused ? outcome.Refusal with { Field = outcome.Refusal.Field == "file" ? "csv" : outcome.Refusal.Field } : outcome;
            },
            run => (200, ImportAnswer.Of(run, written, sentences, Problems.LanguageOf(http))),
            MostBytes);
    }

    private static async Task<IResult> Export(SheetKind kind, HttpContext http, ExportDirectory files, Problems problems)
    {
        var file = await files.Run(Callers.Of(http), kind, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return file.IsRefused ? problems.Of(http, file.Refusal) : Results.File(file.Value.Bytes, "text/csv; charset=utf-8", file.Value.Name);
    }
}
