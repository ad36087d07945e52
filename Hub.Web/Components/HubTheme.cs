using MudBlazor;

namespace Hub.Web.Components;

/// <summary>MudBlazor in the colours of <c>wwwroot/hub.css</c>; a test holds the two together.</summary>
public static class HubTheme
{
    private static readonly string[] Fonts =
        ["-apple-system", "Segoe UI", "Roboto", "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "system-ui", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b5a82",
            PrimaryContrastText = "#ffffff",
            Secondary = "#44546a",
            SecondaryContrastText = "#ffffff",
            Tertiary = "#0f766e",
            Info = "#1d5fb8",
            Success = "#1a7340",
            Warning = "#8f5200",
            WarningContrastText = "#ffffff",
            Error = "#b3261e",
            Dark = "#13202d",
            Background = "#edf0f4",
            BackgroundGray = "#e3e8ee",
            Surface = "#ffffff",
            AppbarBackground = "#13202d",
            AppbarText = "#f2f6fa",
            DrawerBackground = "#ffffff",
            DrawerText = "#15202b",
            DrawerIcon = "#4a5a6b",
            TextPrimary = "#15202b",
            TextSecondary = "#4a5a6b",
            TextDisabled = "#7a8794",
            ActionDefault = "#4a5a6b",
            LinesDefault = "#d3dae2",
            LinesInputs = "#8593a3",
            TableLines = "#d3dae2",
            TableHover = "#f1f5f9",
            Divider = "#d3dae2",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#63b3e0",
            PrimaryContrastText = "#06121b",
            Secondary = "#9fb1c3",
            SecondaryContrastText = "#06121b",
            Tertiary = "#4fc3b5",
            TertiaryContrastText = "#06121b",
            Info = "#7fb2f5",
            InfoContrastText = "#06121b",
            Success = "#62c08a",
            SuccessContrastText = "#06121b",
            Warning = "#f0b24f",
            WarningContrastText = "#06121b",
            Error = "#ff8a80",
            ErrorContrastText = "#2a0502",
            Dark = "#0a0f15",
            Background = "#0d131a",
            BackgroundGray = "#111922",
            Surface = "#161f29",
            AppbarBackground = "#0a0f15",
            AppbarText = "#e8eef4",
            DrawerBackground = "#161f29",
            DrawerText = "#e6ecf2",
            DrawerIcon = "#a3b3c2",
            TextPrimary = "#e6ecf2",
            TextSecondary = "#a3b3c2",
            TextDisabled = "#7d8b99",
            ActionDefault = "#a3b3c2",
            LinesDefault = "#2b3846",
            LinesInputs = "#64768a",
            TableLines = "#2b3846",
            TableHover = "#1c2733",
            Divider = "#2b3846",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = ".9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = Fonts, FontSize = "1.625rem", FontWeight = "650", LineHeight = "1.25", LetterSpacing = "-.01em" },
            H2 = new H2Typography { FontFamily = Fonts, FontSize = "1.25rem", FontWeight = "650", LineHeight = "1.3", LetterSpacing = "normal" },
            H3 = new H3Typography { FontFamily = Fonts, FontSize = "1.0625rem", FontWeight = "650", LineHeight = "1.35", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Fonts, FontSize = "1.0625rem", FontWeight = "650", LineHeight = "1.35", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = ".9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = ".875rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = ".875rem", FontWeight = "600", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = Fonts, FontSize = ".8125rem", LetterSpacing = "normal" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "48px" },
    };
}
