namespace Hub.Web.Components;

/// <summary>Which build is running; an unattended wall reloads itself when it changes.</summary>
public static class Build
{
    public static string Version { get; } = typeof(Build).Assembly.ManifestModule.ModuleVersionId.ToString("n")[..12];
}
