using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Admin;
using Hub.Web.Features.Plans;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Browser;

/// <summary>The program on a port as a newcomer has it, in the middle of an emergency: two incidents run, a report waits.</summary>
public sealed class RunningHub : IAsyncLifetime
{
    public HubApp App { get; private set; } = null!;

    public string Incident { get; private set; } = "";

    public static HubAppOptions Development => new() { Environment = "Development", OnPort = true };

    /// <summary>Posts to the API and gives back the number that it answers.</summary>
    public static async Task<string> Post(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(new Uri($"/api/v1{path}", UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.Should().BeTrue($"POST {path} answered {(int)answer.StatusCode}: {text}");
        using var json = JsonDocument.Parse(text.Length == 0 ? "{}" : text);
        return json.RootElement.TryGetProperty("number", out var number) && number.ValueKind == JsonValueKind.String ? number.GetString()! : "";
    }

    /// <summary>The address of a new wall, relative to the program.</summary>
    public static async Task<(Guid Id, string Path)> NewWall(HubApp app, bool masked = false, bool sound = false)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var shown = await scope.ServiceProvider.GetRequiredService<AddDisplay>().Run(Caller.Program, $"Wall {Guid.NewGuid():N}", masked, sound);
        return (shown.Value.Id, new Uri(shown.Value.Secret).PathAndQuery);
    }

    /// <summary>Path of the phone page of a notice that waits for acknowledgement, to somebody who reads that language.</summary>
    public async Task<string> Link(string language)
    {
        await using var db = App.Db();
        return "/n/" + await db.Notices.Where(n => n.State == NoticeState.Open && n.Culture == language && n.Event == NoticeEvent.Activated).Select(n => n.Token).FirstAsync();
    }

    public async ValueTask InitializeAsync()
    {
        App = await HubApp.Start(Development);
        using var client = await App.Client((Right)int.MaxValue);
        Incident = await Post(client, "/incidents", new { title = "Code Red II on web server WEB2", grade = "II", reason = "Signature in the log and root.exe on the disk", category = "manmade" });
        await Post(client, $"/incidents/{Incident}/updates", new { text = "WEB2 is off the network. The farm is load-balanced: the service goes on." });
        await Post(client, $"/incidents/{Incident}/situation-reports", new { culture = "en" });
        await Post(client, "/incidents", new { title = "Air conditioning of machine room 2 has failed", grade = "III", reason = "38 degrees and rising", category = "accident" });
        await DraftPlan(client);
        await Post(client, "/reports", new { title = "Unknown device in the server room rack 7", suspectedGrade = "III", reporter = new { name = "Robert Brown" } });
    }

    /// <summary>A draft of the plan, version 2, in which a few things are different.</summary>
    private static async Task DraftPlan(HttpClient client)
    {
        await Post(client, "/plans", new { from = 1 });
        var plan = DefaultPlan.Read();
        plan = plan with
        {
            Owner = [Target.Parse("office:not-there")],
            Grades = plan.Grades.ToDictionary(g => g.Key, g => g.Value with { Notify = [.. g.Value.Notify.Select(n => n.Key == "legal" ? n with { AcknowledgeWithin = TimeSpan.FromMinutes(4) } : n)] }),
            Safeguards = [.. plan.Safeguards.Skip(1), LocalText.Same("Fuel for three days · 三天的油料")],
            Authority = new Dictionary<Grade, GradeAuthority> { [Grade.I] = new() { StandDown = [Target.Parse("office:leadership-head")] } },
        };
        using var read = await client.GetAsync(new Uri("/api/v1/plans/2", UriKind.Relative));
        using var json = JsonDocument.Parse(await read.Content.ReadAsStringAsync());
        var version = json.RootElement.GetProperty("line").GetProperty("version").GetInt64();
        using var answer = await client.PutAsJsonAsync(new Uri("/api/v1/plans/2", UriKind.Relative), new { plan = JsonNode.Parse(PlanJson.Write(plan)), version });
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
    }

    public ValueTask DisposeAsync() => App?.DisposeAsync() ?? ValueTask.CompletedTask;
}
