using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

/// <summary>The life of a version: draft, submitted, approved, in force, retired; or sent back, or withdrawn.</summary>
public sealed partial class PlanVersion
{
    /// <summary>Longest summary and reason, in characters.</summary>
    public const int LongestReason = 2_000;

    /// <summary>Longest name in one language, in characters.</summary>
    public const int LongestName = 200;

    /// <summary>A new draft.</summary>
    /// <param name="plan">What it begins with.</param>
    /// <param name="number">The next free number.</param>
    /// <param name="from">The version that it begins from; null: from nothing, or from a file.</param>
    /// <param name="author">Who begins it.</param>
    /// <param name="now">The instant.</param>
    public static (PlanVersion Version, Fact Fact) Draft(EmergencyPlan plan, int number, PlanVersion? from, Caller author, DateTimeOffset now)
    {
        var version = Create(plan, number, PlanState.Draft, false, now);
        version.BasedOn = from?.Number;

        // What nobody has approved yet was written by its authors, whoever copies it.
        version.Authors = PlanAuthor.With(from is { ApprovedAt: null, InForceFrom: null } ? from.Authors : "", PlanAuthor.Of(author));
        version.Touched(author, now);
        return (version, version.Said(FactKind.PlanDrafted, ("from", from?.Number.ToString(CultureInfo.InvariantCulture) ?? "")));
    }

