namespace Hub.Web.Resources;

/// <summary>Texts of a ladder's picture.</summary>
public sealed class LadderTexts;
