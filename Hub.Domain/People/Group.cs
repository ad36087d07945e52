using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>Several offices, rotas or persons that a plan addresses together, such as the leadership group.</summary>
public sealed class Group
{
    private Group()
    {
    }

    /// <summary>Short name that plans refer to.</summary>
    public string Key { get; private set; } = "";

    /// <summary>English name.</summary>
    public string NameEn { get; private set; } = "";

    /// <summary>Chinese name.</summary>
    public string NameZh { get; private set; } = "";

    /// <summary>Name in both languages.</summary>
    public LocalText Name => new(NameEn, NameZh);

    /// <summary>Members in order, each written as a <see cref="Target"/>.</summary>
    public List<string> Members { get; private set; } = [];

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>A new group.</summary>
    public static Group Create(string key, LocalText name, IEnumerable<string> members) =>
        new() { Key = key, NameEn = name.En, NameZh = name.Zh, Members = [.. members], Version = 1 };

    /// <summary>Changes name and members.</summary>
    public void Describe(LocalText name, IEnumerable<string> members)
    {
        (NameEn, NameZh) = name;
        Members = [.. members];
        Version++;
    }
}
