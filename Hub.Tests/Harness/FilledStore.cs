using Hub.Domain.People;
using Hub.Web.Features.Directory;
using Hub.Web.Features.Plans;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Harness;

/// <summary>A store as a newcomer's first start leaves it: the built-in plan in force, the sample organisation in its offices.</summary>
internal static class FilledStore
{
    public static async Task<TestStore> Sqlite(FakeTimeProvider? time = null, bool withSample = true)
    {
        var store = await TestStore.Sqlite(time);
        _ = (await new PutDefaultPlanInForce(store.Writer).Run(Caller.Program)).Value;
        _ = (await new SetUpDirectory(store.Writer).Run(Caller.Program, withSample, "Asia/Shanghai")).Value;
        return store;
    }
}
