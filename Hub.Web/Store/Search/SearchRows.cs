namespace Hub.Web.Store.Search;

/// <summary>What the index of words holds; what is few (people, offices, assets, the plan) is read as it stands instead.</summary>
public enum SearchKind
{
    /// <summary>An incident.</summary>
    Incident = 1,

    /// <summary>A report.</summary>
    Report = 2,

    /// <summary>A system that an incident affects: found, it leads to the incident.</summary>
    System = 3,
}

/// <summary>Something that the index knows. Numbers of a kind increase with the time at which it came.</summary>
public sealed class SearchEntry
{
    /// <summary>What it is.</summary>
    public SearchKind Kind { get; set; }

    /// <summary>Number within its kind, from 1.</summary>
    public long Id { get; set; }

    /// <summary>Identity of the incident, report or affected system.</summary>
    public Guid SubjectId { get; set; }
}

/// <summary>A term that stands in the text of an entry: a word in small letters, or two Chinese characters that stand side by side.</summary>
public sealed class SearchTerm
{
    /// <summary>Longest term, in characters.</summary>
    public const int Longest = 32;

    /// <summary>What the entry is.</summary>
    public SearchKind Kind { get; set; }

    /// <summary>The term, compared character by character.</summary>
    public string Term { get; set; } = "";

    /// <summary>Number of the entry.</summary>
    public long EntryId { get; set; }
}

/// <summary>How far the index is: what came up to here stands in it, what came later is read as it stands.</summary>
public sealed class SearchMark
{
    /// <summary>Of which kind.</summary>
    public SearchKind Kind { get; set; }

    /// <summary>When the last indexed one came, UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Its number for people; orders what came at the same instant.</summary>
    public string Number { get; set; } = "";

    /// <summary>Number of its entry.</summary>
    public long LastEntry { get; set; }
}

/// <summary>What is searched in an incident or a report.</summary>
/// <param name="Id">Identity.</param>
/// <param name="At">When it came, UTC.</param>
/// <param name="Number">Number for people.</param>
/// <param name="Title">In one line.</param>
/// <param name="Place">Where.</param>
/// <param name="Description">What is known of it.</param>
public sealed record SearchText(Guid Id, DateTimeOffset At, string Number, string Title, string? Place, string? Description)
{
    /// <summary>All of it, one part a line.</summary>
    public string Whole => string.Join('\n', Title, Place, Description, Number);
}
