using Hub.Web.Security;

namespace Hub.Web.Features.Directory.Import;

/// <summary>Files that the directory's pages give: a browser can only save what has an address.</summary>
internal static class ExportCalls
{
    public static void MapDirectoryFiles(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/directory/export/{kind}", Export).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IResult> Export(string kind, HttpContext http, ExportDirectory export)
    {
        if (!Enum.TryParse<SheetKind>(kind, ignoreCase: true, out var part) || !Enum.IsDefined(part))
        {
            return Results.NotFound();
        }

        var file = await export.Run(Callers.Of(http.User), part, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return file.IsRefused ? Results.LocalRedirect("/account/denied") : Results.File(file.Value.Bytes, "text/csv; charset=utf-8", file.Value.Name);
    }
}
