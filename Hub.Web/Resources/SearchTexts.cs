namespace Hub.Web.Resources;

/// <summary>Finding things, and what was found. Texts in <c>SearchTexts.resx</c>.</summary>
public sealed class SearchTexts;
