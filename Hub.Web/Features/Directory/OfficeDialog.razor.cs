using Hub.Domain.People;
using Hub.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Directory;

/// <summary>Makes an office or changes one: its name, its holder, its deputies in order of succession.</summary>
public sealed partial class OfficeDialog
{
    private readonly List<(Guid Id, string Name)> seats = [];
    private IReadOnlyList<(Guid Id, string Name)> people = [];
    private OfficeView? theirs;
    private long? version;
    private bool removes;
    private string? key;
    private string? nameEn;
    private string? nameZh;

    /// <summary>Which; null for a new office.</summary>
    [Parameter] public OfficeView? Office { get; set; }

    [Inject] public required SaveOffice Saving { get; init; }

    [Inject] public required RemoveOffice Removing { get; init; }

    [Inject] public required PeopleQuery Query { get; init; }

    [Inject] public required ShowDirectory Directory { get; init; }

    protected override Deed? Deed => Office is null || removes ? null : new SeatsDeed(Office.Key, [.. seats.Select(s => s.Id)]);

    protected override async Task OnInitializedAsync()
    {
        if (Office is not null)
        {
            Fill(Office);
        }

        people = await Query.Choices();
    }

    protected override async Task<Outcome<Saved>> Store(Caller caller) => removes
        ? await Removing.Run(caller, Office!.Key, version!.Value)
        : await Saving.Run(caller, Office?.Key ?? key, version, new OfficeEntry(nameEn, nameZh, [.. seats.Select(s => s.Id)]));

    protected override async Task<IReadOnlyList<Difference>> LookAgain(Caller caller)
    {
        var now = await Directory.Run(caller);
        theirs = now.IsRefused ? null : now.Value.Offices.FirstOrDefault(o => o.Key == Office!.Key);
        if (theirs is null)
        {
            return [];
        }

        version = theirs.Version;
        var rows = new (string Field, string Theirs, string Mine)[]
        {
            (L["NameEn"], theirs.Name.En, nameEn ?? ""),
            (L["NameZh"], theirs.Name.Zh, nameZh ?? ""),
            (L["Succession"], string.Join('\n', theirs.Seats.Select(s => s.Name)), string.Join('\n', seats.Select(s => s.Name))),
        };
        return [.. rows.Where(r => r.Theirs != r.Mine).Select(r => new Difference(r.Field, r.Theirs, r.Mine))];
    }

    protected override void TakeTheirs() => Fill(theirs!);

    private async Task Remove()
    {
        removes = true;
        await Save();
        removes = false;
    }

    private void Fill(OfficeView office)
    {
        Office = office;
        (version, nameEn, nameZh) = (office.Version, office.Name.En, office.Name.Zh);
        seats.Clear();
        seats.AddRange(office.Seats.Select(s => (s.Id, s.Name)));
    }

    private void Up(int at) => (seats[at - 1], seats[at]) = (seats[at], seats[at - 1]);

    private Task<IEnumerable<string>> People(string? search, CancellationToken cancellation) => Task.FromResult(people
        .Where(p => !seats.Exists(s => s.Id == p.Id) && (string.IsNullOrWhiteSpace(search) || p.Name.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase)))
        .Select(p => p.Id.ToString()));

    private string NameOf(string? id) => id is null ? "" : people.FirstOrDefault(p => p.Id.ToString() == id).Name ?? "";

    private void Put(string? id)
    {
        if (Guid.TryParse(id, out var known) && people.FirstOrDefault(p => p.Id == known) is { Name: not null } person)
        {
            seats.Add(person);
        }
    }
}
