using System.ComponentModel;
using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Hub.Web.Components.Readiness;
using Hub.Web.Features.Readiness;
using Hub.Web.Store;

namespace Hub.Web.Api;

/// <summary>A stretch of time.</summary>
public sealed record StretchAnswer([property: Description("First instant.")] DateTimeOffset From, [property: Description("First instant that does not belong to it.")] DateTimeOffset Until)
{
    internal static IReadOnlyList<StretchAnswer> Of(IEnumerable<Span> spans) => [.. spans.Select(s => new StretchAnswer(s.From, s.Until))];
}

/// <summary>What a finding is about.</summary>
public sealed record SubjectAnswer(SubjectKind Kind, string Key, string Name);

/// <summary>Somebody by identity and name.</summary>
public sealed record NamedAnswer(Guid Id, string Name);

/// <summary>Something that readiness found.</summary>
public sealed record FindingAnswer(
    FindingKind Kind, [property: Description("gap: somebody who must be told would not be; weakness: it works, on fewer legs than the plan means.")] FindingSeverity Severity,
    [property: Description("In a sentence.")] string Text, [property: Description("What would mend it, in a sentence.")] string Mend,
    [property: Description("Empty: the plan as a whole.")] IReadOnlyList<Grade> Grades, IReadOnlyList<StretchAnswer> Stretches, SubjectAnswer Subject,
    [property: Description("Step of the ladder, from 1; null when it is no step.")] int? Step, IReadOnlyList<NamedAnswer> Persons)
{
    internal static IReadOnlyList<FindingAnswer> Of(IEnumerable<Finding> findings, FindingWords words, string language) => FindingWords.In<IReadOnlyList<FindingAnswer>>(language, () => [.. findings.Select(f => new FindingAnswer(
        f.Kind, f.Severity, words.Say(f), words.MendOf(f), f.Grades, StretchAnswer.Of(f.Spans), new SubjectAnswer(f.Subject.Kind, f.Subject.Key, f.Subject.Name.For(language)), f.Step, [.. f.Persons.Select(p => new NamedAnswer(p.Id, p.Name))]))]);
}

/// <summary>When somebody answers for a grade.</summary>
public sealed record CoveredAnswer(Grade Grade, IReadOnlyList<StretchAnswer> Stretches);

/// <summary>How ready the organisation is.</summary>
public sealed record ReadinessAnswer(
    DateTimeOffset From, DateTimeOffset Until, [property: Description("Version of the plan in force.")] int PlanVersion,
    IReadOnlyList<CoveredAnswer> Covered, [property: Description("Gaps first.")] IReadOnlyList<FindingAnswer> Findings);

/// <summary>An address that a message would go to.</summary>
public sealed record WouldUseAnswer(Channel Channel, string Address, [property: Description("True when it is used only if those before it take nothing.")] bool StandsBy, [property: Description("Until when quiet hours hold it.")] DateTimeOffset? HeldUntil);

/// <summary>Somebody who would be told.</summary>
public sealed record WouldTellAnswer(
    Guid Id, string Name, string As, [property: Description("True when a verified address reaches them, so that the ladder waits for them.")] bool Counts,
    [property: Description("True when the message of another audience, or an earlier one, has told them.")] bool ToldAlready, IReadOnlyList<WouldUseAnswer> Addresses);

/// <summary>A step as it would be taken.</summary>
public sealed record WouldStepAnswer(int Step, DateTimeOffset At, double AfterMinutes, [property: Description("Why nobody is waited for: nobody, noAddress, toldAlready, unverified; null when somebody is.")] string? PassedBecause, IReadOnlyList<WouldTellAnswer> Told);

/// <summary>The end of a ladder, repeated.</summary>
public sealed record WouldRepeatAnswer(DateTimeOffset At, double AfterMinutes, IReadOnlyList<NamedAnswer> Told);

/// <summary>One audience's ladder.</summary>
public sealed record WouldClimbAnswer(AudienceKind Audience, [property: Description("Key of the rule or the duty.")] string Key, string Ladder, bool Reached, IReadOnlyList<WouldStepAnswer> Steps, IReadOnlyList<WouldRepeatAnswer> Repeats);

/// <summary>What is said for information.</summary>
public sealed record WouldInformAnswer(DateTimeOffset At, double AfterMinutes, NoticeEvent Event, IReadOnlyList<WouldTellAnswer> Told);

/// <summary>A duty that would be opened.</summary>
public sealed record WouldOweAnswer(string Key, string Name, string? Body, DateTimeOffset DueAt, DateTimeOffset? RemindAt, [property: Description("Names of those who may release it.")] IReadOnlyList<string> MayRelease);

/// <summary>A text that would go out, once for all who get it alike.</summary>
public sealed record WouldSayAnswer(NoticeEvent Event, Channel Channel, string Language, bool AsksAcknowledgement, string? Subject, string Text, [property: Description("Of a short message.")] int? Segments, IReadOnlyList<string> To);

/// <summary>Who would be told.</summary>
public sealed record RehearsalAnswer(
    int PlanVersion, Grade Grade, Category Category, DateTimeOffset At, [property: Description("Until when it was rehearsed: every ladder has repeated its end once.")] DateTimeOffset Until, NamedAnswer? Leader,
    IReadOnlyList<WouldClimbAnswer> Ladders, IReadOnlyList<WouldInformAnswer> Informed, IReadOnlyList<WouldOweAnswer> Duties, IReadOnlyList<WouldSayAnswer> Texts);

