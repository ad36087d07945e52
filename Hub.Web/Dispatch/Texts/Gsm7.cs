using System.Collections.Frozen;

namespace Hub.Web.Dispatch.Texts;

/// <summary>The alphabet of short messages (GSM 03.38): one septet a character, two for those behind the escape.</summary>
public static class Gsm7
{
    private static readonly FrozenSet<char> Basic = (
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà").ToFrozenSet();

    private static readonly FrozenSet<char> Escaped = "\f^{}\\[~]|€".ToFrozenSet();

    /// <summary>Septets that the text takes; null when a character is not in the alphabet.</summary>
    public static int? Septets(ReadOnlySpan<char> text)
    {
        var septets = 0;
        foreach (var character in text)
        {
            if (Basic.Contains(character))
            {
                septets++;
            }
            else if (Escaped.Contains(character))
            {
                septets += 2;
            }
            else
            {
                return null;
            }
        }

        return septets;
    }
}
