namespace Hub.Web.Resources;

/// <summary>Texts of the account pages: <c>AccountTexts.resx</c>.</summary>
public sealed class AccountTexts;
