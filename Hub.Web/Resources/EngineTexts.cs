namespace Hub.Web.Resources;

/// <summary>What the banners say about the program itself. Texts in <c>EngineTexts.resx</c>.</summary>
public sealed class EngineTexts;
