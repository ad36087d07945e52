using System.Globalization;
using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;

namespace Hub.Tests.Harness;

/// <summary>
/// The life of one incident on the pure policies alone: no store, no sender, a clock that is a number. What the use
/// cases do around a decision is done here in the same order.
/// </summary>
internal sealed class Life
{
    private readonly IReadOnlyDictionary<string, ExternalBody> bodies;

    public Life(EmergencyPlan plan, Roster roster, IEnumerable<Person> people, Grade grade, string title = "Worm on WEB2")
    {
        People = people.ToDictionary(p => p.Name, StringComparer.Ordinal);
        bodies = plan.Duties.Values.DistinctBy(d => d.Body).Select(d => ExternalBody.Create(d.Body, LocalText.Same(d.Body), ExternalBodyKind.Regulator, "en", "duty@regulator.example", null)).ToDictionary(b => b.Key, StringComparer.Ordinal);
        var (report, _) = Report.Receive("R-2026-0001", new ReportContent { Title = title, Description = "Seen in the log" }, "ids", null, false, Now);
        var (incident, opened) = Incident.Open("INC-2026-0001", report, Category.Manmade, grade, "seen", Guid.NewGuid(), false, Now).Value;
        Incident = incident;
        Situation = new Situation { Plan = plan, PlanVersionId = incident.PlanVersionId, Roster = roster, Incident = incident };
        if (roster.Resolve(plan.Leader, Now).FirstOrDefault() is { } leader)
        {
            incident.Appoint(leader.Person.Id, leader.Person.Name);
        }

        NoticePolicy.React(Situation, [opened], "chief", Now);
        Duties.AddRange(DutyPolicy.Open(Situation, Duties, bodies, Now));
    }

    public DateTimeOffset Now { get; private set; } = TestStore.Start;

    public IReadOnlyDictionary<string, Person> People { get; }

    public Incident Incident { get; }

    public Situation Situation { get; }

    public List<Duty> Duties { get; } = [];

    /// <summary>What was done, for a life that broke a rule.</summary>
    public List<string> Story { get; } = [];

    /// <summary>Every notice that was sent or sent again, as <c>name Event</c>.</summary>
    public IReadOnlyList<string> Messages => [.. Situation.Effects.Deliveries.Where(d => d.Position == 0).Select(d => Situation.Notices.Single(n => n.Id == d.NoticeId)).Select(n => $"{n.PersonName} {n.Event}")];

    public bool Regrade(Grade grade) => Do($"grade {grade}", () => Incident.ChangeGrade(grade, "reason"));

    public bool Appoint(string name) => Do($"leader {name}", () => Incident.Appoint(People[name].Id, name));

    public bool Post() => Do("update", () => Incident.Post("we work on it", "chief", Now));

    public bool StandDown() => Do("stand down", () => Incident.StandDown("over", Now));

    public bool Close() => Do("close", () => Incident.Close("done", Now));

    /// <summary>Somebody acknowledges everything that is open for them; also what they had declined.</summary>
    public int Acknowledge(string name, bool alsoDeclined = false)
    {
        Note($"{name} acknowledges");
        var open = Situation.Notices.Where(n => n.PersonName == name && (n.State == NoticeState.Open || (alsoDeclined && n.State == NoticeState.Declined))).ToList();
        foreach (var notice in open.Where(n => n.State is NoticeState.Open or NoticeState.Declined))
        {
            notice.Acknowledge(name, Now).IsRefused.Should().BeFalse();
            ClimbPolicy.Acknowledged(Situation, notice, Now);
        }

        return open.Count;
    }

    /// <summary>Somebody cannot take what they were asked, or had acknowledged.</summary>
    public void Decline(string name)
    {
        Note($"{name} cannot take it");
        foreach (var notice in Asked(name))
        {
            _ = ClimbPolicy.Decline(Situation, notice, Now);
        }
    }

    /// <summary>Somebody hands what they were asked over to somebody else; gives back how much of it was taken.</summary>
    public int HandOver(string name, string to)
    {
        Note($"{name} hands over to {to}");
        return Asked(name).Count(n => !ClimbPolicy.HandOver(Situation, n, People[to], Now).IsRefused);
    }

