using Hub.Web.Resources;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Hub.Web.Components;

/// <summary>MudBlazor's own words in our languages.</summary>
public sealed class MudWords(IStringLocalizer<MudTexts> texts) : MudLocalizer
{
    public override LocalizedString this[string key] => texts[key];
}