    /// <summary>The draft in which the authors of a version that was sent back go on.</summary>
    public static (PlanVersion Version, Fact Fact) GoOn(PlanVersion sentBack, int number, DateTimeOffset now)
    {
        var version = Create(sentBack.Read(), number, PlanState.Draft, false, now);
        (version.BasedOn, version.Authors, version.ChangedAt, version.ChangedBy) = (sentBack.Number, sentBack.Authors, sentBack.ChangedAt, sentBack.ChangedBy);
        return (version, version.Said(FactKind.PlanDrafted, ("from", sentBack.Number.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>True when the caller had a hand in the content.</summary>
    public bool WasWrittenBy(Caller caller) => PlanAuthor.Parse(Authors).Any(a => a.Id == PlanAuthor.Of(caller).Id);

    /// <summary>Another content. Refused: no draft any more; a name over 200 characters; the key of another plan.</summary>
    /// <param name="plan">The content.</param>
    /// <param name="part">Which part was changed, for the record; null: all of it.</param>
    /// <param name="caller">Who changes it.</param>
    /// <param name="now">The instant.</param>
    public Outcome<Fact> Change(EmergencyPlan plan, PlanPart? part, Caller caller, DateTimeOffset now)
    {
        var refusal = Must(PlanState.Draft, "PlanNotDraft")
            ?? (plan.Key == PlanKey ? null : Refusal.Invalid("plan.key", "PlanKeyOther", PlanKey))
            ?? CheckName(plan);
        if (refusal is not null)
        {
            return refusal;
        }

        Write(plan);
        Authors = PlanAuthor.With(Authors, PlanAuthor.Of(caller));
        Touched(caller, now);
        Version++;
        return Said(FactKind.PlanDraftChanged, ("part", part?.ToString() ?? "All"));
    }

    /// <summary>The fault of a plan's name; null when it fits.</summary>
    public static Refusal? CheckName(EmergencyPlan plan) =>
        plan.Name.En.Length > LongestName || plan.Name.Zh.Length > LongestName ? Refusal.Invalid("plan.name", "TooLong", LongestName) : null;

    /// <summary>Hands the draft over for approval. Refused: no draft; no summary; faults.</summary>
    /// <param name="summary">What is new.</param>
    /// <param name="faults">How many faults the plan check finds.</param>
    /// <param name="caller">Who submits.</param>
    /// <param name="now">The instant.</param>
    public Outcome<Fact> Submit(string? summary, int faults, Caller caller, DateTimeOffset now)
    {
        var refusal = Must(PlanState.Draft, "PlanNotDraft") ?? Text.Required("summary", summary, LongestReason, lines: true)
            ?? (faults > 0 ? Refusal.Conflict("PlanHasFaults", faults) : null);
        if (refusal is not null)
        {
            return refusal;
        }

        (State, Summary, SubmittedAt, SubmittedBy) = (PlanState.Submitted, Text.Straight(summary!), now.Stored(), caller.Name);
        Version++;
        return Said(FactKind.PlanSubmitted, ("summary", Summary));
    }

    /// <summary>Approves. Refused: not submitted; the caller had a hand in it; findings are open and no reason is given.</summary>
    /// <param name="reason">Why, although something is open.</param>
    /// <param name="findings">How many findings of readiness are open.</param>
    /// <param name="caller">Who approves.</param>
    /// <param name="now">The instant.</param>
    public Outcome<Fact> Approve(string? reason, int findings, Caller caller, DateTimeOffset now)
    {
        var refusal = Must(PlanState.Submitted, "PlanNotSubmitted")
            ?? (WasWrittenBy(caller) ? Refusal.NotAllowed("PlanOwnWork") : null)
            ?? Text.Optional("reason", reason, LongestReason, lines: true)
            ?? (findings > 0 && Text.Clean(reason) is null ? Refusal.Invalid("reason", "PlanFindingsOpen", findings) : null);
        if (refusal is not null)
        {
            return refusal;
        }

        (State, ApprovedAt, ApprovedBy, ApprovalReason) = (PlanState.Approved, now.Stored(), caller.Name, Text.Clean(reason));
        Version++;
        return Said(FactKind.PlanApproved, ("findings", findings.ToString(CultureInfo.InvariantCulture)), ("reason", ApprovalReason ?? ""));
    }

    /// <summary>Sends it back to its authors, who go on with a new draft. Refused: not submitted; no reason.</summary>
    public Outcome<Fact> SendBack(string? reason, Caller caller, DateTimeOffset now) =>
        (Must(PlanState.Submitted, "PlanNotSubmitted") ?? Text.Required("reason", reason, LongestReason, lines: true)) is { } refusal
            ? refusal
            : Ended(PlanState.SentBack, FactKind.PlanSentBack, reason, caller, now);

    /// <summary>Says from when it is to be in force. Refused: not approved; in the past or more than a year ahead.</summary>
    public Outcome<Fact> Plan(DateTimeOffset from, DateTimeOffset now)
    {
        var refusal = Must(PlanState.Approved, "PlanNotApproved")
            ?? (from <= now ? Refusal.Invalid("from", "InThePast") : from > now.AddYears(1) ? Refusal.Invalid("from", "PlanTooFarAhead") : null);
        if (refusal is not null)
        {
            return refusal;
        }

        PlannedFrom = from.ToUniversalTime().Stored();
        Version++;
        return Said(FactKind.PlanScheduled, ("at", PlannedFrom.Value.ToString("O", CultureInfo.InvariantCulture)));
    }

    /// <summary>Comes into force in place of the present one, which retires with it. Refused: not approved.</summary>
    public Outcome<(Fact Retired, Fact InForce)> ComeIntoForce(PlanVersion present, DateTimeOffset now)
    {
        if (Must(PlanState.Approved, "PlanNotApproved") is { } refusal)
        {
            return refusal;
        }

        (ReplacedId, PlannedFrom) = (present.Id, null);
        return (present.Retire(now), Begin(now));
    }

    /// <summary>Takes it out of use for good. Refused: over already; no reason. One that is in force needs <see cref="GiveWayTo"/>.</summary>
    public Outcome<Fact> Withdraw(string? reason, Caller caller, DateTimeOffset now)
    {
        var refusal = (State is PlanState.SentBack or PlanState.Withdrawn ? Refusal.Conflict("PlanOver", Number) : null) ?? Text.Required("reason", reason, LongestReason, lines: true);
        return refusal is not null ? refusal : Ended(PlanState.Withdrawn, FactKind.PlanWithdrawn, reason, caller, now);
    }

    /// <summary>Is withdrawn while in force: its predecessor is in force again. Refused: not in force; no predecessor; no reason.</summary>
    public Outcome<(Fact Withdrawn, Fact Restored)> GiveWayTo(PlanVersion? predecessor, string? reason, Caller caller, DateTimeOffset now)
    {
        var refusal = Must(PlanState.InForce, "PlanNotInForce") ?? Text.Required("reason", reason, LongestReason, lines: true)
            ?? (predecessor is not { State: PlanState.Retired } ? Refusal.Conflict("PlanWithoutPredecessor") : null);
        if (refusal is not null)
        {
            return refusal;
        }

        return (Ended(PlanState.Withdrawn, FactKind.PlanWithdrawn, reason, caller, now), predecessor!.Restore(now));
    }

    private Fact Retire(DateTimeOffset now)
    {
        (State, EndedAt) = (PlanState.Retired, now.Stored());
        Version++;
        return Said(FactKind.PlanRetired);
    }

    private Fact Restore(DateTimeOffset now)
    {
        EndedAt = null;
        Begin(now);
        return Said(FactKind.PlanRestored);
    }

    private Fact Begin(DateTimeOffset now)
    {
        (State, InForceFrom) = (PlanState.InForce, now.Stored());
        Version++;
        return Said(FactKind.PlanInForce);
    }

    private Fact Ended(PlanState state, FactKind kind, string? reason, Caller caller, DateTimeOffset now)
    {
        (State, EndedAt, EndedBy, EndReason, PlannedFrom) = (state, now.Stored(), caller.Name, Text.Straight(reason!), null);
        Version++;
        return Said(kind, ("reason", EndReason));
    }

    private void Touched(Caller caller, DateTimeOffset now) => (ChangedAt, ChangedBy) = (now.Stored(), caller.Name);

    private Refusal? Must(PlanState state, string code) => State == state && !IsDrillCopy ? null : Refusal.Conflict(code, Number);

    private Fact Said(FactKind kind, params IReadOnlyList<(string Name, string Value)> more) => new(
        kind,
        [("plan", PlanKey), ("version", Number.ToString(CultureInfo.InvariantCulture)), ("nameEn", NameEn), ("nameZh", NameZh), .. more]);
}
