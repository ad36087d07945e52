using Hub.Domain.People;
using Hub.Domain.Plans;

namespace Hub.Domain.Notices;

/// <summary>
/// The organisation's own words on a notice. They are taken from the plan when the notice is created, in its recipient's
/// language, so that a notice says for ever what it said when it left, whatever plan is in force later.
/// </summary>
public static class StandingWords
{
    private const string Mark = "says.";

    /// <summary>The key of an event in a plan's <see cref="EmergencyPlan.Texts"/>.</summary>
    public static string KeyOf(NoticeEvent about)
    {
        var name = about.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>The content with the plan's words for somebody: those of another language that stood on it are gone.</summary>
    public static NoticeContent For(this NoticeContent content, Person person, NoticeEvent about, EmergencyPlan plan)
    {
        var standing = plan.Texts.GetValueOrDefault(KeyOf(about));
        if (standing is null && !content.Values.Keys.Any(IsMarked))
        {
            return content;
        }

        var values = content.Values.Where(v => !IsMarked(v.Key)).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        foreach (var (part, text) in standing?.Parts() ?? [])
        {
            if (text?.For(person.Culture) is { Length: > 0 } said)
            {
                values[Mark + part] = said;
            }
        }

        return content with { Values = values };
    }

    /// <summary>What the plan says in the place of a part, with names in braces; null: as the program says it.</summary>
    public static string? Says(this NoticeContent content, StandingPart part) => content.Values.GetValueOrDefault(Mark + part);

    private static bool IsMarked(string name) => name.StartsWith(Mark, StringComparison.Ordinal);
}
