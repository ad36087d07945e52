namespace Hub.Web.Resources;

/// <summary>Texts of the wall.</summary>
public sealed class WallTexts;
