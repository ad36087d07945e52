using Hub.Domain.Shared;

namespace Hub.Web.Features.Directory.Import;

/// <summary>What part of the directory a file holds.</summary>
public enum SheetKind
{
    /// <summary>Persons with their addresses.</summary>
    Persons = 1,

    /// <summary>Outside bodies.</summary>
    Bodies = 2,

    /// <summary>Assets.</summary>
    Assets = 3,
}

/// <summary>What would become of a line.</summary>
public enum LineFate
{
    /// <summary>It makes a new entry.</summary>
    New = 1,

    /// <summary>It changes an entry.</summary>
    Changed = 2,

    /// <summary>It says what stands there already.</summary>
    Unchanged = 3,

    /// <summary>It retires an entry, and may change it too.</summary>
    Retired = 4,

    /// <summary>It cannot be taken.</summary>
    Faulty = 5,
}

/// <summary>A line of a file and its fate.</summary>
/// <param name="Line">Line of the file, from 1; the head is the first.</param>
/// <param name="Name">Whom or what it is about; empty when it does not say.</param>
/// <param name="Fate">What would become of it.</param>
/// <param name="Fields">Fields that it changes, as the API calls them.</param>
/// <param name="Fault">Why it cannot be taken, with the field; null when it can.</param>
public sealed record ImportLine(int Line, string Name, LineFate Fate, IReadOnlyList<string> Fields, Refusal? Fault);

/// <summary>The fate of every line, before anything is changed.</summary>
/// <param name="Kind">What the file holds.</param>
/// <param name="Stamp">What was looked at: the file and the directory as it stood. Confirming gives it back; it fits no more once either is another.</param>
/// <param name="Lines">Every line below the head, in order.</param>
/// <param name="Unread">Columns of the file that are not read.</param>
/// <param name="Deed">What the lines would do, to ask for its consequences; null when nothing that a ladder hangs on.</param>
public sealed record DryRun(SheetKind Kind, string Stamp, IReadOnlyList<ImportLine> Lines, IReadOnlyList<string> Unread, Deed? Deed)
{
    /// <summary>How many lines have a fate.</summary>
    public int Count(LineFate fate) => Lines.Count(l => l.Fate == fate);

    /// <summary>How many lines would write something.</summary>
    public int Writes => Lines.Count(l => l.Fate is LineFate.New or LineFate.Changed or LineFate.Retired);
}
