using Hub.Domain.Notices;

namespace Hub.Web.Dispatch.Texts;

/// <summary>What happened to a shift, in a sentence.</summary>
internal static class ShiftWords
{
    /// <param name="words">The recipient's language.</param>
    /// <param name="change">Name of a <see cref="ShiftNews"/>; anything else for the other events.</param>
    /// <param name="by">Who did it; empty when nobody in particular.</param>
    /// <param name="rota">Name of the rota.</param>
    /// <param name="other">Who has the shift, or cannot have it.</param>
    /// <param name="about">The event.</param>
    public static string Happened(NoticeWords words, string change, string by, string rota, string other, NoticeEvent about)
    {
        var key = about == NoticeEvent.ShiftMoved && Enum.TryParse<ShiftNews>(change, out var news) && Enum.IsDefined(news) ? $"ShiftMoved_{news}" : $"{about}_What";
        return words.Fill(words[key], by.Length > 0 ? by : words["Somebody"], rota, other.Length > 0 ? other : words["Somebody"]);
    }
}
