using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Web.Features.Clocks;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Notices;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Drills;

/// <summary>The script of the Code Red II case, step by step; every step is an ordinary command of an ordinary person.</summary>
public sealed class SamplePlay
{
    private readonly IServiceScopeFactory scopes;
    private readonly IDbContextFactory<HubDbContext> contexts;
    private readonly SampleCast cast;
    private readonly Guid plan;
    private readonly string culture;
    private string report = "";
    private string incident = "";
    private Guid incidentId;

    /// <summary>A play for a cast under a plan version.</summary>
    public SamplePlay(IServiceScopeFactory scopes, IDbContextFactory<HubDbContext> contexts, SampleCast cast, Guid plan, string culture)
    {
        (this.scopes, this.contexts, this.cast, this.plan, this.culture) = (scopes, contexts, cast, plan, culture);
        Script =
        [
            (Seconds(0), Report),
            (Seconds(3), () => Acknowledge("samantha")),
            (Seconds(6), Confirm),
            (Seconds(8), () => Acknowledge("csirt-leader")),
            (Seconds(9), () => Acknowledge("legal")),
            (Seconds(10), () => Acknowledge("communications")),
            (Seconds(10.5), () => Acknowledge("it-on-call")),
            (Seconds(11), () => Acknowledge("working-group")),
            (Seconds(11.5), () => Acknowledge("executive")),
            (Seconds(12), () => Acknowledge("leadership")),
            (Seconds(13), Appoint),
            (Seconds(15), () => Acknowledge("taylor")),
            (Seconds(17), () => Post(SampleTexts.Isolated)),
            (Seconds(18), () => Go(Stage.Containment)),
            (Seconds(21), () => Acknowledge("deputy-director")),
            (Seconds(26), () => Post(SampleTexts.Scanned)),
            (Seconds(33), () => Post(SampleTexts.Evidence)),
            (Seconds(38), Release),
            (Seconds(42), () => Go(Stage.Eradication)),
            (Seconds(44), () => Post(SampleTexts.Rebuilt)),
            (Seconds(54), () => Go(Stage.Recovery)),
            (Seconds(56), () => Post(SampleTexts.Restored)),
            (Seconds(70), () => Command(c => c.StandDown(cast["taylor"], incident, SampleTexts.StandDown.For(culture)))),
            (Seconds(78), () => Go(Stage.Summary)),
            (Seconds(90), () => Command(c => c.Close(cast["csirt-leader"], incident, SampleTexts.Closed.For(culture)))),
        ];
    }

    /// <summary>What happens when, from the start.</summary>
    public IReadOnlyList<(TimeSpan At, Func<Task> Act)> Script { get; }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private async Task Report()
    {
        var content = new ReportContent
        {
            Title = SampleTexts.Title.For(culture),
            Description = SampleTexts.Description.For(culture),
            Category = Category.Manmade,
            Place = SampleTexts.Place.For(culture),
            SuspectedGrade = Grade.II,
            Source = "intrusion-detector",
        };
        report = (await Use<ReportEvent, Reported>(r => r.Run(cast["detector"], content, drillPlan: plan))).Number;
    }

    private async Task Confirm()
    {
        var opened = await Use<OpenIncident, Opened>(o => o.Confirm(cast["samantha"], report, Grade.II, Category.Manmade, SampleTexts.WhyGraded.For(culture)));
        (incident, incidentId) = (opened.Number, opened.Id);
    }

    private Task Appoint() => Command(c => c.Appoint(cast["csirt-leader"], incident, cast["taylor"].PersonId.ToString()));

    private Task Post(LocalText text) => Command(c => c.Post(cast["taylor"], incident, text.For(culture), verified: true));

    private Task Go(Stage stage) => Command(c => c.ChangeStage(cast["taylor"], incident, stage));

    /// <summary>Acknowledges everything of this drill that the player is asked.</summary>
    private async Task Acknowledge(string part)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var personId = cast[part].PersonId;
        var asked = await db.Notices.Where(n => n.PersonId == personId && n.IsDrill && n.State == NoticeState.Open).Select(n => n.Id).ToListAsync();
        foreach (var notice in asked)
        {
            await Use<AcknowledgeNotice, Acknowledged>(a => a.Run(cast[part], notice));
        }
    }

    private async Task Release()
    {
        await using var db = await contexts.CreateDbContextAsync();
        var open = await db.Duties.Where(d => d.IncidentId == incidentId && d.State == DutyState.Open).OrderBy(d => d.DueAt).Select(d => d.Id).ToListAsync();
        foreach (var duty in open)
        {
            await Use<DecideDuty, Guid>(d => d.Release(cast["legal"], duty));
        }
    }

    private Task Command(Func<CommandIncident, Task<Outcome<string>>> command) => Use(command);

    private async Task<T> Use<TUseCase, T>(Func<TUseCase, Task<Outcome<T>>> call)
        where TUseCase : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        var outcome = await call(scope.ServiceProvider.GetRequiredService<TUseCase>());
        return outcome.Refusal is { Kind: not RefusalKind.Gone } refusal
            ? throw new InvalidOperationException($"The sample emergency was refused: {refusal.Code}.")
            : outcome.IsRefused ? default! : outcome.Value;
    }
}
