using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Hub.Tests.Harness;

/// <summary>The same program as another build: every file of this one, and its assembly with another identity.</summary>
internal static class NewVersion
{
    public static void Make(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var entry in Directory.EnumerateFileSystemEntries(AppContext.BaseDirectory).Where(e => Path.GetFileName(e) != "Hub.Web.dll"))
        {
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(entry)), entry);
        }

        var program = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Hub.Web.dll"));
        var at = program.AsSpan().IndexOf(Identity(program).ToByteArray());
        at.Should().BePositive();
        Guid.NewGuid().ToByteArray().CopyTo(program, at);
        File.WriteAllBytes(Path.Combine(folder, "Hub.Web.dll"), program);
    }

    private static Guid Identity(byte[] program)
    {
        using var file = new PEReader(new MemoryStream(program));
        var metadata = file.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
