using System.Globalization;
using Hub.Domain.Response;
using Hub.Web.Components;
using Hub.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Features.Response;

/// <summary>Names of the sections in both languages, that of the report first: whoever reads it need not be able to read the text to find the section.</summary>
public sealed class SectionNames(IStringLocalizer<SituationTexts> texts)
{
    /// <summary>As <c>Measures taken · 已采取措施</c>.</summary>
    public string Of(SituationSection section, string culture)
    {
        var own = In(section, culture);
        return $"{own} · {In(section, culture == Languages.Chinese ? Languages.English : Languages.Chinese)}";
    }

    private string In(SituationSection section, string culture)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            return texts[$"Section_{section}"];
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
