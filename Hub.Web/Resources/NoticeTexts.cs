namespace Hub.Web.Resources;

/// <summary>Texts of notices, as mail and short message.</summary>
public sealed class NoticeTexts;
