namespace Hub.Web.Resources;

/// <summary>Texts of the administration pages: <c>AdminTexts.resx</c>.</summary>
public sealed class AdminTexts;
