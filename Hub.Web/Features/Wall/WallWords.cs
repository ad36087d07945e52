using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Features.Wall;

/// <summary>Facts of the record in few words, to be read from six metres.</summary>
public sealed class WallWords(IStringLocalizer<WallTexts> texts, IStringLocalizer<WordTexts> words)
{
    /// <summary>What happened.</summary>
    public string Head(WallEvent entry) => texts[$"Fact_{entry.Kind}"];

    /// <summary>What, whom or how; empty when the head says it all or the display is masked.</summary>
    public string Rest(WallEvent entry) => entry.Kind switch
    {
        FactKind.IncidentOpened or FactKind.GradeRaised or FactKind.GradeLowered => Grade(entry),
        FactKind.StageChanged => Enum.TryParse<Stage>(Value(entry, "stage"), out var stage) ? words[$"Stage_{stage}"] : "",
        FactKind.LeaderAppointed => Value(entry, "leader"),
        FactKind.UpdatePosted => Value(entry, "text"),
        FactKind.StoodDown or FactKind.Closed => Value(entry, "reason"),
        FactKind.ReportJoined => Value(entry, "title"),
        FactKind.SystemAffected or FactKind.SystemStateChanged => $"{Named(entry, "system")} {(Enum.TryParse<SystemState>(Value(entry, "standing"), out var state) ? words[$"System_{state}"] : "")}".Trim(),
        _ => Named(entry, "body"),
    };

    private static string Named(WallEvent entry, string what) => Value(entry, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? $"{what}Zh" : $"{what}En");

    private static string Value(WallEvent entry, string name) => entry.Data.GetValueOrDefault(name) ?? "";

    private string Grade(WallEvent entry) =>
        Enum.TryParse<Grade>(Value(entry, "grade"), out var grade) ? $"{grade.Numeral()} {words[$"Grade_{grade}"]}" : "";
}
