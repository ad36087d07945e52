namespace Hub.Web.Resources;

/// <summary>Drills. Texts in <c>DrillTexts.resx</c>.</summary>
public sealed class DrillTexts;
