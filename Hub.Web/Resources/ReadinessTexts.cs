namespace Hub.Web.Resources;

/// <summary>Texts of readiness: what was found, and what would mend it.</summary>
public sealed class ReadinessTexts;
