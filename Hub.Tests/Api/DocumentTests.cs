using System.Net;
using System.Text.Json;
using Hub.Tests.Harness;

namespace Hub.Tests.Api;

public sealed class DocumentTests
{
    [Fact]
    public async Task The_OpenAPI_document_names_every_call_with_its_answers_and_the_key()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock with { WithSampleData = false });
        using var client = app.Anonymous();
        var document = await client.GetAsync("/openapi/v1.json").Answers(HttpStatusCode.OK);
        document.GetProperty("components").GetProperty("securitySchemes").GetProperty("apiKey").GetProperty("scheme").GetString().Should().Be("bearer");
        var calls = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(call => (Name: $"{call.Name.ToUpperInvariant()} {path.Name.TrimEnd('/')}", Call: call.Value))).ToList();
        string[] promised =
        [
            "POST /api/v1/reports", "POST /api/v1/reports/{number}/confirm", "POST /api/v1/reports/{number}/dismiss", "POST /api/v1/reports/{number}/join",
            "POST /api/v1/incidents", "GET /api/v1/incidents", "GET /api/v1/incidents/{number}", "GET /api/v1/incidents/{number}/timeline", "GET /api/v1/incidents/{number}/notices",
            "POST /api/v1/incidents/{number}/updates", "POST /api/v1/incidents/{number}/grade", "POST /api/v1/incidents/{number}/leader", "POST /api/v1/incidents/{number}/stage",
            "POST /api/v1/incidents/{number}/stand-down", "POST /api/v1/incidents/{number}/correct",
            "GET /api/v1/incidents/{number}/situation-reports", "POST /api/v1/incidents/{number}/situation-reports", "GET /api/v1/incidents/{number}/situation-reports/{version}",
            "POST /api/v1/incidents/{number}/situation-reports/{version}/text", "POST /api/v1/incidents/{number}/situation-reports/{version}/submit",
            "POST /api/v1/incidents/{number}/situation-reports/{version}/return", "POST /api/v1/incidents/{number}/situation-reports/{version}/approve",
            "POST /api/v1/incidents/{number}/timeline/{entry}/verify", "POST /api/v1/incidents/{number}/timeline/{entry}/retract",
            "GET /api/v1/incidents/{number}/systems", "POST /api/v1/incidents/{number}/systems", "POST /api/v1/incidents/{number}/systems/{id}/strike-out",
            "POST /api/v1/incidents/{number}/close", "POST /api/v1/notices/{id}/acknowledge", "POST /api/v1/intake/alertmanager",
            "GET /api/v1/notices/undelivered", "POST /api/v1/notices/{id}/send-again", "POST /api/v1/notices/{id}/told", "POST /api/v1/notices/{id}/decline", "POST /api/v1/notices/{id}/hand-over", "POST /api/v1/notices/{id}/climb",
            "GET /api/v1/readiness", "GET /api/v1/plans/in-force/rehearsal",
            "POST /api/v1/intake/sms/report", "GET /api/v1/intake/sms/report", "POST /api/v1/intake/sms", "GET /api/v1/intake/sms",
            "GET /api/v1/incidents/{number}/duties", "POST /api/v1/duties/{id}/text", "POST /api/v1/duties/{id}/release", "POST /api/v1/duties/{id}/waive", "POST /api/v1/duties/{id}/reference",
            "GET /api/v1/directory/persons", "GET /api/v1/directory/persons/{id}", "POST /api/v1/directory/persons", "POST /api/v1/directory/persons/{id}", "POST /api/v1/directory/persons/{id}/retire",
            "POST /api/v1/directory/persons/{id}/reactivate", "POST /api/v1/directory/persons/{id}/remove", "GET /api/v1/directory/offices", "GET /api/v1/directory/offices/{id}", "POST /api/v1/directory/offices",
            "POST /api/v1/directory/offices/{id}", "POST /api/v1/directory/offices/{id}/remove", "GET /api/v1/directory/groups", "GET /api/v1/directory/groups/{id}", "POST /api/v1/directory/groups",
            "POST /api/v1/directory/groups/{id}", "POST /api/v1/directory/groups/{id}/remove", "GET /api/v1/directory/bodies", "GET /api/v1/directory/bodies/{id}", "POST /api/v1/directory/bodies",
            "POST /api/v1/directory/bodies/{id}", "POST /api/v1/directory/bodies/{id}/retire", "POST /api/v1/directory/bodies/{id}/reactivate", "POST /api/v1/directory/bodies/{id}/remove", "GET /api/v1/directory/assets",
            "GET /api/v1/directory/assets/{id}", "POST /api/v1/directory/assets", "POST /api/v1/directory/assets/{id}", "POST /api/v1/directory/assets/{id}/retire", "POST /api/v1/directory/assets/{id}/reactivate",
            "POST /api/v1/directory/persons/import", "GET /api/v1/directory/persons/export", "POST /api/v1/directory/bodies/import", "GET /api/v1/directory/bodies/export", "POST /api/v1/directory/assets/import",
            "GET /api/v1/directory/assets/export", "POST /api/v1/directory/consequences",
            "GET /api/v1/plans", "GET /api/v1/plans/schema", "GET /api/v1/plans/{number}", "GET /api/v1/plans/{number}/differences", "POST /api/v1/plans/check", "POST /api/v1/plans", "PUT /api/v1/plans/{number}",
            "POST /api/v1/plans/{number}/submit", "POST /api/v1/plans/{number}/approve", "POST /api/v1/plans/{number}/send-back", "POST /api/v1/plans/{number}/put-in-force", "POST /api/v1/plans/{number}/withdraw",
            "GET /api/v1/rotas", "POST /api/v1/rotas", "GET /api/v1/rotas/{key}", "PUT /api/v1/rotas/{key}", "DELETE /api/v1/rotas/{key}", "GET /api/v1/rotas/{key}/on-call",
            "POST /api/v1/rotas/{key}/layers", "PUT /api/v1/rotas/{key}/layers/{position}", "PUT /api/v1/rotas/{key}/layers/order", "DELETE /api/v1/rotas/{key}/layers/{position}", "POST /api/v1/rotas/{key}/overrides", "DELETE /api/v1/rotas/{key}/overrides/{id}",
            "POST /api/v1/rotas/{key}/covers", "POST /api/v1/covers/{id}/accept", "POST /api/v1/covers/{id}/decline", "POST /api/v1/covers/{id}/withdraw",
            "POST /api/v1/unavailabilities", "POST /api/v1/unavailabilities/look", "DELETE /api/v1/unavailabilities/{id}",
            "GET /api/v1/search",
        ];
        calls.Select(c => c.Name).Should().BeEquivalentTo(promised);
        foreach (var (name, call) in calls)
        {
            call.GetProperty("summary").GetString().Should().NotBeNullOrEmpty(name);
            call.GetProperty("description").GetString().Should().NotBeNullOrEmpty(name);
            call.GetProperty("operationId").GetString().Should().NotBeNullOrEmpty(name);
            var statuses = call.GetProperty("responses").EnumerateObject().Select(r => r.Name).ToList();
            statuses.Should().Contain(["401", "403", "500", "503"], name).And.Contain(s => s.StartsWith('2'), name);
            if (name.Contains('{', StringComparison.Ordinal))
            {
                statuses.Should().Contain("404", name);
            }

            if (name.StartsWith("POST", StringComparison.Ordinal))
            {
                statuses.Should().Contain(["400", "413", "415"], name);
                call.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").TryGetProperty("example", out _).Should().BeTrue(name);
            }
        }
    }

    [Fact]
    public async Task Its_schemas_name_the_values_that_the_calls_take()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock with { WithSampleData = false });
        using var client = app.Anonymous();
        var text = (await client.GetAsync("/openapi/v1.json").Answers(HttpStatusCode.OK)).GetRawText();
        text.Should().Contain("\"containment\"").And.Contain("\"stoodDown\"").And.Contain("\"manmade\"").And.Contain("\"III\"").And.Contain("\"date-time\"").And.Contain("Idempotency-Key");
        var required = JsonDocument.Parse(text).RootElement.GetProperty("components").GetProperty("schemas").GetProperty("ConfirmBody").GetProperty("required");
        required.EnumerateArray().Select(r => r.GetString()).Should().BeEquivalentTo("grade", "reason");
    }
}
