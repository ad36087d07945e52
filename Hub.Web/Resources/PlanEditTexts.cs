namespace Hub.Web.Resources;

/// <summary>The editor of the plan. Texts in <c>PlanEditTexts.resx</c>.</summary>
public sealed class PlanEditTexts;
