using Hub.Domain.Incidents;
using Hub.Domain.Shared;
using Hub.Tests.Harness;

namespace Hub.Tests.Shared;

public sealed class TextTests
{
    [Theory]
    [InlineData("\u200B")]
    [InlineData(" \u200B\u2060 ")]
    [InlineData("\uFEFF")]
    [InlineData("\u200D")]
    [InlineData("\u00AD\u200E\u200F")]
    [InlineData("\u202E\u2067\u2069")]
    [InlineData("\u2800\u3164\u115F\uFFA0\u034F")]
    [InlineData("\uFE0F")]
    [InlineData("\U000E0041")]
    public void What_shows_nothing_is_no_text(string text)
    {
        Text.Required("title", text, 200).Should().BeEquivalentTo(Refusal.Invalid("title", "Required"));
        Text.Clean(text).Should().BeNull();
    }

    [Theory]
    [InlineData("x")]
    [InlineData("勒索")]
    [InlineData("👩‍🚒")]
    [InlineData("☎\uFE0F")]
    [InlineData("क\u094D\u200Dष")]
    public void What_shows_something_is_kept_as_it_is(string text)
    {
        Text.Required("title", text, 200).Should().BeNull();
        Text.Clean(text).Should().Be(text);
    }

    [Fact]
    public void What_turns_the_writing_is_not_taken_in_whoever_wrote_it_and_wherever()
    {
        const string Turned = "invoice_\u202E\u2066fdp\u2069.exe\u202A\u202B\u202C\u202D\u2067\u2068";
        var (report, fact) = Report.Receive(
            "R-1", new ReportContent { Title = Turned, Description = Turned + "\n" + Turned, Place = Turned, ReporterName = Turned, Source = Turned }, "x", null, false, TestStore.Start);
        const string Plain = "invoice_fdp.exe";
        new[] { report.Title, report.Place, report.ReporterName, report.Source }.Should().OnlyContain(t => t == Plain);
        report.Description.Should().Be(Plain + "\n" + Plain);
        fact.Data.Select(d => d.Value).Should().NotContain(v => v.Contains('\u202E', StringComparison.Ordinal));
    }
}
