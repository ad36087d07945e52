using Hub.Domain.Shared;

namespace Hub.Domain.Incidents;

/// <summary>How far something that was said of an incident may be relied on.</summary>
public enum Standing
{
    /// <summary>Nobody has judged it.</summary>
    Unverified = 0,

    /// <summary>Somebody with the right answers for it.</summary>
    Verified = 1,

    /// <summary>Somebody found that it is not so; it stays in the record and says why.</summary>
    Untrue = 2,
}

/// <summary>
/// What became of a statement of the record: of an update, or of a report that was joined. What nobody has judged has none.
/// The statement itself stays as it was said; facts of commands need no verdict, since the command is the fact.
/// </summary>
public sealed class Verdict
{
    private Verdict()
    {
    }

    /// <summary>The incident.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>Number of the statement's entry in the incident's record.</summary>
    public long Entry { get; private set; }

    /// <summary>What was found.</summary>
    public Standing Standing { get; private set; }

    /// <summary>Who found it.</summary>
    public string By { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Why it is untrue; null otherwise.</summary>
    public string? Reason { get; private set; }

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>A statement that nobody has judged.</summary>
    public static Verdict On(Guid incidentId, long entry) => new() { IncidentId = incidentId, Entry = entry, Standing = Standing.Unverified };

    /// <summary>Its author answers for it from the first; the entry's number is told when the record has given it.</summary>
    public static Verdict OfAuthor(Guid incidentId, string by, DateTimeOffset now)
    {
        var verdict = On(incidentId, 0);
        verdict.Find(Standing.Verified, by, null, now);
        return verdict;
    }

    /// <summary>The record has given the statement its number.</summary>
    public void StandsAt(long entry) => Entry = entry;

    /// <summary>It is so. Refused: verified already, or more than 500 characters on how it was found out.</summary>
    public Outcome<Fact> Verify(string? how, string said, string author, string by, DateTimeOffset now)
    {
        var refusal = Text.Optional("how", how, 500, lines: true) ?? (Standing == Standing.Verified ? Refusal.Conflict("VerifiedAlready", By) : null);
        if (refusal is not null)
        {
            return refusal;
        }

        Find(Standing.Verified, by, null, now);
        return new Fact(FactKind.StatementVerified, Text.Clean(how) is { } found ? [.. Values(said, author), ("text", found)] : Values(said, author));
    }

    /// <summary>It is not so. Refused: found untrue already, no reason or one over 2,000 characters.</summary>
    public Outcome<Fact> Retract(string? reason, string said, string author, string by, DateTimeOffset now)
    {
        var refusal = Text.Required("reason", reason, 2_000, lines: true) ?? (Standing == Standing.Untrue ? Refusal.Conflict("UntrueAlready", By) : null);
        if (refusal is not null)
        {
            return refusal;
        }

        Find(Standing.Untrue, by, Text.Straight(reason!), now);
        return new Fact(FactKind.StatementRetracted, [.. Values(said, author), ("reason", Reason!)]);
    }

    private void Find(Standing standing, string by, string? reason, DateTimeOffset now)
    {
        Standing = standing;
        By = by;
        At = now.Stored();
        Reason = reason;
        Version++;
    }

    private (string, string)[] Values(string said, string author) =>
        [("entry", Entry.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("said", Shortened(said)), ("author", author)];

    /// <summary>At most 120 characters: the statement itself stands in the record.</summary>
    private static string Shortened(string said)
    {
        var line = said.ReplaceLineEndings(" ");
        return line.Length <= 120 ? line : $"{line[..(char.IsHighSurrogate(line[118]) ? 118 : 119)]}…";
    }
}

/// <summary>Which entries of an incident's record are statements, and which are events that stand by themselves.</summary>
public static class Statements
{
    /// <summary>What somebody said, which may be wrong: it stands as unverified until somebody answers for it.</summary>
    public static IReadOnlyList<FactKind> Kinds { get; } = [FactKind.UpdatePosted, FactKind.ReportJoined];

    /// <summary>
    /// Events that are true because they were commanded: significant ones only, in the sense of what a wall shows.
    /// A feature that adds such a kind of fact adds it here.
    /// </summary>
    public static IReadOnlyList<FactKind> VerifiedByNature { get; } =
    [
        FactKind.IncidentOpened, FactKind.GradeRaised, FactKind.GradeLowered, FactKind.StageChanged, FactKind.LeaderAppointed, FactKind.StoodDown, FactKind.Closed,
        FactKind.DutyReleased, FactKind.DutyReferenceRecorded, FactKind.DutyWaived, FactKind.DutySent,
        FactKind.SystemAffected, FactKind.SystemStateChanged, FactKind.SituationReportApproved,
    ];

    /// <summary>True when an entry of that kind can be judged.</summary>
    public static bool CanBeJudged(FactKind kind) => Kinds.Contains(kind);

    /// <summary>What a statement says, in its own words.</summary>
    public static string TextOf(TimelineEntry entry)
    {
        var wanted = entry.Kind == FactKind.UpdatePosted ? "text" : "title";
        return entry.ReadData().FirstOrDefault(d => d.Name == wanted).Value ?? "";
    }
}
