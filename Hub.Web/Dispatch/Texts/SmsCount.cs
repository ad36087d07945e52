namespace Hub.Web.Dispatch.Texts;

/// <summary>A short message as a network counts it.</summary>
/// <param name="Length">Septets when it is written in the alphabet of short messages, else UTF-16 units.</param>
/// <param name="Segments">Segments that are sent and paid.</param>
/// <param name="IsLatin">True when it is written in the alphabet of short messages.</param>
public sealed record SmsCount(int Length, int Segments, bool IsLatin)
{
    /// <summary>How many one segment holds.</summary>
    public int Longest => SmsText.Longest(1, IsLatin);

    /// <summary>Counts a text.</summary>
    public static SmsCount Of(string text)
    {
        var septets = Gsm7.Septets(text);
        var (length, isLatin) = (septets ?? text.Length, septets is not null);
        var segments = 1;
        while (SmsText.Longest(segments, isLatin) < length)
        {
            segments++;
        }

        return new SmsCount(length, segments, isLatin);
    }
}
