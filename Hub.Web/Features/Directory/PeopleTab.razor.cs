using Hub.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Directory;

/// <summary>The people: a page of them at a time, found by name, office, group and address.</summary>
public sealed partial class PeopleTab
{
    private static readonly PeopleState[] States = Enum.GetValues<PeopleState>();

    private PeopleList? list;

    [Parameter] public string? Words { get; set; }

    [Parameter] public PeopleState State { get; set; }

    [Parameter] public int Number { get; set; } = 1;

    [Parameter] public bool MayKeep { get; set; }

    [Parameter] public EventCallback<PersonRow> OnChange { get; set; }

    [Parameter] public EventCallback<PersonRow> OnRetire { get; set; }

    [Parameter] public EventCallback<PersonRow> OnRemove { get; set; }

    /// <summary>Address of another page of the list.</summary>
    [Parameter, EditorRequired] public Func<int, string> Address { get; set; } = _ => "";

    /// <summary>Address of the list in another state.</summary>
    [Parameter, EditorRequired] public Func<string, string> AddressOf { get; set; } = _ => "";

    [Inject] public required PeopleQuery Query { get; init; }

    [Inject] public required CurrentCaller Current { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        var outcome = await Query.Run(await Current.Get(), new PeopleFilter(Words, State, Number));
        list = outcome.IsRefused ? null : outcome.Value;
    }
}
