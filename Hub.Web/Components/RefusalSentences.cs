using System.Globalization;
using Hub.Domain.Shared;
using Hub.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Components;

/// <summary>Says a refusal in words.</summary>
public sealed class RefusalSentences(IStringLocalizer<RefusalTexts> texts)
{
    /// <summary>In the language of the reader.</summary>
    public string Of(Refusal refusal) => texts[refusal.Code, refusal.Arguments];

    /// <summary>In a language by its name, for programs and the console.</summary>
    public string Of(Refusal refusal, string culture)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            return Of(refusal);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
