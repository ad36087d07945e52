using Hub.Web.Features.Directory.Import;

namespace Hub.Web.Features.Directory;

/// <summary>What is asked before an entry goes or comes back.</summary>
public enum GoingKind
{
    /// <summary>It is kept and not used any more.</summary>
    Retire = 1,

    /// <summary>It comes back.</summary>
    Back = 2,

    /// <summary>It is taken out.</summary>
    Remove = 3,
}

/// <summary>An entry that is to go or to come back.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Part">Part of the directory.</param>
/// <param name="Key">Its key; for a person the identity.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Version">The version that the asker knows.</param>
public sealed record Going(GoingKind Kind, SheetKind Part, string Key, string Name, long Version)
{
    /// <summary>Name of the question.</summary>
    public string Question => $"{Kind}{Part}";
}
