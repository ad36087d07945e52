namespace Hub.Web.Components;

/// <summary>How loudly a banner speaks.</summary>
public enum BannerTone
{
    Info,
    Good,
    Warning,
    Danger,
}
