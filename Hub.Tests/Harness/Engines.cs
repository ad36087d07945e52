using Hub.Web.Store;

namespace Hub.Tests.Harness;

/// <summary>Both engines as rows of a theory; SQL Server's row skips itself unless <c>HUB_TEST_SQLSERVER</c> is set (see <see cref="TestStore.On"/>).</summary>
public sealed class Engines : TheoryData<StoreProvider>
{
    public Engines()
    {
        Add(StoreProvider.Sqlite);
        Add(StoreProvider.SqlServer);
    }
}
