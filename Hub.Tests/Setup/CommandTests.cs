using Hub.Web.Setup;
using Hub.Web.Setup.Commands;

namespace Hub.Tests.Setup;

public sealed class CommandTests
{
    private static readonly Command Sample = new("store show", "--to FILE [--head HASH] [--masked]", _ => Task.FromResult(0));

    [Fact]
    public void Options_and_flags_are_read_as_the_usage_says()
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        Sample.Read(["--to", "a b", "--masked", "--head=x=y"], options).Should().BeNull();
        options.Should().Equal(new Dictionary<string, string> { ["to"] = "a b", ["masked"] = "true", ["head"] = "x=y" });
    }

    [Theory]
    [InlineData("--to is missing", "--masked")]
    [InlineData("--to needs a value", "--to", "--masked")]
    [InlineData("'--other' is not known", "--to", "x", "--other", "y")]
    public void A_wrong_option_is_named_in_one_line(string says, params string[] args) =>
        Sample.Read(args, []).Should().Contain(says).And.Contain("Usage: store show").And.NotContain("\n");

    [Fact]
    public void Without_a_command_the_arguments_are_settings()
    {
        var line = CommandLine.Read(["--urls", "http://127.0.0.1:0"]);
        line.IsCommand.Should().BeFalse();
        line.Settings.Should().Equal("--urls", "http://127.0.0.1:0");
    }

    [Fact]
    public void A_command_leaves_settings_with_a_colon_to_the_configuration()
    {
        var line = CommandLine.Read(["help", "--Hub:DataFolder=x"]);
        line.IsCommand.Should().BeTrue();
        line.Settings.Should().Equal("--Hub:DataFolder=x");
    }

    [Fact]
    public async Task An_unknown_command_ends_with_one_line_and_a_status_that_is_not_zero()
    {
        var errors = new StringWriter();
        var status = await CommandLine.Read(["fly", "away"]).Run(new NoServices(), TextWriter.Null, errors);
        status.Should().NotBe(0);
        errors.ToString().Trim().Should().Contain("fly away").And.NotContain("\n");
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
