namespace Hub.Web.Resources;

/// <summary>Incidents: list, page, commands and the judgement of reports. Texts in <c>IncidentTexts.resx</c>.</summary>
public sealed class IncidentTexts;
