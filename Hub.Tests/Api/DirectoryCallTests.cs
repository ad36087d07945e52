using System.Net;
using System.Text;
using System.Text.Json;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Directory.Sample;

namespace Hub.Tests.Api;

/// <summary>The directory as outside programs keep it.</summary>
public sealed class DirectoryCallTests
{
    private const string Path = "/api/v1/directory";

    [Fact]
    public async Task A_person_is_added_found_changed_retired_and_brought_back()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var client = await app.Client(Right.Read | Right.Administer);
        var added = await client.Post($"{Path}/persons", new { name = "王伟", culture = "zh-Hans", timeZone = "Asia/Shanghai", contactPoints = new[] { new { channel = "mail", address = "wang.wei@corp.example" } } }).Answers(HttpStatusCode.Created);
        var id = added.GetProperty("key").GetString();

        var found = await client.GetAsync($"{Path}/persons?q={Uri.EscapeDataString("王伟")}").Answers(HttpStatusCode.OK);
        found.GetProperty("total").GetInt32().Should().Be(1);
        var point = found.GetProperty("items")[0].GetProperty("contactPoints")[0];
        (point.GetProperty("address").GetString(), point.GetProperty("isVerified").GetBoolean()).Should().Be(("wang.wei@corp.example", false));

        var change = new { version = added.GetProperty("version").GetInt64(), name = "王伟", culture = "en", timeZone = "Europe/Berlin", contactPoints = Array.Empty<object>() };
        var changed = await client.Post($"{Path}/persons/{id}", change).Answers(HttpStatusCode.OK);
        changed.GetProperty("changed").EnumerateArray().Select(c => c.GetString()).Should().Equal("culture", "timeZone", "contactPoints");
        await client.Post($"{Path}/persons/{id}", change).IsProblem(409, "DirectoryChanged");

