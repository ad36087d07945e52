using Hub.Web.Components;

namespace Hub.Web.Features.Response;

/// <summary>On the desk of whoever may approve: situation reports that wait for a decision; due when the plan asks for the progress report that they are.</summary>
public sealed class ApprovalNeeds(SituationReportQuery query) : INeeds
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Need>> Read() =>
        [.. (await query.Waiting()).Select(r => new Need($"sitrep/{r.Line.Id}", r.Grade, r.Due, typeof(ApprovalTask), r))];
}
