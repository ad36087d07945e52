using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

/// <content>The standing texts: a plan with a broken one does not come into force.</content>
public sealed partial class PlanCheck
{
    private void CheckStandingTexts()
    {
        foreach (var (key, standing) in plan.Texts)
        {
            var path = $"$.texts.{key}";
            if (!StandingTexts.Events.Contains(key))
            {
                Add(path, PlanFaultKind.EventUnknown, key);
                continue;
            }

            foreach (var (part, text) in standing.Parts())
            {
                if (text is { } said)
                {
                    var at = $"{path}.{char.ToLowerInvariant(part.ToString()[0])}{part.ToString()[1..]}";
                    CheckText(at, said);
                    CheckStandingText($"{at}.en", key, part, said.En);
                    CheckStandingText($"{at}.zh", key, part, said.Zh);
                }
            }
        }
    }

    private void CheckStandingText(string path, string eventKey, StandingPart part, string? text)
    {
        if (text is null)
        {
            return;
        }

        var allowed = StandingTexts.NamesIn(eventKey, part);
        foreach (var (written, name) in StandingTexts.Braces(text))
        {
            if (!allowed.Contains(name, StringComparer.Ordinal))
            {
                Add(path, PlanFaultKind.PlaceholderUnknown, written);
            }
        }

        if (text.Length > StandingTexts.Longest(part))
        {
            Add(path, PlanFaultKind.TextTooLong, text);
        }

        if (Text.Optional("text", text, StandingTexts.LongestSentence) is not null && text.Length <= StandingTexts.Longest(part))
        {
            Add(path, PlanFaultKind.TextNotOneLine, text);
        }
    }
}
