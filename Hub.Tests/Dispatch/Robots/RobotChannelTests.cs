using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Domain.Notices;
using Hub.Tests.Harness.Peers;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Robots;
using Microsoft.AspNetCore.Http;

namespace Hub.Tests.Dispatch.Robots;

/// <summary>Robots against a peer that checks what the vendors check.</summary>
public sealed class RobotChannelTests
{
    private const string Hostile = "\"}, \"x\": [1] \\ <!channel> <@all> **b** [pay](https://evil.example) `c` {link} {secret}\u2028#";

    public static TheoryData<string> Presets => [.. RobotPreset.All.Keys];

    public static TheoryData<string, int, string, string> Answers => new()
    {
        { "wecom", 200, """{"errcode":0,"errmsg":"ok"}""", "Accepted" },
        { "wecom", 200, """{"errcode":45009,"errmsg":"api freq out of limit"}""", "Temporary" },
        { "wecom", 200, """{"errcode":-1,"errmsg":"system busy"}""", "Temporary" },
        { "wecom", 200, """{"errcode":93000,"errmsg":"invalid webhook url"}""", "Permanent" },
        { "wecom", 200, "<html>maintenance</html>", "Permanent" },
        { "dingtalk", 200, """{"errcode":0,"errmsg":"ok"}""", "Accepted" },
        { "dingtalk", 200, """{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}""", "Temporary" },
        { "dingtalk", 200, """{"errcode":310000,"errmsg":"keywords not in content"}""", "Permanent" },
        { "feishu", 200, """{"code":0,"msg":"success","data":{}}""", "Accepted" },
        { "feishu", 200, """{"StatusCode":0,"StatusMessage":"success"}""", "Accepted" },
        { "feishu", 200, """{"code":11232,"msg":"frequency limited"}""", "Temporary" },
        { "feishu", 200, """{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}""", "Permanent" },
        { "slack", 200, "ok", "Accepted" },
        { "slack", 200, "invalid_payload", "Permanent" },
        { "slack", 404, "no_service", "Permanent" },
        { "slack", 410, "channel_is_archived", "Permanent" },
        { "slack", 429, "rate_limited", "Temporary" },
        { "teams", 202, "", "Accepted" },
        { "teams", 200, "1", "Accepted" },
        { "teams", 200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429", "Temporary" },
        { "teams", 200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 403", "Permanent" },
        { "teams", 401, "", "Permanent" },
        { "generic", 204, "", "Accepted" },
        { "generic", 302, "", "Permanent" },
        { "generic", 503, "", "Temporary" },
        { "generic", 400, "no", "Permanent" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task What_the_other_side_answers_is_understood(string preset, int status, string body, string expected)
    {
        await using var bed = await RobotBed.With(preset, SecretOf(preset));
        bed.Peer.Says(status, body);
        (await bed.Send()).GetType().Name.Should().Be(expected);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task What_people_wrote_stays_text(string preset)
    {
        await using var bed = await RobotBed.With(preset, SecretOf(preset));
        bed.Peer.Says(Good(preset));
        (await bed.Send(RobotBed.Content(Hostile, Hostile, "second line"))).Should().BeOfType<SendResult.Accepted>();
        var call = bed.Peer.Calls.Single();
        call.Method.Should().Be("POST");
        call.Headers.ContentType.ToString().Should().Be("application/json; charset=utf-8");
        using var json = JsonDocument.Parse(call.Body);
        var texts = Strings(json.RootElement).ToList();
        texts.Should().Contain(t => t.Contains("INC-2026-0001", StringComparison.Ordinal)).And.Contain(t => t.Contains("https://hub.example/incidents/INC-2026-0001", StringComparison.Ordinal));
        texts.Should().Contain(t => t.Contains("{link}", StringComparison.Ordinal), "what looks like a placeholder is not filled again");
        string.Concat(texts).Should().Contain("second line").And.NotContain(RobotBed.Secret);
        json.RootElement.TryGetProperty("x", out _).Should().BeFalse();
        if (preset is "wecom" or "dingtalk")
        {
            string.Concat(texts.Where(t => t.Contains("second line", StringComparison.Ordinal))).Should().NotContain("[pay]").And.NotContain("**b**").And.NotContain("<@all>").And.NotContain("`c`");
        }
        else if (preset == "slack")
        {
            string.Concat(texts).Should().NotContain("<!channel>").And.Contain("&lt;!channel&gt;");
        }
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task The_longest_message_stays_within_what_the_vendors_take(string preset)
    {
        await using var bed = await RobotBed.With(preset, SecretOf(preset));
        bed.Peer.Says(Good(preset));
        await bed.Send(RobotBed.Content(new string('警', 200), [.. Enumerable.Repeat(new string('报', 600), 20)]));
        var call = bed.Peer.Calls.Single();
        using var json = JsonDocument.Parse(call.Body);
        var longest = Strings(json.RootElement).Max(Encoding.UTF8.GetByteCount);
        longest.Should().BeLessThanOrEqualTo(preset switch { "wecom" => 4_096, "slack" => 3_000, _ => 20_000 });
        call.Body.Length.Should().BeLessThan(20_000);
    }

    [Fact]
    public async Task DingTalk_gets_milliseconds_and_signature_in_the_query()
    {
        await using var bed = await RobotBed.With("dingtalk", RobotBed.Secret);
        bed.Peer.Says(call =>
        {
            var timestamp = call.Query["timestamp"].ToString();
            var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(RobotBed.Secret), Encoding.UTF8.GetBytes($"{timestamp}\n{RobotBed.Secret}")));
            var age = bed.Store.Time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(timestamp, CultureInfo.InvariantCulture));
            return call.Query["sign"] == expected && age.Duration() < TimeSpan.FromHours(1) && call.Query["key"] == RobotBed.Key
                ? (200, """{"errcode":0,"errmsg":"ok"}""")
                : (200, """{"errcode":310000,"errmsg":"sign not match"}""");
        });
        (await bed.Send()).Should().BeOfType<SendResult.Accepted>();
    }

    [Fact]
    public async Task Feishu_gets_seconds_and_signature_in_the_body_and_neither_without_a_secret()
    {
        await using (var signed = await RobotBed.With("feishu", RobotBed.Secret))
        {
            signed.Peer.Says(call =>
            {
                using var json = JsonDocument.Parse(call.Body);
                var timestamp = json.RootElement.GetProperty("timestamp").GetString()!;
                var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{timestamp}\n{RobotBed.Secret}"), Array.Empty<byte>()));
                return json.RootElement.GetProperty("sign").GetString() == expected && timestamp == signed.Store.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
                    ? (200, """{"code":0,"msg":"success"}""")
                    : (200, """{"code":19021,"msg":"sign match fail"}""");
            });
            (await signed.Send()).Should().BeOfType<SendResult.Accepted>();
        }

        await using var bare = await RobotBed.With("feishu");
        bare.Peer.Says(200, """{"code":0}""");
        await bare.Send();
        using var body = JsonDocument.Parse(bare.Peer.Calls.Single().Body);
        body.RootElement.TryGetProperty("sign", out _).Should().BeFalse();
        body.RootElement.TryGetProperty("timestamp", out _).Should().BeFalse();
        body.RootElement.GetProperty("card").GetProperty("header").GetProperty("template").GetString().Should().Be("orange");
    }

    [Fact]
    public async Task A_receiver_of_ones_own_can_check_time_and_body()
    {
        await using var bed = await RobotBed.With("generic", RobotBed.Secret, plain: true);
        bed.Peer.Says(call =>
        {
            byte[] signed = [.. Encoding.UTF8.GetBytes(call.Headers["X-Hub-Timestamp"] + "."), .. call.Body];
            var expected = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(RobotBed.Secret), signed));
            return call.Headers["X-Hub-Signature"] == expected && call.Headers["X-Hub-Delivery"].ToString().Length == 32 ? (204, "") : (401, "");
        });
        (await bed.Send()).Should().BeOfType<SendResult.Accepted>();
        using var json = JsonDocument.Parse(bed.Peer.Calls.Single().Body);
        json.RootElement.GetProperty("grade").GetString().Should().Be("II");
        json.RootElement.GetProperty("recipient").GetString().Should().Be("Samantha Smith");
    }

    [Fact]
    public async Task A_redirect_is_a_refusal_and_is_not_followed()
    {
        await using var bed = await RobotBed.With("generic", RobotBed.Secret);
        bed.Peer.Answer = (_, http) =>
        {
            http.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        (await bed.Send()).Should().BeOfType<SendResult.Permanent>();
        bed.Peer.Calls.Should().ContainSingle(c => c.Path == "/send");
    }

    [Fact]
    public async Task Neither_address_nor_secret_comes_back_in_an_error_text()
    {
        await using var bed = await RobotBed.With("dingtalk", RobotBed.Secret);
        bed.Peer.Says(call => (200, JsonSerializer.Serialize(new { errcode = 1, errmsg = $"bad\n{call.Path}{call.Query["key"]} {RobotBed.Secret} {call.Query["sign"]}" })));
        var refused = (await bed.Send()).Should().BeOfType<SendResult.Permanent>().Subject;
        refused.Error.Should().StartWith("200 code 1 bad").And.NotContain(RobotBed.Key).And.NotContain(RobotBed.Secret).And.NotContain("\n");
    }

    [Fact]
    public async Task A_host_that_is_not_on_the_list_is_not_reached_inside_the_network()
    {
        await using var bed = await RobotBed.With("generic", RobotBed.Secret, isAllowed: false);
        (await bed.Send()).Should().BeOfType<SendResult.Permanent>();
        bed.Peer.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_robot_that_is_off_or_unknown_is_no_way_at_all()
    {
        await using var bed = await RobotBed.With("generic", RobotBed.Secret, isOff: true);
        (await bed.Send()).Should().Be(new SendResult.Unusable(DeliveryCancelled.RobotOff));
        bed.Peer.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_robot_that_hangs_takes_two_lanes_at_most_and_is_left_alone_for_a_moment()
    {
        await using var bed = await RobotBed.With("generic", RobotBed.Secret, timeout: TimeSpan.FromMilliseconds(400));
        using var over = new CancellationTokenSource();
        bed.Peer.Answer = (_, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, over.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => bed.Send()));
        results.Should().AllBeOfType<SendResult.Temporary>();
        bed.Peer.Calls.Count.Should().BeInRange(1, RobotTurns.Most);
        (await bed.Send()).Should().BeOfType<SendResult.Temporary>();
        bed.Peer.Calls.Count.Should().BeLessThanOrEqualTo(RobotTurns.Most, "it rests");
        await over.CancelAsync();
    }

    [Fact]
    public async Task Many_messages_to_a_robot_that_works_wait_for_their_turn()
    {
        await using var bed = await RobotBed.With("generic", RobotBed.Secret, timeout: TimeSpan.FromSeconds(10));
        var now = 0;
        var most = 0;
        bed.Peer.Answer = async (_, http) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            Interlocked.Decrement(ref now);
            http.Response.StatusCode = 204;
        };
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bed.Send()));
        results.Should().AllBeOfType<SendResult.Accepted>();
        most.Should().BeLessThanOrEqualTo(RobotTurns.Most);
    }

    [Fact]
    public async Task An_answer_without_end_is_read_only_so_far()
    {
        await using var bed = await RobotBed.With("generic", RobotBed.Secret, timeout: TimeSpan.FromSeconds(20));
        bed.Peer.Answer = async (_, http) =>
        {
            var much = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(much, http.RequestAborted);
            }
        };
        (await bed.Send()).Should().BeOfType<SendResult.Accepted>();
    }

    private static string? SecretOf(string preset) => RobotPreset.All[preset].Secret == RobotSecret.None ? null : RobotBed.Secret;

    private static Func<RobotCall, (int, string)> Good(string preset) => _ => preset switch
    {
        "wecom" or "dingtalk" => (200, """{"errcode":0}"""),
        "feishu" => (200, """{"code":0}"""),
        "slack" => (200, "ok"),
        "teams" => (202, ""),
        _ => (200, ""),
    };

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Strings(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        _ => [],
    };
}
