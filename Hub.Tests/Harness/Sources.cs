using System.Runtime.CompilerServices;

namespace Hub.Tests.Harness;

/// <summary>The project's own files, for tests that read them.</summary>
public static class Sources
{
    public static string Root { get; } = Find();

    public static string Web => Path.Combine(Root, "Hub.Web");

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    /// <summary>Files below a folder, without what the build wrote; paths with forward slashes, relative to the root.</summary>
    public static IEnumerable<string> Under(string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal);

    private static string Find([CallerFilePath] string self = "")
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(self) })
        {
            for (var folder = new DirectoryInfo(start ?? "/"); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new InvalidOperationException("Hub.sln is in none of the folders above.");
    }
}
