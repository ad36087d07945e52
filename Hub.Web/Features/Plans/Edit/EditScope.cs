using System.Globalization;
using System.Text.RegularExpressions;
using Hub.Domain.Plans;
using Hub.Domain.Shared;

namespace Hub.Web.Features.Plans.Edit;

/// <summary>What every field of the editor knows: the plan as it stands on the page, names to choose from, and its faults by path.</summary>
/// <param name="Draft">Beginning of the keys under which the browser keeps what is typed: number and version of the draft.</param>
/// <param name="Plan">The plan with what is not saved yet.</param>
/// <param name="Names">Names of the directory.</param>
/// <param name="Faults">What the plan check finds.</param>
public sealed partial record EditScope(string Draft, EmergencyPlan Plan, PlanNames Names, IReadOnlyList<PlanFault> Faults)
{
    private readonly ILookup<string, PlanFault> byPath = Faults.ToLookup(f => f.Path, StringComparer.Ordinal);

    /// <summary>The faults at exactly this place.</summary>
    public IEnumerable<PlanFault> At(string path) => byPath[path];

    /// <summary>Id of the element at a place, for links from the list of faults.</summary>
    public static string IdOf(string path) => "at-" + NotOfAnId().Replace(path, "-");

    /// <summary>A text in the reader's language.</summary>
    public static string Say(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name) is { Length: > 0 } said ? said : text.En.Length > 0 ? text.En : text.Zh;

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex NotOfAnId();
}
