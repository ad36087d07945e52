namespace Hub.Web.Resources;

/// <summary>Texts of situation reports.</summary>
public sealed class SituationTexts;
