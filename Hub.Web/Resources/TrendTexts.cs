namespace Hub.Web.Resources;

/// <summary>Texts of the trend of incidents.</summary>
public sealed class TrendTexts;
