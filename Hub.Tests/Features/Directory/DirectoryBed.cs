using System.Text;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Directory;
using Hub.Web.Features.Directory.Import;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Features.Directory;

/// <summary>The sample organisation in a store, and the use cases that keep it.</summary>
internal sealed class DirectoryBed(TestStore store) : IAsyncDisposable
{
    public static readonly Caller Keeper = new(CallerKind.Person, Guid.NewGuid(), null, "administrator", RoleRights.Of(Role.Administrator));

    public static readonly Caller Watch = new(CallerKind.Person, Guid.NewGuid(), null, "on call", RoleRights.Of(Role.OnCall));

    public static readonly Caller Reporter = new(CallerKind.Person, Guid.NewGuid(), null, "reporter", RoleRights.Of(Role.Reporter));

    private readonly PlanInForce plans = new();

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public TestStore Store => store;

    public SavePerson Persons => new(store.Writer);

    public RetirePerson Retiring => new(store.Writer);

    public RemovePerson Removing => new(store.Writer, plans);

    public SaveOffice Offices => new(store.Writer);

    public RemoveOffice RemovingOffice => new(store.Writer, plans);

    public SaveGroup Groups => new(store.Writer);

    public RemoveGroup RemovingGroup => new(store.Writer, plans);

    public SaveBody Bodies => new(store.Writer, plans);

    public RetireBody RetiringBody => new(store.Writer, plans);

    public SaveAsset Assets => new(store.Writer);

    public PeopleQuery People => new(store, store.Time);

    public ImportDirectory Import => new(store.Writer, store, plans, Options.Create(new HubOptions()));

    public ExportDirectory Export => new(store, Import);

    public AskConsequences Consequences => new(store, plans, new ReadinessNow(store, plans, ReadinessBed.EveryChannel, store.Time), store.Time);

    public static async Task<DirectoryBed> Begin() => new(await FilledStore.Sqlite());

    public static byte[] Table(string text) => Encoding.UTF8.GetBytes(text);

    public async Task<PersonRow> Row(string name)
    {
        await using var db = store.CreateDbContext();
        var id = await db.Persons.Where(p => p.Name.StartsWith(name)).Select(p => p.Id).SingleAsync(Cancel);
        return (await People.Find(Keeper, id, Cancel)).Value;
    }

    public async Task<Saved> Add(string name, params (Channel, string?)[] points) =>
        (await Persons.Run(Keeper, null, null, new PersonDetails(name, "en", "Asia/Shanghai", points), Cancel)).Value;

    public async Task<IReadOnlyList<string>> Record(FactKind kind)
    {
        await using var db = store.CreateDbContext();
        return await db.Timeline.Where(e => e.Chain == "administration" && e.Kind == kind).OrderBy(e => e.Number).Select(e => e.Data).ToListAsync(Cancel);
    }

    public static PersonDetails Details(PersonRow row) =>
        new(row.Name, row.Culture, row.TimeZone, [.. row.Points!.Select(p => (p.Channel, (string?)p.Address))]) { AbsentUntil = row.AbsentUntil };

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
