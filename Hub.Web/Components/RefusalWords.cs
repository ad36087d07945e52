using Hub.Domain.Shared;
using Hub.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Components;

/// <summary>Sentences of refusals, for the field that they belong to.</summary>
public static class RefusalWords
{
    /// <summary>The sentence of the refusal.</summary>
    public static string Say(this IStringLocalizer<RefusalTexts> texts, Refusal refusal) => texts[refusal.Code, refusal.Arguments].Value;

    /// <summary>The sentence when the refusal is about that field; else null.</summary>
    public static string? Of(this IStringLocalizer<RefusalTexts> texts, Refusal? refusal, string field) => refusal?.Field == field ? texts.Say(refusal) : null;
}
