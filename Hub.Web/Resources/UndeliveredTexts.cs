namespace Hub.Web.Resources;

/// <summary>Texts of the list of what could not be delivered, and of what helps.</summary>
public sealed class UndeliveredTexts;
