namespace Hub.Web.Api;

/// <summary>An example of a body, for the OpenAPI document.</summary>
internal sealed record RequestExample(string Json);

/// <summary>An example of an answer, for the OpenAPI document.</summary>
internal sealed record AnswerExample(int Status, string Json);

/// <summary>What the OpenAPI document says of a call, said where the call is mapped.</summary>
internal static class Descriptions
{
    public static RouteHandlerBuilder Says(this RouteHandlerBuilder call, string name, string summary, string description) =>
        call.WithName(name).WithSummary(summary).WithDescription(description);

    public static RouteHandlerBuilder Takes<TBody>(this RouteHandlerBuilder call, string example, bool optional = false)
        where TBody : class =>
        call.Accepts<TBody>(optional, "application/json").WithMetadata(new RequestExample(example));

    public static RouteHandlerBuilder Gives<TAnswer>(this RouteHandlerBuilder call, string? example, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            call.Produces<TAnswer>(status, "application/json");
            if (example is not null)
            {
                call.WithMetadata(new AnswerExample(status, example));
            }
        }

        return call;
    }

    /// <summary>Which refusals it knows; every call may also meet a fault of the program or a full store.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder call, params int[] statuses)
    {
        foreach (var status in statuses.Concat([500, 503]))
        {
            call.Produces<ApiProblem>(status, "application/problem+json");
        }

        return call;
    }
}
