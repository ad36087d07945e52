using Hub.Domain.Grading;
using Hub.Domain.Shared;

namespace Hub.Domain.Incidents;

/// <summary>A confirmed event that the plan handles.</summary>
public sealed class Incident
{
    private Incident()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>Number for people, <c>INC-2026-0001</c>; a drill's is <c>DR-2026-0001</c>.</summary>
    public string Number { get; private set; } = "";

    /// <summary>True in a drill: nothing can reach an external body.</summary>
    public bool IsDrill { get; private set; }

    /// <summary>True when only those named on it, and those who may read restricted incidents, know of it.</summary>
    public bool IsRestricted { get; private set; }

    /// <summary>In one line.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What is known of it from its report.</summary>
    public string? Description { get; private set; }

    /// <summary>What sort of cause.</summary>
    public Category Category { get; private set; }

    /// <summary>Where.</summary>
    public string? Place { get; private set; }

    /// <summary>How grave.</summary>
    public Grade Grade { get; private set; }

    /// <summary>How far the handling is.</summary>
    public Stage Stage { get; private set; }

    /// <summary>Where it stands as a whole.</summary>
    public IncidentState State { get; private set; }

    /// <summary>Who leads it; null when the plan named nobody who is present.</summary>
    public Guid? LeaderId { get; private set; }

    /// <summary>Name of the leader as the record has it.</summary>
    public string? LeaderName { get; private set; }

    /// <summary>The plan version that it was activated under, and keeps.</summary>
    public Guid PlanVersionId { get; private set; }

    /// <summary>How often the plan was activated or raised: the issue of its main notice.</summary>
    public int Issue { get; private set; }

    /// <summary>When it was confirmed, UTC.</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>When the response ended, UTC.</summary>
    public DateTimeOffset? StoodDownAt { get; private set; }

    /// <summary>When it was closed, UTC.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>The latest update.</summary>
    public string? LatestUpdate { get; private set; }

    /// <summary>When it was posted, UTC.</summary>
    public DateTimeOffset? LatestUpdateAt { get; private set; }

    /// <summary>Who posted it.</summary>
    public string? LatestUpdateBy { get; private set; }

    /// <summary>True when somebody answers for the latest update.</summary>
    public bool LatestUpdateIsVerified { get; private set; }

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>Opens an incident of a report. Refused: reason missing or too long, unknown grade.</summary>
    public static Outcome<(Incident Incident, Fact Fact)> Open(
        string number, Report report, Category category, Grade grade, string? reason, Guid planVersionId, bool isRestricted, DateTimeOffset now)
    {
        var refusal = CheckGrade(grade)
            ?? (Enum.IsDefined(category) ? null : Refusal.Invalid("category", "Unknown"))
            ?? Text.Required("reason", reason, 2_000, lines: true);
        if (refusal is not null)
        {
            return refusal;
        }

        var incident = new Incident
        {
            Id = Guid.CreateVersion7(now),
            Number = number,
            IsDrill = report.IsDrill,
            IsRestricted = isRestricted,
            Title = report.Title,
            Description = report.Description,
            Category = category,
            Place = report.Place,
            Grade = grade,
            Stage = Stage.Detection,
            State = IncidentState.Open,
            PlanVersionId = planVersionId,
            Issue = 1,
            OpenedAt = now.Stored(),
            Version = 1,
        };
        return (incident, new Fact(
            FactKind.IncidentOpened,
            ("incident", number),
            ("report", report.Number),
            ("title", report.Title),
            ("category", category.ToString()),
            ("grade", grade.ToString()),
            ("reason", Text.Straight(reason!))));
    }

    /// <summary>Raises or lowers the grade. Refused: closed, stood down, the same grade, no reason; (conflict) it moved since the caller saw it, so that "raise" might lower.</summary>
    /// <param name="grade">The new grade.</param>
    /// <param name="reason">Why, at most 2,000 characters.</param>
    /// <param name="from">The grade that the caller saw; null when it does not matter.</param>
    public Outcome<Fact> ChangeGrade(Grade grade, string? reason, Grade? from = null)
    {
        var refusal = CheckGrade(grade) ?? Text.Required("reason", reason, 2_000, lines: true) ?? NotRunning()
            ?? (grade == Grade ? Refusal.Conflict("SameGrade", grade.Numeral()) : null)
            ?? (from is { } seen && seen != Grade ? Refusal.Conflict("GradeMoved", Grade.Numeral()) : null);
        if (refusal is not null)
        {
            return refusal;
        }

        var raised = grade.IsGraverThan(Grade);
        var fact = new Fact(
            raised ? FactKind.GradeRaised : FactKind.GradeLowered,
            ("from", Grade.ToString()),
            ("grade", grade.ToString()),
            ("reason", Text.Straight(reason!)));
        Grade = grade;
        Issue += raised ? 1 : 0;
        Version++;
        return fact;
    }

