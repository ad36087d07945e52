namespace Hub.Web.Resources;

/// <summary>The words that are the same everywhere: grades, stages, states, categories, channels.</summary>
public sealed class WordTexts;
