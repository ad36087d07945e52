namespace Hub.Web.Setup;

/// <summary>Settings <c>Hub:*</c>.</summary>
public sealed class HubOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Hub";

    /// <summary>Base of every link that is sent out.</summary>
    /// <value>Default: <c>http://localhost:5080</c>.</value>
    public string PublicUrl { get; set; } = "http://localhost:5080";

    /// <summary>Load the sample organisation into an empty store. Default: true in Development, else false.</summary>
    public bool? SampleData { get; set; }

    /// <summary>Language for people who chose none: <c>zh-Hans</c> or <c>en</c>.</summary>
    public string DefaultCulture { get; set; } = "en";

    /// <summary>IANA zone for texts that are sent out to bodies and for the default plan's rota.</summary>
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>SQLite file, pickup mail, attachments. Default: <c>data</c> beside the content root.</summary>
    public string? DataFolder { get; set; }

    /// <summary>Proxies whose forwarded headers count.</summary>
    public string[] TrustedProxies { get; set; } = [];
}

/// <summary>Where the program keeps its files.</summary>
/// <param name="Path">Absolute path; exists.</param>
public sealed record DataFolder(string Path);
