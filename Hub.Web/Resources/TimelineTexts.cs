namespace Hub.Web.Resources;

/// <summary>Entries of the record, one for each kind of fact; names in braces are values of the entry. Texts in <c>TimelineTexts.resx</c>.</summary>
public sealed class TimelineTexts;
