namespace Hub.Web.Resources;

/// <summary>Reporting an event, and what became of reports. Texts in <c>ReportTexts.resx</c>.</summary>
public sealed class ReportTexts;
