using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Web.Live;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Incidents;

/// <summary>All incidents, found by state, grade and words. What is shown stands in the address, so that it can be passed on.</summary>
public sealed partial class IncidentsPage : IDisposable
{
    private static readonly string[] States = ["open", "stoodDown", "closed", "all"];

    private IncidentList? list;
    private Subscription? subscription;

    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "grade")] public string? GradeName { get; set; }

    [SupplyParameterFromQuery(Name = "q")] public string? Q { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public int? Page { get; set; }

    [Inject] public required IncidentListQuery Query { get; init; }

    [Inject] public required IncidentFeed Feed { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private string StateName => Array.Find(States, s => string.Equals(s, State, StringComparison.OrdinalIgnoreCase)) ?? "all";

    private Grade? Grade => Enum.TryParse<Grade>(GradeName, ignoreCase: true, out var grade) && Enum.IsDefined(grade) ? grade : null;

    private int Number => Math.Max(1, Page ?? 1);

    public void Dispose() => subscription?.Dispose();

    protected override async Task OnInitializedAsync() =>
        (_, subscription) = Feed.Subscribe(CallerView.Of(await Callers.Get()), change => _ = InvokeAsync(LookAgain));

    protected override Task OnParametersSetAsync() => Load();

    private static IncidentState? Of(string state) => Enum.TryParse<IncidentState>(state, ignoreCase: true, out var known) ? known : null;

    private async Task Load() => list = await Query.Run(new IncidentFilter(Of(StateName), Grade, Q, Number));

    private async Task LookAgain()
    {
        await Load();
        StateHasChanged();
    }

    private void Find(ChangeEventArgs change) => Navigation.NavigateTo(With(words: change.Value?.ToString() ?? ""));

    private string With(string? state = null, string? grade = null, string? words = null, int? page = null) =>
        Navigation.GetUriWithQueryParameters("/incidents", new Dictionary<string, object?>
        {
            ["state"] = state ?? (State is null ? null : StateName),
            ["grade"] = grade is null ? Grade?.ToString() : grade is "" ? null : grade,
            ["q"] = string.IsNullOrWhiteSpace(words ?? Q) ? null : words ?? Q,
            ["page"] = page is null or 1 ? null : page,
        });
}
