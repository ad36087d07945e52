using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Hub.Tests.Api;

/// <summary>Calls as an outside program writes them, and what it looks for in the answers.</summary>
internal static class ApiAssertions
{
    public static Task<HttpResponseMessage> PostRaw(this HttpClient client, string path, string json, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        return client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, object body) => client.PostAsJsonAsync(path, body);

    public static Task<HttpResponseMessage> Put(this HttpClient client, string path, object body) => client.PutAsJsonAsync(path, body);

    public static async Task<JsonElement> Json(this HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    /// <summary>The answer has the status; gives its JSON.</summary>
    public static async Task<JsonElement> Answers(this Task<HttpResponseMessage> call, HttpStatusCode status)
    {
        var response = await call;
        response.StatusCode.Should().Be(status, await response.Content.ReadAsStringAsync());
        return await response.Json();
    }

    /// <summary>The answer is problem details with the status and code; gives its JSON.</summary>
    public static async Task<JsonElement> IsProblem(this Task<HttpResponseMessage> call, int status, string code, string? field = null)
    {
        var response = await call;
        ((int)response.StatusCode).Should().Be(status, await response.Content.ReadAsStringAsync());
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        var problem = await response.Json();
        problem.GetProperty("status").GetInt32().Should().Be(status);
        problem.GetProperty("code").GetString().Should().Be(code);
        problem.GetProperty("title").GetString().Should().NotBeNullOrEmpty();
        problem.GetProperty("detail").GetString().Should().NotBeNullOrEmpty().And.NotContain("Exception").And.NotBe(code);
        if (field is not null)
        {
            problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).Should().Equal(field);
            problem.GetProperty("errors").GetProperty(field)[0].GetString().Should().NotBeNullOrEmpty();
        }
        else
        {
            problem.TryGetProperty("errors", out _).Should().BeFalse();
        }

        return problem;
    }

    public static string Number(this JsonElement answer) => answer.GetProperty("number").GetString()!;
}
