namespace Hub.Web.Resources;

/// <summary>Texts of the plan page.</summary>
public sealed class PlanTexts;
