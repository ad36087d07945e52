using Hub.Domain.Grading;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Components;

/// <summary>
/// Something that the viewer must do now. Several features say what they need of somebody; the desk puts it into one
/// list, the gravest first, then the soonest due.
/// </summary>
/// <param name="Key">Unique on the desk, and the same for the same matter.</param>
/// <param name="Grade">How grave; null when nobody has said, which stands between Ⅱ and Ⅲ.</param>
/// <param name="Due">Until when, UTC; null: whenever there is time.</param>
/// <param name="Row">The line that shows it: a <see cref="NeedRow{T}"/>.</param>
/// <param name="Subject">What that line shows.</param>
public sealed record Need(string Key, Grade? Grade, DateTimeOffset? Due, Type Row, object Subject)
{
    /// <summary>The order of the desk.</summary>
    public static IEnumerable<Need> InOrder(IEnumerable<Need> needs) =>
        needs.OrderBy(n => n.Grade is { } grade ? (double)grade : 2.5).ThenBy(n => n.Due ?? DateTimeOffset.MaxValue).ThenBy(n => n.Key, StringComparer.Ordinal);
}

/// <summary>A feature's part of what the viewer must do now. Scoped: it asks who looks.</summary>
public interface INeeds
{
    /// <summary>What this feature needs of the viewer; nothing for who may not do it.</summary>
    Task<IReadOnlyList<Need>> Read();
}

/// <summary>A line of the desk's list: one matter, one main button.</summary>
public abstract class NeedRow<T> : ComponentBase
{
    /// <summary>What it shows.</summary>
    [Parameter, EditorRequired] public T Subject { get; set; } = default!;

    /// <summary>Something was done: the list is read again.</summary>
    [Parameter] public EventCallback Done { get; set; }
}
