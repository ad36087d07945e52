using Hub.Tests.Harness;
using Microsoft.Data.Sqlite;

namespace Hub.Tests.Store;

/// <summary>The commands as somebody types them, against the real process.</summary>
public sealed class StoreCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-commands-").FullName;

    [Fact]
    public async Task A_store_is_copied_while_it_is_served_and_put_back_only_when_it_is_not()
    {
        var copy = Path.Combine(folder, "copy.db");
        await using (var serving = HubProcess.Serve(folder))
        {
            await serving.Address();
            (await HubProcess.Run(folder, "store", "backup", "--to", copy)).Should().Match<(int Status, string Output)>(r => r.Status == 0 && r.Output.Contains(copy));
            var refused = await HubProcess.Run(folder, "store", "restore", "--from", copy);
            refused.Status.Should().NotBe(0);
            refused.Output.Should().Contain("stop it first").And.NotContain("   at ");
        }

        (await HubProcess.Run(folder, "store", "restore", "--from", copy)).Should().Match<(int Status, string Output)>(r => r.Status == 0 && r.Output.Contains("former store is kept"));
        await using var again = HubProcess.Serve(folder);
        (await again.Address()).IsLoopback.Should().BeTrue();
    }

    [Fact]
    public async Task The_record_is_verified_and_the_first_broken_entry_named()
    {
        (await HubProcess.Run(folder, "store", "migrate")).Status.Should().Be(0);
        await using (var serving = HubProcess.Serve(folder, "Hub:SampleData=true"))
        {
            await serving.Address();
        }

        var sound = await HubProcess.Run(folder, "timeline", "verify");
        sound.Status.Should().Be(0);
        sound.Output.Should().Contain("administration: unbroken");

        await using (var store = new SqliteConnection($"Data Source={Path.Combine(folder, "hub.db")};Pooling=False"))
        {
            await store.OpenAsync();
            await using var tamper = store.CreateCommand();
            tamper.CommandText = "DROP TRIGGER \"Timeline_no_UPDATE\"; UPDATE Timeline SET Actor = 'nobody' WHERE Chain = 'administration' AND Number = 1";
            (await tamper.ExecuteNonQueryAsync()).Should().Be(1);
        }

        var broken = await HubProcess.Run(folder, "timeline", "verify");
        broken.Status.Should().NotBe(0);
        broken.Output.Should().Contain("administration: BROKEN, entry 1 was changed");
        (await HubProcess.Run(folder, "timeline", "verify", "--incident", "INC-1999-0001")).Status.Should().NotBe(0);
        (await HubProcess.Run(folder, "timeline", "verify", "--head", "00")).Output.Should().Contain("--head needs --incident");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
