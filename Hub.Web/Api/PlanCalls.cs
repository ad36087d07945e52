using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Plans;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Features.Plans;
using Hub.Web.Security;

namespace Hub.Web.Api;

/// <summary>The emergency plan: its versions, their content, what differs, and every step from draft to withdrawal.</summary>
internal static class PlanCalls
{
    // what a page imports, a call takes too: a Chinese character is three bytes
    private const int MostBytes = 3 * PlanFile.Longest;

    private const string NumberExample = """{"number":3,"url":"https://hub.example/plans/3"}""";

    public static void MapPlans(this RouteGroupBuilder api)
    {
        var plans = api.MapGroup("/plans").WithTags("Plans");
        plans.MapGet("", List)
            .Says("listPlans", "List the versions of the plan", "All versions with their states and the revision record, the newest first.")
            .Gives<PlansAnswer>(null, 200).Refuses(401, 403);
        plans.MapGet("/schema", Schema)
            .Says("readPlanSchema", "Read the schema of plans", "JSON Schema (2020-12).")
            .Gives<JsonNode>(null, 200).Refuses(401, 403);
        plans.MapGet("/{number:int}", One)
            .Says("readPlan", "Read a version", "The plan itself, how it stands, and what keeps it from being submitted.")
            .Gives<PlanAnswer>(null, 200).Refuses(401, 403, 404);
        plans.MapGet("/{number:int}/differences", Differences)
            .Says("comparePlans", "Compare two versions", "What differs from version `from` to this one, in sentences of the language that is asked for.")
            .Gives<PlanDifferencesAnswer>("""{"from":1,"to":2,"items":[{"part":"told","of":"ruleWithin","kind":"changed","sentence":"Grade Ⅱ, Legal counsel must acknowledge within 10 min instead of 15 min."}]}""", 200).Refuses(400, 401, 403, 404);
        plans.MapPost("/check", Check)
            .Says("checkPlan", "Check a plan", "Looks for every fault of a plan, by its path. Nothing is written.")
            .Takes<CheckPlanBody>("""{"plan":{"key":"network-security"}}""").Gives<PlanCheckAnswer>("""{"isReadable":false,"faults":[{"path":"$.name","fault":"missing","value":""}]}""", 200).Refuses(400, 401, 403, 413, 415, 422);
        plans.MapPost("", Draft)
            .Says("draftPlan", "Begin a draft", "From a version, from a plan, or from the plan in force. Needs the right administer.")
            .Takes<DraftPlanBody>("""{"from":2}""", optional: true).Gives<PlanNumberAnswer>(NumberExample, 201).Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        plans.MapPut("/{number:int}", Change)
            .Says("changePlan", "Change a draft", "Takes the whole plan and the version of the draft that was read. Needs the right administer. 409 when it was changed since, or is no draft any more.")
            .Takes<ChangePlanBody>("""{"plan":{"key":"network-security"},"version":4}""").Gives<PlanChangedAnswer>("""{"number":3,"version":5,"url":"https://hub.example/plans/3"}""", 200).Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        Step(plans, "/submit", "submitPlan", "Submit a draft for approval", "From then on its content never changes. Needs the right administer. 409 while the plan has faults.", Submit).Takes<SubmitPlanBody>("""{"summary":"Legal counsel acknowledges sooner"}""");
        Step(plans, "/approve", "approvePlan", "Approve a version", "Only a person approves, signed in on the version's page: an API key is refused (403), whatever its rights.", Approve).Takes<ApprovePlanBody>("""{"reason":"The deputy is appointed on Monday"}""", optional: true);
        Step(plans, "/send-back", "sendPlanBack", "Send a version back", "Its authors go on with a new draft, whose number is answered. Needs the right approve.", SendBack).Takes<ReasonBody>("""{"reason":"Grade Ⅱ needs the communications officer"}""");
        Step(plans, "/put-in-force", "putPlanInForce", "Put an approved version in force", "Now or from an instant; the present one retires with it, and running incidents keep theirs. Needs the right approve.", PutInForce).Takes<PlanInForceBody>("""{"from":"2026-12-01T00:00:00Z"}""", optional: true);
        Step(plans, "/withdraw", "withdrawPlan", "Withdraw a version", "When it is in force, its predecessor is in force again; answers the version in force. Needs the right approve; administer for what is not approved yet.", Withdraw).Takes<ReasonBody>("""{"reason":"The ladder of grade Ⅰ is wrong"}""");
    }

    private static RouteHandlerBuilder Step(RouteGroupBuilder plans, string path, string name, string summary, string description, Delegate handler) =>
        plans.MapPost("/{number:int}" + path, handler).Says(name, summary, description).Gives<PlanNumberAnswer>(NumberExample, 200).Refuses(400, 401, 403, 404, 409, 413, 415, 422);

    private static Task<IResult> List(HttpContext http, ApiCall call, PlansQuery query, Links links) =>
        call.Ask(http, caller => query.List(caller, http.RequestAborted), list => new PlansAnswer([.. list.Items.Select(l => PlanLineAnswer.Of(l, Problems.LanguageOf(http), links))]));

