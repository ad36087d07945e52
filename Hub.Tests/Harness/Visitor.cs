using System.Net;
using System.Text.RegularExpressions;

namespace Hub.Tests.Harness;

/// <summary>Somebody at a browser without script: keeps cookies, follows no redirect by itself, fills in the forms that it finds.</summary>
public sealed partial class Visitor(HubApp app) : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient client = app.Anonymous();

    /// <summary>Names of the cookies that it has.</summary>
    public IReadOnlyList<string> Cookies => [.. cookies.GetAllCookies().Where(c => !c.Expired && c.Value.Length > 0).Select(c => c.Name)];

    /// <summary>Opens a page.</summary>
    public Task<HttpResponseMessage> Open(string path, params (string Name, string Value)[] headers) => Send(new HttpRequestMessage(HttpMethod.Get, path), headers);

    /// <summary>Opens a page, fills in its first form with these fields and sends it.</summary>
    public async Task<HttpResponseMessage> FillIn(string path, params (string Name, string Value)[] fields)
    {
        var page = await (await Open(path)).Content.ReadAsStringAsync();
        var form = Hidden().Matches(page).Select(m => (Name: m.Groups["name"].Value, Value: WebUtility.HtmlDecode(m.Groups["value"].Value)))
            .GroupBy(f => f.Name, StringComparer.Ordinal).Select(g => g.First()).Where(h => !fields.Any(f => f.Name == h.Name));
        return await Post(path, [.. form, .. fields]);
    }

    /// <summary>Sends fields, with the cookies and nothing else.</summary>
    public Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) =>
        Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) }, []);

    /// <summary>A value that a page hides in a form.</summary>
    public static string? HiddenIn(string page, string name) =>
        Hidden().Matches(page).Where(m => m.Groups["name"].Value == name).Select(m => WebUtility.HtmlDecode(m.Groups["value"].Value)).FirstOrDefault();

    /// <summary>Signs in with a password.</summary>
    public Task<HttpResponseMessage> SignIn(string mail, string password, string returnUrl = "/") =>
        FillIn($"/account/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", ("Mail", mail), ("Password", password));

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        var address = new Uri(client.BaseAddress!, request.RequestUri!);
        if (cookies.GetCookieHeader(address) is { Length: > 0 } carried)
        {
            request.Headers.Add("Cookie", carried);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = await client.SendAsync(request);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
            {
                cookies.SetCookies(address, cookie);
            }
        }

        return answer;
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();
}
