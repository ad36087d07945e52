using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.People;
using Hub.Domain.Response;
using Hub.Domain.Shared;
using Hub.Web.Features.Response;

namespace Hub.Web.Api;

/// <summary>Situation reports of an incident: list, read, write, submit and approve them.</summary>
internal static class SituationReportCalls
{
    private const string One = """{"incident":"INC-2026-0001","number":1,"state":"draft","culture":"en","situation":"Two hosts are infected","measures":"Both are isolated","systems":"","nextSteps":"","needs":"","outlook":"","writtenBy":"Taylor Maxwell","writtenAt":"2026-11-23T01:00:00Z","writers":["Taylor Maxwell"],"submittedBy":null,"submittedAt":null,"returnedBy":null,"returnedBecause":null,"approvedBy":null,"approvedAt":null,"hash":null,"version":1}""";

    public static void MapSituationReports(this RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/incidents/{number}/situation-reports").WithTags("Situation reports");
        reports.MapGet("", List)
            .Says("listSituationReports", "List the situation reports of an incident", "The newest version first.")
            .Gives<SituationReportsAnswer>(null, 200).Refuses(401, 403, 404);
        reports.MapPost("", Begin)
            .Says("beginSituationReport", "Begin the next version", "A copy of the last approved one; the first is filled from the record. Needs the right command.")
            .Takes<SituationReportBody>("""{"culture":"en"}""", optional: true).Gives<SituationReportAnswer>(One, 201).Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        reports.MapGet("/{version:int}", Read)
            .Says("readSituationReport", "Read a version", "With its six sections and, once approved, its hash.")
            .Gives<SituationReportAnswer>(One, 200).Refuses(401, 403, 404);
        Command<SituationTextBody>(reports, "/text", "writeSituationReport", "Write a draft", "Sections that are left out become empty. Needs the right command.", """{"situation":"Two hosts are infected","measures":"Both are isolated","version":1}""", Write);
        Command<ReadVersionBody>(reports, "/submit", "submitSituationReport", "Submit a draft for approval", "Needs the right command.", """{"version":2}""", Submit, optional: true);
        Command<ReasonBody>(reports, "/return", "returnSituationReport", "Send a submitted report back", "By whoever wrote on it. Sending back without having written on it needs the right approve, which only people have.", """{"reason":"The second host is missing"}""", Return);
        Command<ReadVersionBody>(reports, "/approve", "approveSituationReport", "Approve and freeze a report", "Only a person approves, signed in on the report's page: an API key is refused (403), whatever its rights.", """{"version":3}""", Approve, optional: true);
    }

    private static void Command<TBody>(RouteGroupBuilder reports, string path, string name, string summary, string description, string example, Delegate handler, bool optional = false)
        where TBody : class =>
        reports.MapPost("/{version:int}" + path, handler).Says(name, summary, description).Takes<TBody>(example, optional).Gives<SituationReportAnswer>(One, 200).Refuses(400, 401, 403, 404, 409, 413, 415, 422);

    private static Task<IResult> List(string number, HttpContext http, ApiCall call, SituationReportQuery query) =>
        call.Ask(http, caller => query.List(caller, number, http.RequestAborted), list => new SituationReportsAnswer(number, [.. list.Items.Select(l => new SituationReportItem(l.Number, l.State, l.WrittenBy, l.WrittenAt, l.SubmittedBy, l.ApprovedBy, l.ApprovedAt))]));

    private static Task<IResult> Read(string number, int version, HttpContext http, ApiCall call, SituationReportQuery query) =>
        call.Ask(http, caller => query.Read(caller, number, version, http.RequestAborted), view => SituationReportAnswer.Of(view.Report, number));

    private static Task<IResult> Begin(string number, HttpContext http, ApiCall call, WriteSituationReport write) =>
        call.BareCommand<SituationReportBody, SituationReport>(http, (body, caller) => write.Begin(caller, number, body.Culture ?? Problems.LanguageOf(http), http.RequestAborted), report => (201, SituationReportAnswer.Of(report, number)));

    private static Task<IResult> Write(string number, int version, HttpContext http, ApiCall call, WriteSituationReport write) =>
        Run<SituationTextBody>(
            http,
            call,
            number,
            async (body, caller) => body.Version is { } read
                ? await write.Run(caller, number, version, new SituationReportText(body.Situation, body.Measures, body.Systems, body.NextSteps, body.Needs, body.Outlook), read, http.RequestAborted)
                : caller.Has(Right.Command) ? Refusal.Invalid("version", "Required") : Refusal.NotAllowed());

