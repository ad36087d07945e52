using Hub.Domain.Clocks;
using Hub.Web.Components;

namespace Hub.Web.Features.Clocks;

/// <summary>On the desk of whoever may release what goes outside: duties that wait, and then those that went out without a number back.</summary>
public sealed class DutyNeeds(DutyQuery query) : INeeds
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Need>> Read() =>
        [.. (await query.Waiting()).Select(d => new Need($"duty/{d.Id}", d.State == DutyState.Open ? d.Grade : Domain.Grading.Grade.IV, d.State == DutyState.Open ? d.DueAt : null, typeof(DutyTask), d))];
}
