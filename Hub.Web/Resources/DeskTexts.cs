namespace Hub.Web.Resources;

/// <summary>The desk and what stands on it. Texts in <c>DeskTexts.resx</c>.</summary>
public sealed class DeskTexts;