    /// <summary>Goes to another stage. Refused: closed, the same stage.</summary>
    public Outcome<Fact> ChangeStage(Stage stage)
    {
        var refusal = (Enum.IsDefined(stage) ? null : Refusal.Invalid("stage", "Unknown")) ?? NotClosed()
            ?? (stage == Stage ? Refusal.Conflict("SameStage") : null);
        if (refusal is not null)
        {
            return refusal;
        }

        var fact = new Fact(FactKind.StageChanged, ("from", Stage.ToString()), ("stage", stage.ToString()));
        Stage = stage;
        Version++;
        return fact;
    }

    /// <summary>Appoints the leader (requirement 110). Refused: closed, leads already.</summary>
    public Outcome<Fact> Appoint(Guid personId, string name)
    {
        var refusal = NotClosed() ?? (LeaderId == personId ? Refusal.Conflict("LeadsAlready", name) : null);
        if (refusal is not null)
        {
            return refusal;
        }

        var fact = new Fact(FactKind.LeaderAppointed, ("leader", name), ("before", LeaderName ?? ""));
        LeaderId = personId;
        LeaderName = name;
        Version++;
        return fact;
    }

    /// <summary>Posts an update. Refused: closed, empty or over 4,000 characters.</summary>
    /// <param name="text">How it stands.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="now">Now.</param>
    /// <param name="verified">True when its author answers for it at once.</param>
    public Outcome<Fact> Post(string? text, string by, DateTimeOffset now, bool verified = false)
    {
        if ((Text.Required("text", text, 4_000, lines: true) ?? NotClosed()) is { } refusal)
        {
            return refusal;
        }

        ShowUpdate(Text.Straight(text!), now.Stored(), by, verified);
        Version++;
        return new Fact(FactKind.UpdatePosted, verified ? [("text", LatestUpdate!), ("verified", "yes")] : [("text", LatestUpdate!)]);
    }

    /// <summary>The update that stands now: a later one was found untrue, or this one was judged. Null: none stands.</summary>
    public void ShowUpdate(string? text, DateTimeOffset? at, string? by, bool verified)
    {
        LatestUpdate = text;
        LatestUpdateAt = at;
        LatestUpdateBy = by;
        LatestUpdateIsVerified = verified && text is not null;
    }

    /// <summary>Corrects what it is called and said to be, a fact for each text that changes. Refused: closed, a field at fault, nothing changed.</summary>
    public Outcome<List<Fact>> Correct(string? title, string? description, string? place)
    {
        var refusal = Text.Required("title", title, 200) ?? Text.Optional("description", description, 10_000, lines: true) ?? Text.Optional("place", place, 200) ?? NotClosed();
        if (refusal is not null)
        {
            return refusal;
        }

        var (before, after) = ((Title, Description, Place), (Text.Straight(title!), Text.Clean(description), Text.Clean(place)));
        (Title, Description, Place) = after;
        var facts = new[] { ("title", before.Title, Title), ("description", before.Description ?? "", Description ?? ""), ("place", before.Place ?? "", Place ?? "") }
            .Where(t => t.Item2 != t.Item3)
            .Select(t => new Fact(FactKind.IncidentCorrected, ("field", t.Item1), ("earlier", t.Item2), ("text", t.Item3))).ToList();
        Version += facts.Count > 0 ? 1 : 0;
        return facts.Count > 0 ? facts : Refusal.Conflict("NothingCorrected");
    }

    /// <summary>Ends the response while the incident stays open for its summary. Refused: not open, no reason.</summary>
    public Outcome<Fact> StandDown(string? reason, DateTimeOffset now)
    {
        if ((Text.Required("reason", reason, 2_000, lines: true) ?? NotRunning()) is { } refusal)
        {
            return refusal;
        }

        State = IncidentState.StoodDown;
        StoodDownAt = now.Stored();
        Version++;
        return new Fact(FactKind.StoodDown, ("reason", Text.Straight(reason!)));
    }

    /// <summary>Closes it. Refused: closed already, no reason.</summary>
    public Outcome<Fact> Close(string? reason, DateTimeOffset now)
    {
        if ((Text.Required("reason", reason, 2_000, lines: true) ?? NotClosed()) is { } refusal)
        {
            return refusal;
        }

        State = IncidentState.Closed;
        StoodDownAt ??= now.Stored();
        ClosedAt = now.Stored();
        Version++;
        return new Fact(FactKind.Closed, ("reason", Text.Straight(reason!)));
    }

    /// <summary>Counts a change of what hangs on the incident, so that two writers of it conflict and decide again.</summary>
    public void Touch() => Version++;

    private static Refusal? CheckGrade(Grade grade) => Enum.IsDefined(grade) ? null : Refusal.Invalid("grade", "Unknown");

    private Refusal? NotClosed() => State == IncidentState.Closed ? Refusal.Conflict("IncidentClosed", Number) : null;

    private Refusal? NotRunning() => NotClosed() ?? (State == IncidentState.StoodDown ? Refusal.Conflict("IncidentStoodDown", Number) : null);
}
