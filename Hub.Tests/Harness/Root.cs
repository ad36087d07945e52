namespace Hub.Tests.Harness;

/// <summary>Files of the project as they lie in the repository.</summary>
internal static class Root
{
    private static readonly Lazy<string> Folder = new(Find);

    /// <summary>Full path of a file or folder below the project's root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Folder.Value, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside of the repository: no Hub.sln above them.");
    }
}
