using System.Text;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Web.Features.Plans;

/// <summary>A version of the plan as a file, for whoever is signed in and may read.</summary>
public static class PlanExport
{
    /// <summary>Maps <c>/plans/{number}/plan.json</c>.</summary>
    public static void MapPlanExport(this WebApplication app) =>
        app.MapGet("/plans/{number:int}/plan.json", Send).RequireAuthorization().ExcludeFromDescription();

    private static async Task<Results<FileContentHttpResult, NotFound, ForbidHttpResult>> Send(int number, HttpContext http, [FromServices] PlansQuery query)
    {
        var plan = await query.One(Callers.Of(http), number, http.RequestAborted);
        return plan switch
        {
            { IsRefused: false } => TypedResults.File(Encoding.UTF8.GetBytes(PlanJson.Write(plan.Value.Plan)), "application/json", $"plan-{number}.json"),
            { Refusal.Kind: RefusalKind.NotFound } => TypedResults.NotFound(),
            _ => TypedResults.Forbid(),
        };
    }
}
