using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Api;

/// <summary>Why a call was not carried out (RFC 9457).</summary>
/// <param name="Title">What sort of problem, in the language of <c>Accept-Language</c>.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">Why, in a sentence for people.</param>
/// <param name="Code">The same for programs; never changes.</param>
/// <param name="Errors">Faults by the name of their field.</param>
public sealed record ApiProblem(
    [property: Description("What sort of problem it is, in the language of Accept-Language.")] string Title,
    [property: Description("HTTP status.")] int Status,
    [property: Description("Why, in a sentence for people.")] string Detail,
    [property: Description("Why, for programs; never changes.")] string Code,
    [property: Description("Faults by the name of their field, when a field is at fault.")] IReadOnlyDictionary<string, string[]>? Errors = null);

/// <summary>Says refusals and faults as problem details, in the language that the caller accepts; English when it accepts neither.</summary>
internal sealed class Problems(RefusalSentences sentences, IStringLocalizer<ApiTexts> texts)
{
    /// <summary>The language of a call's answers.</summary>
    public static string LanguageOf(HttpContext http) => Languages.Choose(null, null, null, http.Request.Headers.AcceptLanguage, Languages.English);

    /// <summary>Says something in the language of a call's answers.</summary>
    public static T InLanguageOf<T>(HttpContext http, Func<T> say)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(LanguageOf(http));
            return say();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>A use case refused.</summary>
    public ApiAnswer Of(HttpContext http, Refusal refusal)
    {
        var status = refusal.Kind switch
        {
            RefusalKind.Invalid => StatusCodes.Status400BadRequest,
            RefusalKind.NotAllowed => StatusCodes.Status403Forbidden,
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Gone => StatusCodes.Status410Gone,
            _ => StatusCodes.Status409Conflict,
        };
        return Write(http, status, refusal.Code, refusal.Field, language => sentences.Of(refusal, language));
    }

    /// <summary>The call itself is at fault, or the program is; the text is <c>ApiTexts[code]</c>.</summary>
    public ApiAnswer Of(HttpContext http, int status, string code, string? field = null, int? retryAfter = null, params object[] arguments) =>
        Write(http, status, code, field, _ => texts[code, arguments]) with { RetryAfter = retryAfter };

    /// <summary>Nothing is known but the status.</summary>
    public ApiAnswer OfStatus(HttpContext http, int status) => status switch
    {
        401 => Of(http, status, "KeyMissing"),
        403 => Of(http, Refusal.NotAllowed()),
        404 => Of(http, status, "NoSuchCall"),
        405 => Of(http, status, "MethodWrong"),
        413 => Of(http, status, "BodyTooLarge", null, null, ApiCall.MostBytes / 1024),
        415 => Of(http, status, "NotJson"),
        >= 500 => Of(http, status, "ServerFault"),
        _ => Of(http, status, "CallWrong"),
    };

    private ApiAnswer Write(HttpContext http, int status, string code, string? field, Func<string, string> say)
    {
        var language = LanguageOf(http);
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            var detail = say(language);
            var title = texts[$"Status_{status}"];
            var problem = new ApiProblem(
                title.ResourceNotFound ? texts["Status_Other"] : title,
                status,
                field is null ? detail : $"{field}: {detail}",
                code,
                field is null ? null : new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [detail] });
            return new ApiAnswer(status, JsonSerializer.Serialize(problem, Written), "application/problem+json; charset=utf-8") { Language = language };
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static readonly JsonSerializerOptions Written = new(ApiJson.Options) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
}
