namespace Hub.Web.Resources;

/// <summary>Texts of the page that takes tables.</summary>
public sealed class ImportTexts;
