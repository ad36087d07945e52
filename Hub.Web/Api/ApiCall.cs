using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Hub.Web.Store;

namespace Hub.Web.Api;

/// <summary>One call of the API: reads its body, runs the use case as the key's caller, and answers; with an Idempotency-Key, once for ever.</summary>
internal sealed class ApiCall(Receipt receipt, Problems problems)
{
    /// <summary>Longest body of a call, bytes.</summary>
    public const int MostBytes = 256 * 1024;

    private const int LongestKey = 200;

    /// <summary>A command: its body is required.</summary>
    public Task<IResult> Command<TBody, TValue>(
        HttpContext http, Func<TBody, Caller, Task<Outcome<TValue>>> run, Func<TValue, (int Status, object Body)> answer, int most = MostBytes)
        where TBody : class, new()
        where TValue : notnull => Run(http, run, answer, bodyIsOptional: false, most);

    /// <summary>A command that may come without a body.</summary>
    public Task<IResult> BareCommand<TBody, TValue>(
        HttpContext http, Func<TBody, Caller, Task<Outcome<TValue>>> run, Func<TValue, (int Status, object Body)> answer, int most = MostBytes)
        where TBody : class, new()
        where TValue : notnull => Run(http, run, answer, bodyIsOptional: true, most);

    /// <summary>A question.</summary>
    public async Task<IResult> Ask<TValue>(HttpContext http, Func<Caller, Task<Outcome<TValue>>> run, Func<TValue, object> answer)
        where TValue : notnull
    {
        var outcome = await run(Callers.Of(http));
        return outcome.IsRefused ? problems.Of(http, outcome.Refusal) : Json(StatusCodes.Status200OK, answer(outcome.Value));
    }

    /// <summary>An answer as JSON.</summary>
    public static ApiAnswer Json(int status, object body) => new(status, JsonSerializer.Serialize(body, body.GetType(), ApiJson.Options));

    /// <summary>Reads a body up to a limit; null when it is longer.</summary>
    public static async Task<byte[]?> ReadBody(HttpContext http, int most)
    {
        if (http.Request.ContentLength > most)
        {
            return null;
        }

        var writer = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await http.Request.Body.ReadAsync(writer.GetMemory(8 * 1024), http.RequestAborted);
            if (read == 0)
            {
                return writer.WrittenSpan.ToArray();
            }

            writer.Advance(read);
            if (writer.WrittenCount > most)
            {
                return null;
            }
        }
    }

    /// <summary>Reads JSON, or says what is wrong with it and where.</summary>
    public (TBody? Body, ApiAnswer? Fault) Read<TBody>(HttpContext http, byte[] bytes, JsonSerializerOptions options)
        where TBody : class
    {
        try
        {
            return JsonSerializer.Deserialize<TBody>(bytes, options) is { } body
                ? (body, null)
                : (null, problems.Of(http, StatusCodes.Status400BadRequest, "BodyMissing"));
        }
        catch (JsonException e)
        {
            var field = FieldOf(e.Path);
            var code = e.Message.Contains("could not be mapped", StringComparison.Ordinal) ? "FieldUnknown"
                : e.Message.Contains("Duplicate", StringComparison.OrdinalIgnoreCase) ? "FieldTwice"
                : e.InnerException is JsonException || field is null ? "JsonBroken"
                : "ValueWrong";
            return (null, code == "JsonBroken"
                ? problems.Of(http, StatusCodes.Status400BadRequest, code, null, null, (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1)
                : problems.Of(http, StatusCodes.Status400BadRequest, code, field));
        }
    }

    private static string? FieldOf(string? path) =>
        path is null or "$" ? null : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    private async Task<IResult> Run<TBody, TValue>(
        HttpContext http, Func<TBody, Caller, Task<Outcome<TValue>>> run, Func<TValue, (int Status, object Body)> answer, bool bodyIsOptional, int most)
        where TBody : class, new()
        where TValue : notnull
    {
        if (await ReadBody(http, most) is not { } bytes)
        {
            return problems.Of(http, StatusCodes.Status413PayloadTooLarge, "BodyTooLarge", null, null, most / 1024);
        }

        if (bytes.Length == 0 && !bodyIsOptional)
        {
            return problems.Of(http, StatusCodes.Status400BadRequest, "BodyMissing");
        }

        var (body, fault) = bytes.Length == 0 ? (new TBody(), null) : Read<TBody>(http, bytes, ApiJson.Options);
        var caller = Callers.Of(http);
        if ((fault ?? Keep(http, caller, bytes)) is { } wrong)
        {
            return wrong;
        }

        receipt.Answer = value => Say(answer((TValue)value));
        var outcome = await run(body!, caller);
        if (receipt.Earlier is { } earlier)
        {
            return earlier.BodyHash == receipt.BodyHash
                ? new ApiAnswer(earlier.Status, earlier.Body)
                : problems.Of(http, StatusCodes.Status422UnprocessableEntity, "KeyReused", "Idempotency-Key");
        }

        if (outcome.IsRefused)
        {
            return problems.Of(http, outcome.Refusal);
        }

        var (status, json) = Say(answer(outcome.Value));
        return new ApiAnswer(status, json);
    }

    private static (int Status, string Body) Say((int Status, object Body) answer) => (answer.Status, Json(answer.Status, answer.Body).Body);

    /// <summary>Lets the writer keep the answer when the call has an Idempotency-Key; says what is wrong with the header.</summary>
    private ApiAnswer? Keep(HttpContext http, Caller caller, byte[] body)
    {
        if (!http.Request.Headers.TryGetValue("Idempotency-Key", out var header))
        {
            return null;
        }

        var key = header.ToString();
        if (header.Count != 1 || key.Length is 0 or > LongestKey || key.Any(char.IsControl))
        {
            return problems.Of(http, StatusCodes.Status400BadRequest, "KeyWrong", "Idempotency-Key", null, LongestKey);
        }

        receipt.Scope = Hash(Encoding.UTF8.GetBytes($"{caller.Id:N}\n{http.Request.Method}\n{http.Request.Path}\n{key}"));
        receipt.BodyHash = Hash(body);
        return null;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
