namespace Hub.Web.Resources;

/// <summary>Texts of the pages that show the pickup folder.</summary>
public sealed class DevMailTexts;