    private static Task<IResult> Schema(HttpContext http, ApiCall call) => call.Ask<JsonNode>(
        http,
        caller => Task.FromResult<Outcome<JsonNode>>(caller.Has(Right.Read) ? JsonNode.Parse(DefaultPlan.Schema())! : Refusal.NotAllowed()),
        schema => schema);

    private static Task<IResult> One(int number, HttpContext http, ApiCall call, PlansQuery query, Links links) => call.Ask(
        http,
        caller => query.One(caller, number, http.RequestAborted),
        plan => new PlanAnswer(PlanLineAnswer.Of(plan.Line, Problems.LanguageOf(http), links), JsonSerializer.Deserialize<JsonElement>(PlanJson.Write(plan.Plan)), FaultsOf(plan.Faults)));

    private static Task<IResult> Differences(int number, HttpContext http, ApiCall call, PlansQuery query, DifferenceWords words, string? from = null) => call.Ask<PlansCompared>(
        http,
        async caller => from is null ? Refusal.Invalid("from", "Required")
            : int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var other) ? await query.Compare(caller, other, number, http.RequestAborted)
            : Refusal.Invalid("from", "Unknown"),
        both => new PlanDifferencesAnswer(both.Before.Number, both.Now.Number, Problems.InLanguageOf(http, () => both.Differences
            .Select(d => new PlanDifferenceAnswer(d.Part, d.Of, d.Kind, words.Say(d, both.Names, both.OldPlan, both.NewPlan))).ToList())));

    private static Task<IResult> Check(HttpContext http, ApiCall call, PlanImport import) => call.Command<CheckPlanBody, PlanImported>(
        http,
        (body, caller) => import.Check(caller, Json(body.Plan), http.RequestAborted),
        result => (200, new PlanCheckAnswer(result.File.Plan is not null, [.. result.File.SchemaFaults.Select(f => new PlanFaultAnswer(f.Path, Camel(f.Kind.ToString()), f.Value)), .. FaultsOf(result.Faults)])),
        MostBytes);

    private static Task<IResult> Draft(HttpContext http, ApiCall call, DraftPlan draft, Links links) => call.BareCommand<DraftPlanBody, int>(
        http,
        async (body, caller) =>
        {
            if (body.Plan is null || !caller.Has(Right.Administer))
            {
                return await draft.From(caller, body.From, http.RequestAborted);
            }

            var read = PlanImport.Read(Json(body.Plan));
            return read.IsRefused ? read.Refusal : await draft.From(caller, read.Value, http.RequestAborted);
        },
        number => (201, new PlanNumberAnswer(number, links.Plan(number))),
        MostBytes);

    private static Task<IResult> Change(int number, HttpContext http, ApiCall call, ChangePlan change, Links links) => call.Command<ChangePlanBody, PlanChanged>(
        http,
        async (body, caller) =>
        {
            if (!caller.Has(Right.Administer))
            {
                return Refusal.NotAllowed();
            }

            var read = PlanImport.Read(Json(body.Plan));
            return read.IsRefused ? read.Refusal : await change.Whole(caller, number, read.Value, body.Version, http.RequestAborted);
        },
        changed => (200, new PlanChangedAnswer(changed.Number, changed.Version, links.Plan(changed.Number))),
        MostBytes);

    private static Task<IResult> Submit(int number, HttpContext http, ApiCall call, SubmitPlan submit, Links links) =>
        call.Command<SubmitPlanBody, int>(http, (body, caller) => submit.Run(caller, number, body.Summary, http.RequestAborted), Number(links));

    private static Task<IResult> Approve(int number, HttpContext http, ApiCall call, DecidePlan decide, Links links) =>
        call.BareCommand<ApprovePlanBody, int>(http, (body, caller) => decide.Approve(caller, number, body.Reason, http.RequestAborted), Number(links));

    private static Task<IResult> SendBack(int number, HttpContext http, ApiCall call, DecidePlan decide, Links links) =>
        call.Command<ReasonBody, int>(http, (body, caller) => decide.SendBack(caller, number, body.Reason, http.RequestAborted), Number(links));

    private static Task<IResult> PutInForce(int number, HttpContext http, ApiCall call, DecidePlan decide, Links links) =>
        call.BareCommand<PlanInForceBody, int>(http, (body, caller) => decide.PutInForce(caller, number, body.From, http.RequestAborted), Number(links));

    private static Task<IResult> Withdraw(int number, HttpContext http, ApiCall call, DecidePlan decide, Links links) =>
        call.Command<ReasonBody, int>(http, (body, caller) => decide.Withdraw(caller, number, body.Reason, http.RequestAborted), Number(links));

    private static Func<int, (int, object)> Number(Links links) => number => (200, new PlanNumberAnswer(number, links.Plan(number)));

    private static IReadOnlyList<PlanFaultAnswer> FaultsOf(IReadOnlyList<PlanFault> faults) => [.. faults.Select(f => new PlanFaultAnswer(f.Path, Camel(f.Kind.ToString()), f.Value))];

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string Json(JsonElement? plan) => plan is { ValueKind: not JsonValueKind.Undefined } given ? given.GetRawText() : "null";
}
