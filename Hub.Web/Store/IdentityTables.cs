using Microsoft.AspNetCore.Identity;

namespace Hub.Web.Store;

/// <summary>
/// Which tables Identity has: the newest, with passkeys. Identity's context reads it from the options of the
/// application's services and from nowhere else, so that design time and tests must give it services too.
/// </summary>
internal static class IdentityTables
{
    /// <summary>For contexts that are made outside of the program.</summary>
    public static IServiceProvider Alone { get; } = new ServiceCollection().Configure<IdentityOptions>(Choose).BuildServiceProvider();

    public static void Choose(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
}
