namespace Hub.Web.Resources;

/// <summary>Versions of the plan, and what is decided about them. Texts in <c>PlanVersionTexts.resx</c>.</summary>
public sealed class PlanVersionTexts;