/// <summary>Readiness, and who would be told. Both only read.</summary>
internal static class ReadinessCalls
{
    public static void MapReadiness(this RouteGroupBuilder api)
    {
        api.MapGet("/readiness", Look).WithTags("Plan")
            .Says("readiness", "Say how ready the organisation is", "Whether somebody would be told at every instant of a stretch, for every grade, under the plan in force; exact, by the rotas' own shifts. Without from and until: the next thirty days. At most 92 days. Needs the right read.")
            .Gives<ReadinessAnswer>(null, 200)
            .Refuses(400, 401, 403);
        api.MapGet("/plans/in-force/rehearsal", Rehearse).WithTags("Plan")
            .Says("rehearsal", "Say who would be told", "An incident that does not exist is reported and confirmed at an instant, and nobody answers: whom each ladder tells when, at which address, which duties open, and what the texts say. Nothing is sent or stored. Needs the right read.")
            .Gives<RehearsalAnswer>(null, 200)
            .Refuses(400, 401, 403);
    }

    private static Task<IResult> Look(HttpContext http, ApiCall call, ShowReadiness show, FindingWords words, [Description("First instant, ISO 8601; without it, now.")] string? from = null, [Description("First instant that is not asked for, ISO 8601; without it, thirty days later.")] string? until = null)
    {
        var (begin, fault) = Instant("from", from);
        var (end, another) = Instant("until", until);
        return call.Ask<ReadinessLook>(
            http,
            async caller => caller.Has(Right.Read) && (fault ?? another) is { } refusal ? refusal : await show.Run(caller, begin, end, http.RequestAborted),
            look => Of(look, words, Problems.LanguageOf(http)));
    }

    private static Task<IResult> Rehearse(
        HttpContext http, ApiCall call, ShowRehearsal show, [Description("I, II, III or IV.")] string? grade = null, [Description("natural, accident or manmade; without it, manmade.")] string? category = null, [Description("Key of an asset; without it, none is named.")] string? asset = null, [Description("ISO 8601; without it, now.")] string? at = null)
    {
        var (instant, fault) = Instant("at", at);
        var asked = Asked.Nothing.Grade(grade);
        var cause = category is null ? Category.Manmade : ApiJson.Value<Category>(category);
        fault = asked.Fault ?? (grade is null ? Refusal.Invalid("grade", "Required") : null) ?? (cause is null ? Refusal.Invalid("category", "Unknown") : null) ?? fault;
        var language = Problems.LanguageOf(http);
        return call.Ask<RehearsalView>(
            http,
            async caller => caller.Has(Right.Read) && fault is not null ? fault : await show.Run(caller, new RehearsalAsked(asked.GradeValue ?? Grade.IV, cause ?? Category.Manmade, instant) { Asset = asset, Culture = language }, http.RequestAborted),
            view => Of(view, language));
    }

    private static (DateTimeOffset? Instant, Refusal? Fault) Instant(string field, string? text) => text is null
        ? (null, null)
        : ApiJson.InstantOf(text) is { } instant ? (instant, null) : (null, Refusal.Invalid(field, "Unknown"));

    private static ReadinessAnswer Of(ReadinessLook look, FindingWords words, string language) => new(
        look.Result.Interval.From,
        look.Result.Interval.Until,
        look.Version.Number,
        [.. look.Result.Covered.OrderBy(c => c.Key).Select(c => new CoveredAnswer(c.Key, StretchAnswer.Of(c.Value)))],
        FindingAnswer.Of(look.Result.Findings, words, language));

    private static RehearsalAnswer Of(RehearsalView view, string language)
    {
        var rehearsed = view.Rehearsed;
        var start = rehearsed.Question.At;
        return new RehearsalAnswer(
            view.Version.Number,
            rehearsed.Question.Grade,
            rehearsed.Question.Category,
            start,
            rehearsed.Until,
            rehearsed.Leader is { } leader ? new NamedAnswer(leader.Id, leader.Name) : null,
            [.. rehearsed.Ladders.Select(l => new WouldClimbAnswer(
                l.Audience.Kind, l.Audience.Key, l.Ladder, l.IsReached,
                [.. l.Steps.Select(s => new WouldStepAnswer(s.Number, s.At, After(s.At), s.PassedBecause, Told(s.Persons)))],
                [.. l.Repeats.Select(r => new WouldRepeatAnswer(r.At, After(r.At), [.. r.Persons.Select(p => new NamedAnswer(p.PersonId, p.Name))]))]))],
            [.. rehearsed.News.Select(n => new WouldInformAnswer(n.At, After(n.At), n.Event, Told(n.Persons)))],
            [.. rehearsed.Duties.Select(d => new WouldOweAnswer(d.Duty.Key, d.Rule.Name.For(language), d.Body?.Name.For(language), d.Duty.DueAt, d.RemindAt, [.. view.MayRelease[d.Duty.Id].Select(m => m.Name)]))],
            [.. view.Texts.Select(t => new WouldSayAnswer(t.Event, t.Channel, t.Culture, t.Asks, t.Subject.Length == 0 ? null : t.Subject, t.Text, t.Count?.Segments, t.Persons))]);

        double After(DateTimeOffset at) => (at - start).TotalMinutes;

        IReadOnlyList<WouldTellAnswer> Told(IEnumerable<RehearsedPerson> persons) =>
            [.. persons.Select(p => new WouldTellAnswer(p.PersonId, p.Name, p.As.For(language), p.Counts, p.ToldAlready, [.. p.Addresses.Select(a => new WouldUseAnswer(a.Channel, a.Address, a.StandsBy, a.HeldUntil))]))];
    }
}
