namespace Hub.Web.Resources;

/// <summary>Shortcuts of the keyboard. Texts in <c>KeyTexts.resx</c>.</summary>
public sealed class KeyTexts;
