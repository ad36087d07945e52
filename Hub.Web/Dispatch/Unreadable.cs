using System.Text.Json;

namespace Hub.Web.Dispatch;

/// <summary>Tells a row that cannot be read, as after damage or from a later version, from a store that does not answer.</summary>
internal static class Unreadable
{
    /// <summary>How long such a row is left alone: somebody may mend it.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);

    /// <summary>True when trying it again at once cannot help.</summary>
    public static bool Is(Exception fault) => fault is JsonException or FormatException or InvalidCastException or ArgumentException or OverflowException;
}