        var retired = await client.Post($"{Path}/persons/{id}/retire", new { version = changed.GetProperty("version").GetInt64() }).Answers(HttpStatusCode.OK);
        var back = await client.Post($"{Path}/persons/{id}/reactivate", new { version = retired.GetProperty("version").GetInt64() }).Answers(HttpStatusCode.OK);
        await client.Post($"{Path}/persons/{id}/remove", new { version = back.GetProperty("version").GetInt64() }).Answers(HttpStatusCode.OK);
        await client.GetAsync($"{Path}/persons/{id}").IsProblem(404, "NotFound");
    }

    [Fact]
    public async Task Repeating_a_call_with_its_key_adds_nobody_twice()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var client = await app.Client(Right.Read | Right.Administer);
        const string Body = """{"name":"Once","culture":"en","timeZone":"Asia/Shanghai"}""";
        var first = await client.PostRaw($"{Path}/persons", Body, "add-once").Answers(HttpStatusCode.Created);
        var second = await client.PostRaw($"{Path}/persons", Body, "add-once").Answers(HttpStatusCode.Created);
        second.GetProperty("key").GetString().Should().Be(first.GetProperty("key").GetString());

        var table = """{"csv":"name,mail\nTwice,twice@corp.example\n"}""";
        var stamp = (await client.PostRaw($"{Path}/persons/import", table, "look").Answers(HttpStatusCode.OK)).GetProperty("stamp").GetString();
        var write = $$"""{"csv":"name,mail\nTwice,twice@corp.example\n","stamp":"{{stamp}}"}""";
        (await client.PostRaw($"{Path}/persons/import", write, "write").Answers(HttpStatusCode.OK)).GetProperty("isWritten").GetBoolean().Should().BeTrue();
        (await client.PostRaw($"{Path}/persons/import", write, "write").Answers(HttpStatusCode.OK)).GetProperty("isWritten").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task Faults_are_named_by_field_and_what_is_unknown_is_refused()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var client = await app.Client(Right.Read | Right.Administer);
        await client.PostRaw($"{Path}/persons", """{"name":"X","culture":"en","timeZone":"Nowhere/Never"}""").IsProblem(400, "ZoneUnknown", "timeZone");
        await client.PostRaw($"{Path}/persons", """{"name":"X","culture":"en","timeZone":"Asia/Shanghai","contactPoints":[null]}""").IsProblem(400, "Required", "contactPoints[0]");
        await client.PostRaw($"{Path}/persons", """{"name":"X","unknown":1}""").IsProblem(400, "FieldUnknown", "unknown");
        await client.PostRaw($"{Path}/persons/{SampleOrganisation.PersonId("samantha-smith")}", """{"name":"X","culture":"en","timeZone":"Asia/Shanghai"}""").IsProblem(400, "Required", "version");
        await client.GetAsync($"{Path}/persons?state=gone").IsProblem(400, "Unknown", "state");
        await client.GetAsync($"{Path}/persons?page=x").IsProblem(400, "Unknown", "page");
        await client.PostRaw($"{Path}/groups", """{"key":"x","nameEn":"X","members":[null]}""").IsProblem(400, "MemberWrong", "members");
        await client.PostRaw($"{Path}/bodies", """{"key":"x","nameEn":"X","kind":"other","culture":"en","duties":[null]}""").IsProblem(400, "DutyKeyUnknown", "duties");
        await client.PostRaw($"{Path}/assets", """{"key":"x","nameEn":"X","kind":"server","confidentiality":1,"integrity":9,"availability":1}""").IsProblem(400, "LevelOutOfRange", "integrity");
        await client.PostRaw($"{Path}/consequences", """{"seats":[]}""").IsProblem(400, "OneDeed", "retire");
        await client.PostRaw($"{Path}/persons/import", """{"csv":"nothing,known\n1,2\n"}""").IsProblem(400, "ImportNoColumn", "csv");
        await client.PostRaw($"{Path}/persons/import", """{}""").IsProblem(400, "Required", "csv");
        await client.GetAsync($"{Path}/offices/none").IsProblem(404, "NotFound");
    }

    [Fact]
    public async Task Offices_groups_bodies_and_assets_are_kept_and_a_named_one_stays()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var client = await app.Client(Right.Read | Right.Administer);
        var office = await client.Post($"{Path}/offices", new { key = "press", nameEn = "Press", seats = new[] { SampleOrganisation.PersonId("taylor-maxwell") } }).Answers(HttpStatusCode.Created);
        var group = await client.Post($"{Path}/groups", new { key = "night", nameEn = "Night", members = new[] { "office:press" } }).Answers(HttpStatusCode.Created);
        await client.Post($"{Path}/offices/press/remove", new { version = office.GetProperty("version").GetInt64() }).IsProblem(409, "StillNamed");
        await client.Post($"{Path}/groups/night/remove", new { version = group.GetProperty("version").GetInt64() }).Answers(HttpStatusCode.OK);
        await client.Post($"{Path}/offices/press/remove", new { version = office.GetProperty("version").GetInt64() }).Answers(HttpStatusCode.OK);

        var body = await client.GetAsync($"{Path}/bodies/public-security").Answers(HttpStatusCode.OK);
        body.GetProperty("duties")[0].GetString().Should().Be("public-security");
        await client.Post($"{Path}/bodies/public-security/retire", new { version = body.GetProperty("version").GetInt64() }).IsProblem(409, "StillNamed");
        var asset = await client.GetAsync($"{Path}/assets/web2").Answers(HttpStatusCode.OK);
        (asset.GetProperty("kind").GetString(), asset.GetProperty("importance").GetInt32()).Should().Be(("server", 4));
        await client.Post($"{Path}/assets/web2/retire", new { version = asset.GetProperty("version").GetInt64() }).Answers(HttpStatusCode.OK);
        (await client.GetAsync($"{Path}/groups").Answers(HttpStatusCode.OK)).GetProperty("items").EnumerateArray().Should().Contain(g => g.GetProperty("key").GetString() == "leadership" && g.GetProperty("now").GetArrayLength() > 2);

        var foreseen = await client.Post($"{Path}/consequences", new { office = "technical-director", seats = Array.Empty<Guid>() }).Answers(HttpStatusCode.OK);
        foreseen.GetProperty("items").EnumerateArray().Should().Contain(f => f.GetProperty("kind").GetString() == "allAbsent" && f.GetProperty("subject").GetProperty("key").GetString() == "technical-director"
            && f.GetProperty("grades").GetArrayLength() > 0 && f.GetProperty("stretches").GetArrayLength() == 1);
    }

    [Fact]
    public async Task What_is_exported_is_read_back_as_it_was()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var client = await app.Client(Right.Read | Right.Administer);
        foreach (var part in new[] { "persons", "bodies", "assets" })
        {
            using var answer = await client.GetAsync($"{Path}/{part}/export");
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            bytes.Should().StartWith(Encoding.UTF8.Preamble.ToArray());
            var run = await client.Post($"{Path}/{part}/import", new { csv = Encoding.UTF8.GetString(bytes[3..]) }).Answers(HttpStatusCode.OK);
            run.GetProperty("unchanged").GetInt32().Should().Be(run.GetProperty("lines").GetArrayLength()).And.BeGreaterThan(0);
        }
    }

    [Fact]
    public async Task Rights_are_those_of_the_pages()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var reader = await app.Client(Right.Read);
        var persons = await reader.GetAsync($"{Path}/persons?limit=200").Answers(HttpStatusCode.OK);
        persons.GetProperty("items").EnumerateArray().Should().OnlyContain(p => p.GetProperty("contactPoints").ValueKind == JsonValueKind.Null);
        using var oncall = await app.Client(Right.Read | Right.Triage);
        (await oncall.GetAsync($"{Path}/persons?limit=1").Answers(HttpStatusCode.OK)).GetProperty("items")[0].GetProperty("contactPoints").ValueKind.Should().Be(JsonValueKind.Array);
        using var nobody = await app.Client(Right.Report);
        await nobody.GetAsync($"{Path}/persons").IsProblem(403, "NotAllowed");
        await nobody.GetAsync($"{Path}/bodies").IsProblem(403, "NotAllowed");
        foreach (var call in new[] { "persons", "offices", "groups", "bodies", "assets", "persons/import", "consequences", "offices/audit/remove", "assets/web1/retire", $"persons/{Guid.NewGuid()}/remove" })
        {
            await oncall.PostRaw($"{Path}/{call}", "{}").IsProblem(403, "NotAllowed");
        }

        using var export = await oncall.GetAsync($"{Path}/persons/export");
        export.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        using var anonymous = app.Anonymous();
        using var closed = await anonymous.GetAsync("/directory/export/persons");
        closed.StatusCode.Should().NotBe(HttpStatusCode.OK);
    }
}
