namespace Hub.Web.Resources;

/// <summary>Texts of the page that shows every widget.</summary>
public sealed class LookTexts;
