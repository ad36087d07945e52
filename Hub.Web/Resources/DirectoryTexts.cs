namespace Hub.Web.Resources;

/// <summary>Texts of the directory page.</summary>
public sealed class DirectoryTexts;
