using System.Globalization;
using System.Text.RegularExpressions;
using Hub.Tests.Harness;
using Hub.Web.Components;

namespace Hub.Tests.Components;

public sealed partial class ThemeTests
{
    private static readonly string Css = Sources.Read("Hub.Web", "wwwroot", "hub.css");

    public static TheoryData<string, string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, string>();
            foreach (var look in new[] { "light", "dark" })
            {
                for (var grade = 1; grade <= 4; grade++)
                {
                    pairs.Add(look, $"grade-{grade}-ink", $"grade-{grade}");
                }

                foreach (var ground in new[] { "surface", "ground", "raised" })
                {
                    foreach (var text in new[] { "ink", "ink-2", "accent", "danger", "good", "warning" })
                    {
                        pairs.Add(look, text, ground);
                    }
                }

                foreach (var tone in new[] { "info", "good", "warning", "danger" })
                {
                    pairs.Add(look, "ink", $"{tone}-wash");
                    pairs.Add(look, tone, $"{tone}-wash");
                }

                pairs.Add(look, "accent-ink", "accent");
                pairs.Add(look, "danger-ink", "danger");
                pairs.Add(look, "drill-ink", "drill");
                pairs.Add(look, "accent", "accent-wash");
                pairs.Add(look, "bar-ink", "bar-ground");
                pairs.Add(look, "bar-ink-2", "bar-ground");
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Text_stands_out_from_its_ground(string look, string text, string ground)
    {
        var colours = Colours(look);
        Contrast(colours[text], colours[ground]).Should().BeGreaterThanOrEqualTo(4.5, $"{text} on {ground} in the {look} look");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void MudBlazor_wears_the_same_colours(string look)
    {
        var colours = Colours(look);
        MudBlazor.Palette palette = look == "light" ? HubTheme.Theme.PaletteLight : HubTheme.Theme.PaletteDark;
        var worn = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ground"] = palette.Background.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex),
            ["surface"] = palette.Surface.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex),
            ["ink"] = palette.TextPrimary.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex),
            ["ink-2"] = palette.TextSecondary.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex),
            ["accent"] = palette.Primary.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex),
            ["danger"] = palette.Error.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex),
            ["good"] = palette.Success.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex),
            ["warning"] = palette.Warning.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex),
            ["line"] = palette.Divider.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex),
            ["bar-ground"] = palette.AppbarBackground.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex),
        };
        worn.Should().AllSatisfy(pair => colours[pair.Key].Should().Be(pair.Value, pair.Key));
    }

    [Fact]
    public void Nothing_is_fetched_from_outside()
    {
        Css.Should().NotContain("@import").And.NotContain("url(").And.NotContain("http");
        Sources.Read("Hub.Web", "wwwroot", "hub.js").Should().NotContain("http:").And.NotContain("https:");
    }

    private static Dictionary<string, string> Colours(string look)
    {
        var block = Regex.Match(Css, $$"""\[data-look="{{look}}"\]\s*\{(?<body>[^}]*)\}""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["body"].Value;
        return Property().Matches(block).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["colour"].Value, StringComparer.Ordinal);
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }

    [GeneratedRegex("--(?<name>[a-z0-9-]+):\\s*(?<colour>#[0-9a-f]{6})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Property();
}
