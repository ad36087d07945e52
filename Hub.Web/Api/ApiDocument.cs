using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.Web.Api;

/// <summary>Completes the OpenAPI document with what cannot be read off the calls: key, examples, Idempotency-Key, instants.</summary>
internal static class ApiDocument
{
    private const string Key = "apiKey";

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = call => call.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Hub",
                Version = "v1",
                Description = "Reports, incidents, notices and duties of the emergency plan. Times are UTC in ISO 8601. Errors are problem details (RFC 9457) that name the field, in the language of Accept-Language (en or zh-Hans).",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[Key] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key: Authorization: Bearer KEY. `keys add` makes one with its rights.",
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }];
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Complete(operation, context);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // Types with a converter of ours: the framework cannot look inside one.
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type == typeof(DateTimeOffset) || type.IsEnum)
            {
                schema.Type = type == context.JsonTypeInfo.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
                schema.Format = type.IsEnum ? null : "date-time";
                schema.Enum = type.IsEnum ? [.. ApiJson.NamesOf(type).Select(name => (JsonNode)name)] : null;
            }

            return Task.CompletedTask;
        });
    }

    private static void Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<RequestExample>().FirstOrDefault() is { } request && operation.RequestBody?.Content is { } taken)
        {
            foreach (var content in taken.Values)
            {
                content.Example = JsonNode.Parse(request.Json);
            }
        }

        foreach (var answer in metadata.OfType<AnswerExample>())
        {
            if (operation.Responses?.GetValueOrDefault(answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture))?.Content is { } given)
            {
                foreach (var content in given.Values)
                {
                    content.Example = JsonNode.Parse(answer.Json);
                }
            }
        }

        if (operation.Responses?.ContainsKey("422") == true)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "Idempotency-Key",
                In = ParameterLocation.Header,
                Description = "A repeated call with the same key, method, path and body gives the first answer again, for 48 hours; with another body 422.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
            });
        }
    }
}
