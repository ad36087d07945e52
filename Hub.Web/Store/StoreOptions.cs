namespace Hub.Web.Store;

/// <summary>Which engine keeps the store.</summary>
public enum StoreProvider
{
    /// <summary>Embedded.</summary>
    Sqlite,

    /// <summary>Production.</summary>
    SqlServer,
}

/// <summary>Settings <c>Store:*</c>.</summary>
public sealed class StoreOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Store";

    /// <summary>Engine.</summary>
    /// <value>Default: <see cref="StoreProvider.Sqlite"/>.</value>
    public StoreProvider Provider { get; set; } = StoreProvider.Sqlite;

    /// <summary>Which engine the configuration names, before anything is built. What cannot be read is the default here; the check of the settings says so.</summary>
    public static StoreProvider Engine(IConfiguration configuration) =>
        Enum.TryParse<StoreProvider>(configuration[$"{Section}:{nameof(Provider)}"], ignoreCase: true, out var provider) ? provider : StoreProvider.Sqlite;
}