    private static Task<IResult> Submit(string number, int version, HttpContext http, ApiCall call, DecideSituationReport decide) =>
        Bare(http, call, number, (body, caller) => decide.Submit(caller, number, version, body.Version, http.RequestAborted));

    private static Task<IResult> Return(string number, int version, HttpContext http, ApiCall call, DecideSituationReport decide) =>
        Run<ReasonBody>(http, call, number, (body, caller) => decide.Return(caller, number, version, body.Reason, http.RequestAborted));

    private static Task<IResult> Approve(string number, int version, HttpContext http, ApiCall call, DecideSituationReport decide) =>
        Bare(http, call, number, (body, caller) => decide.Approve(caller, number, version, body.Version, http.RequestAborted));

    private static Task<IResult> Bare(HttpContext http, ApiCall call, string number, Func<ReadVersionBody, Caller, Task<Outcome<SituationReport>>> run) =>
        call.BareCommand(http, run, report => (200, SituationReportAnswer.Of(report, number)));

    private static Task<IResult> Run<TBody>(HttpContext http, ApiCall call, string number, Func<TBody, Caller, Task<Outcome<SituationReport>>> run)
        where TBody : class, new() =>
        call.Command(http, run, report => (200, SituationReportAnswer.Of(report, number)));
}

/// <summary>A new version.</summary>
public sealed record SituationReportBody
{
    [MaxLength(20), Description("Language that it is written in: `zh-Hans` or `en`; without it, the language of the call.")]
    public string? Culture { get; init; }
}

/// <summary>The texts of a draft.</summary>
public sealed record SituationTextBody
{
    [MaxLength(SituationReportText.Longest), Description("How it stands.")]
    public string? Situation { get; init; }

    [MaxLength(SituationReportText.Longest), Description("What was done.")]
    public string? Measures { get; init; }

    [MaxLength(SituationReportText.Longest), Description("Which systems are touched.")]
    public string? Systems { get; init; }

    [MaxLength(SituationReportText.Longest), Description("What comes next.")]
    public string? NextSteps { get; init; }

    [MaxLength(SituationReportText.Longest), Description("What is needed.")]
    public string? Needs { get; init; }

    [MaxLength(SituationReportText.Longest), Description("What is to be expected.")]
    public string? Outlook { get; init; }

    [Required, Description("Version that was read; refused when somebody has written since.")]
    public long? Version { get; init; }
}

/// <summary>Which version was read.</summary>
public sealed record ReadVersionBody
{
    [Description("Version that was read; refused when somebody has changed it since.")]
    public long? Version { get; init; }
}

/// <summary>A line of the list.</summary>
public sealed record SituationReportItem(int Number, SituationReportState State, string WrittenBy, DateTimeOffset WrittenAt, string? SubmittedBy, string? ApprovedBy, DateTimeOffset? ApprovedAt);

/// <summary>The situation reports of an incident, the newest first.</summary>
public sealed record SituationReportsAnswer(string Incident, IReadOnlyList<SituationReportItem> Items);

/// <summary>A situation report.</summary>
public sealed record SituationReportAnswer(
    string Incident, int Number, SituationReportState State, string Culture, string Situation, string Measures, string Systems, string NextSteps, string Needs, string Outlook,
    string WrittenBy, DateTimeOffset WrittenAt, [property: Description("Everybody who wrote on it: none of them may approve it.")] IReadOnlyList<string> Writers, string? SubmittedBy, DateTimeOffset? SubmittedAt,
    string? ReturnedBy, string? ReturnedBecause, string? ApprovedBy, DateTimeOffset? ApprovedAt, [property: Description("SHA-256 of the frozen report, hexadecimal; stands in the record too.")] string? Hash, long Version)
{
    internal static SituationReportAnswer Of(SituationReport r, string incident) => new(
        incident, r.Number, r.State, r.Culture, r.Situation, r.Measures, r.Systems, r.NextSteps, r.Needs, r.Outlook,
        r.WrittenBy, r.WrittenAt, [.. r.Writers.Select(w => w.Name)], r.SubmittedBy, r.SubmittedAt,
        r.ReturnedBy, r.ReturnedBecause, r.ApprovedBy, r.ApprovedAt, r.Hash, r.Version);
}
