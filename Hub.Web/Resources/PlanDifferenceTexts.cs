namespace Hub.Web.Resources;

/// <summary>Sentences that say what differs between two versions of the plan. Texts in <c>PlanDifferenceTexts.resx</c>.</summary>
public sealed class PlanDifferenceTexts;
