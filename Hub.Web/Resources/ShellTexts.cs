namespace Hub.Web.Resources;

/// <summary>Texts of the shell: navigation, connection, menus, errors.</summary>
public sealed class ShellTexts;
