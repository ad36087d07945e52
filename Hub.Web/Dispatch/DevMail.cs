using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Resources;
using Microsoft.Extensions.Localization;
using MimeKit;

namespace Hub.Web.Dispatch;

/// <summary>The mails of the pickup folder, to read in Development: newest first, HTML in a frame that may do nothing.</summary>
internal static class DevMail
{
    private const int Shown = 200;

    public static void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/dev/mail").AllowAnonymous().ExcludeFromDescription();
        group.MapGet("", List);
        group.MapGet("/{name}", Show);
        group.MapGet("/{name}/body", Body);
    }

    private static async Task<IResult> List(PickupChannel pickup, IStringLocalizer<DevMailTexts> text)
    {
        var page = Begin(text["Title"]);
        var files = Directory.Exists(pickup.Folder)
            ? new DirectoryInfo(pickup.Folder).GetFiles("*.eml").OrderByDescending(f => f.Name, StringComparer.Ordinal).Take(Shown).ToList()
            : [];
        if (files.Count == 0)
        {
            page.Append("<p>").Append(Encode(text["Empty"])).Append("</p>");
        }

        page.Append("<ul>");
        foreach (var file in files)
        {
            var (to, subject) = await Headers(file.FullName);
            page.Append("<li><a href=\"/dev/mail/").Append(Encode(Path.GetFileNameWithoutExtension(file.Name))).Append("\">")
                .Append(Encode(subject.Length > 0 ? subject : text["ShortMessage"])).Append("</a><br><small>").Append(Encode(to)).Append("</small></li>");
        }

        return End(page.Append("</ul>"));
    }

    private static async Task<IResult> Show(string name, PickupChannel pickup, IStringLocalizer<DevMailTexts> text)
    {
        if (await Read(pickup, name) is not { } mail)
        {
            return Results.NotFound();
        }

        using (mail)
        {
            var page = Begin(mail.Subject ?? "").Append("<p><a href=\"/dev/mail\">").Append(Encode(text["Back"])).Append("</a></p><dl>");
            foreach (var header in mail.Headers)
            {
                page.Append("<dt>").Append(Encode(header.Field)).Append("</dt><dd>").Append(Encode(header.Value)).Append("</dd>");
            }

            page.Append("</dl>");
            if (mail.HtmlBody is not null)
            {
                // Links may open in a new window; scripts, forms and the page around it stay out of reach.
                page.Append("<iframe sandbox=\"allow-popups allow-popups-to-escape-sandbox\" title=\"HTML\" src=\"/dev/mail/").Append(Encode(name)).Append("/body\"></iframe>");
            }

            return End(page.Append("<pre>").Append(Linked(mail.TextBody ?? "")).Append("</pre>"));
        }
    }

    private static async Task<IResult> Body(string name, PickupChannel pickup, HttpContext context)
    {
        using var mail = await Read(pickup, name);
        if (mail?.HtmlBody is not { } html)
        {
            return Results.NotFound();
        }

        // Its own page shows it in a frame, and nobody else.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";
        return Results.Content(html.Replace("<a href=", "<a target=\"_blank\" rel=\"noreferrer\" href=", StringComparison.Ordinal), "text/html", Encoding.UTF8);
    }

    private static async Task<MimeMessage?> Read(PickupChannel pickup, string name)
    {
        var file = Path.Combine(pickup.Folder, name + ".eml");
        return name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && File.Exists(file) ? await MimeMessage.LoadAsync(file) : null;
    }

    private static async Task<(string To, string Subject)> Headers(string file)
    {
        try
        {
            var headers = await HeaderList.LoadAsync(file);
            return (headers[HeaderId.To] ?? "", headers[HeaderId.Subject] ?? "");
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            return ("", Path.GetFileName(file));
        }
    }

    private static string Linked(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line =>
        string.Join(' ', line.Split(' ').Select(word => Uri.TryCreate(word, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? $"<a target=\"_blank\" rel=\"noreferrer\" href=\"{Encode(word)}\">{Encode(word)}</a>"
            : Encode(word)))));

    private static StringBuilder Begin(string title) => new StringBuilder("<!DOCTYPE html><html lang=\"")
        .Append(CultureInfo.CurrentUICulture.Name)
        .Append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><link rel=\"icon\" href=\"/hub.svg\"><title>").Append(Encode(title))
        .Append("</title><style>:root{color-scheme:light dark}body{font-family:system-ui,'Noto Sans SC',sans-serif;max-width:960px;margin:24px auto;padding:0 16px;line-height:1.5}")
        .Append("li{margin-bottom:8px}dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;font-size:14px}dd{margin:0;overflow-wrap:anywhere}")
        .Append("iframe{width:100%;height:560px;border:1px solid #888;background:#fff}pre{white-space:pre-wrap;border:1px solid #888;padding:12px}</style></head><body><h1>")
        .Append(Encode(title)).Append("</h1>");

    private static IResult End(StringBuilder page) => Results.Content(page.Append("</body></html>").ToString(), "text/html", Encoding.UTF8);

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
