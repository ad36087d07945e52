namespace Hub.Web.Resources;

/// <summary>Duties to outside bodies and what is decided about them. Texts in <c>DutyTexts.resx</c>.</summary>
public sealed class DutyTexts;
