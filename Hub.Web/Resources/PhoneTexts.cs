namespace Hub.Web.Resources;

/// <summary>Words of the page behind a notice's link; what the notice says stands in <see cref="NoticeTexts"/>.</summary>
public sealed class PhoneTexts;