    /// <summary>Somebody lets a ladder climb before its time, and clicks twice.</summary>
    public bool ClimbByHand(int which)
    {
        var climbing = Situation.Climbs.FindAll(c => c.State == ClimbState.Climbing);
        if (climbing.Count == 0)
        {
            return false;
        }

        var climb = climbing[which % climbing.Count];
        Note($"{climb.Rule} climbs by hand");
        var (step, content) = (climb.Step, ContentOf(climb));
        var moved = ClimbPolicy.ClimbByHand(Situation, climb, step, content, Now);
        ClimbPolicy.ClimbByHand(Situation, climb, step, content, Now).Should().BeFalse("a second click leaves no second step");
        return moved;
    }

    public void Decide(Duty duty, bool release)
    {
        Note($"{duty.Key} {(release ? "released" : "waived")}");
        var decided = release ? duty.Release("legal", Now) : duty.Waive("told already", "legal", Now);
        if (!decided.IsRefused)
        {
            DutyPolicy.Decided(Situation, duty, Now);
        }
    }

    public void Away(string name, TimeSpan? time)
    {
        Note($"{name} away for {time}");
        People[name].AwayUntil(Now + time);
    }

    public void Retire(string name)
    {
        Note($"{name} retires");
        People[name].Retire();
    }

    /// <summary>Time passes; whatever falls due happens at its instant.</summary>
    public void Pass(TimeSpan time)
    {
        Note(string.Create(CultureInfo.InvariantCulture, $"{time} pass"));
        var end = Now + time;
        while (Situation.Deadlines.Where(d => d.State == DeadlineState.Pending && d.DueAt <= end).Min(d => (DateTimeOffset?)d.DueAt) is { } next)
        {
            Now = next > Now ? next : Now;
            Fire();
        }

        Now = end;
    }

    public void Pass(int minutes) => Pass(TimeSpan.FromMinutes(minutes));

    /// <summary>The program is down; what fell due meanwhile happens when it is back.</summary>
    public void Outage(TimeSpan time)
    {
        Note(string.Create(CultureInfo.InvariantCulture, $"down for {time}"));
        Now += time;
        Fire();
    }

    private bool Do(string what, Func<Outcome<Fact>> decide)
    {
        Note(what);
        var decided = decide();
        if (decided.IsRefused)
        {
            return false;
        }

        NoticePolicy.React(Situation, [decided.Value], "chief", Now);
        if (decided.Value.Kind == FactKind.GradeRaised)
        {
            Duties.AddRange(DutyPolicy.Open(Situation, Duties, bodies, Now));
        }

        return true;
    }

    private void Fire()
    {
        while (Situation.Deadlines.Where(d => d.State == DeadlineState.Pending && d.DueAt <= Now).MinBy(d => d.DueAt) is { } due)
        {
            due.Fire(Now);
            switch (due.Kind)
            {
                case DeadlineKind.LadderStep:
                    var climb = Situation.Climbs.Single(c => c.Id == due.SubjectId);
                    ClimbPolicy.Advance(Situation, climb, ContentOf(climb), due.DueAt, Now);
                    break;
                case DeadlineKind.AcknowledgementExpires:
                    var answered = Situation.Climbs.Single(c => c.Id == due.SubjectId);
                    ClimbPolicy.Expired(Situation, answered, ContentOf(answered), Now);
                    break;
                case DeadlineKind.DutyReminder:
                    DutyPolicy.Remind(Situation, Duties.Single(d => d.Id == due.SubjectId), Now);
                    break;
                case DeadlineKind.DutyDue:
                    DutyPolicy.Overdue(Situation, Duties.Single(d => d.Id == due.SubjectId), Now);
                    break;
                default:
                    NoticePolicy.ProgressMissed(Situation, Now);
                    break;
            }
        }
    }

    private NoticeContent ContentOf(Climb climb) =>
        Situation.Notices.FindLast(n => n.Matter == climb.Matter && n.Issue == climb.Issue)?.Content ?? NoticePolicy.Content(Situation, null, null);

    private List<Notice> Asked(string name) => Situation.Notices.FindAll(n => n.PersonName == name && n.State is (NoticeState.Open or NoticeState.Acknowledged));

    private void Note(string what) => Story.Add(string.Create(CultureInfo.InvariantCulture, $"{Now:HH:mm:ss} {what}"));
}
