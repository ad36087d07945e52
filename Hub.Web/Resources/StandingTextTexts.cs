namespace Hub.Web.Resources;

/// <summary>Texts of the editor of standing texts.</summary>
public sealed class StandingTextTexts;
