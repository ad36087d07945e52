using System.Text.RegularExpressions;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Api;

public sealed partial class RefusalTextTests
{
    [Fact]
    public async Task Every_code_that_the_program_refuses_with_has_a_sentence_in_both_languages()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock with { WithSampleData = false });
        var sentences = app.Services.GetRequiredService<RefusalSentences>();
        var codes = Sources.Under("Hub.Domain", ".cs").Concat(Sources.Under("Hub.Web", ".cs"))
            .SelectMany(file => Codes().Matches(Sources.Read(file)))
            .Select(match => match.Groups["code"].Value)
            .Append("NotAllowed").Append("NotFound")
            .ToHashSet(StringComparer.Ordinal);
        codes.Should().HaveCountGreaterThan(20).And.Contain(["Required", "TooLong", "ReportTriaged", "PersonUnknown"]);
        foreach (var code in codes)
        {
            var english = sentences.Of(new Refusal(RefusalKind.Conflict, code, null, "one", "two"), "en");
            var chinese = sentences.Of(new Refusal(RefusalKind.Conflict, code, null, "one", "two"), "zh-Hans");
            english.Should().NotBe(code, "RefusalTexts.resx has no sentence for it");
            chinese.Should().NotBe(code).And.NotBe(english, "{0} must be said in Chinese too", code);
            english.Should().NotContain("{");
            chinese.Should().NotContain("{");
        }
    }

    [GeneratedRegex("""Refusal\.(?:(?:Conflict|Gone|NotFound|NotAllowed)\(\s*|Invalid\([^,()]+,\s*)"(?<code>\w+)""")]
    private static partial Regex Codes();
}
