namespace Hub.Web.Resources;

/// <summary>MudBlazor's own words.</summary>
public sealed class MudTexts;
