using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>What the leader of an incident does with it: update, grade, stage, leader, stand-down, close. Each needs <see cref="Right.Command"/>; grade, stand-down and close also who the incident's plan keeps them to.</summary>
public sealed class CommandIncident(Writer writer, Situations situations)
{
    /// <summary>Posts an update; verified when its author answers for it at once. Refused also: closed, empty, over 4,000 characters.</summary>
    public Task<Outcome<string>> Post(Caller caller, string number, string? text, bool verified = false, CancellationToken cancellation = default) =>
        Run(
            caller,
            number,
            (incident, _, work) =>
            {
                var posted = incident.Post(text, caller.Name, work.Now, verified);
                if (verified && !posted.IsRefused)
                {
                    var verdict = Verdict.OfAuthor(incident.Id, caller.Name, work.Now);
                    work.WhenNumbered(
                        posted.Value,
                        entry =>
                        {
                            verdict.StandsAt(entry);
                            work.Db.Verdicts.Add(verdict);
                        });
                }

                return Task.FromResult(posted);
            },
            cancellation);

    /// <summary>Raises or lowers the grade. Refused also: not open, same grade, no reason; (conflict) it stands at another grade than <paramref name="from"/> by now.</summary>
    /// <param name="caller">Who decides.</param>
    /// <param name="number">Number of the incident.</param>
    /// <param name="grade">The new grade.</param>
    /// <param name="reason">Why.</param>
    /// <param name="from">The grade that the caller saw; null when it does not matter.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Outcome<string>> ChangeGrade(Caller caller, string number, Grade grade, string? reason, Grade? from = null, CancellationToken cancellation = default) =>
        Run(caller, number, (incident, _, _) => Task.FromResult(incident.ChangeGrade(grade, reason, from)), cancellation, incident => grade.IsGraverThan(incident.Grade) ? (PlanAct.Raise, grade) : (PlanAct.Lower, incident.Grade));

    /// <summary>Goes to another stage. Refused also: closed, same stage.</summary>
    public Task<Outcome<string>> ChangeStage(Caller caller, string number, Stage stage, CancellationToken cancellation = default) =>
        Run(caller, number, (incident, _, _) => Task.FromResult(incident.ChangeStage(stage)), cancellation);

    /// <summary>Appoints the leader, named by identity, mail address or exact name. Refused also: closed, nobody or several by that name, leads already.</summary>
    public Task<Outcome<string>> Appoint(Caller caller, string number, string? person, CancellationToken cancellation = default) =>
        Run(
            caller,
            number,
            async (incident, _, work) =>
            {
                if (Text.Required("person", person, 254) is { } fault)
                {
                    return fault;
                }

                var wanted = person!.Trim();
                var isId = Guid.TryParse(wanted, out var id);
                var found = await work.Db.Persons
                    .Where(p => !p.IsRetired && (isId ? p.Id == id : p.Name == wanted || p.ContactPoints.Any(c => c.Channel == Channel.Mail && c.Address == wanted)))
                    .Take(2).ToListAsync();
                return found.Count switch
                {
                    0 => Refusal.Invalid("person", "PersonUnknown", wanted),
                    1 => incident.Appoint(found[0].Id, found[0].Name),
                    _ => Refusal.Invalid("person", "PersonAmbiguous", wanted),
                };
            },
            cancellation);

    /// <summary>Ends the response. Refused also: not open, no reason.</summary>
    public Task<Outcome<string>> StandDown(Caller caller, string number, string? reason, CancellationToken cancellation = default) =>
        Run(caller, number, (incident, _, work) => Task.FromResult(incident.StandDown(reason, work.Now)), cancellation, incident => (PlanAct.StandDown, incident.Grade));

    /// <summary>Closes the incident. Refused also: closed already, no reason.</summary>
    public Task<Outcome<string>> Close(Caller caller, string number, string? reason, CancellationToken cancellation = default) =>
        Run(caller, number, (incident, _, work) => Task.FromResult(incident.Close(reason, work.Now)), cancellation, incident => (PlanAct.Close, incident.Grade));

    private Task<Outcome<string>> Run(
        Caller caller, string number, Func<Incident, Situation, Work, Task<Outcome<Fact>>> decide, CancellationToken cancellation, Func<Incident, (PlanAct Act, Grade Grade)>? kept = null) =>
        writer.Run<string>(
            caller,
            async work =>
            {
                if (!caller.Has(Right.Command))
                {
                    return Refusal.NotAllowed();
                }

                var found = await situations.Find(work, number);
                if (found.IsRefused)
                {
                    return found.Refusal;
                }

                var situation = await situations.Load(work, found.Value);
                if (kept?.Invoke(found.Value) is var (act, grade) && Authority.Check(situation.Plan, act, grade, caller, situation.Roster, found.Value.LeaderId, work.Now) is { } notEntitled)
                {
                    return notEntitled;
                }

                var decided = await decide(found.Value, situation, work);
                if (decided.IsRefused)
                {
                    return decided.Refusal;
                }

                NoticePolicy.React(situation, [decided.Value], caller.Name, work.Now);
                if (decided.Value.Kind == FactKind.GradeRaised)
                {
                    var existing = await work.Db.Duties.Where(d => d.IncidentId == found.Value.Id).ToListAsync();
                    work.Db.Duties.AddRange(DutyPolicy.Open(situation, existing, await Situations.Bodies(work), work.Now));
                }

                Situations.Write(work, situation, found.Value.Number, decided.Value);
                return found.Value.Number;
            },
            cancellation);
}
