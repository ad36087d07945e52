namespace Hub.Web.Resources;

/// <summary>Texts of the incident page: what stands, who looks on, systems, print.</summary>
public sealed class IncidentPageTexts;
