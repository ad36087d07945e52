using Hub.Tests.Harness;
using Hub.Web.Setup;
using Microsoft.Extensions.Configuration;

namespace Hub.Tests.Setup;

public sealed class SettingsCheckTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-settings-").FullName;

    [Fact]
    public async Task All_faults_are_listed_by_key_in_one_go_and_nothing_is_started()
    {
        await using var program = HubProcess.Serve(
            folder,
            "Hub:PublicUrl=ftp://x",
            "Hub:TimeZone=Moon/Sea",
            "Store:Provider=Oracle",
            "Mail:Port=many",
            "Mail:Hots=relay",
            "Sms:Mode=Mail",
            "Heartbeat:Link=x");

        (await program.Ended()).Should().NotBe(0);

        foreach (var key in new[] { "Hub:PublicUrl", "Hub:TimeZone", "Store:Provider", "Mail:Port", "Mail:Hots", "Sms:Mail:Address", "Heartbeat:Link" })
        {
            program.Output.Should().Contain("  " + key);
        }

        program.Output.Should().NotContain("   at ").And.NotContain("Exception");
        File.Exists(Path.Combine(folder, "hub.db")).Should().BeFalse();
    }

    [Fact]
    public async Task SQL_Server_without_a_connection_string_is_said_by_its_key()
    {
        await using var program = HubProcess.Serve(folder, "Store:Provider=SqlServer");
        (await program.Ended()).Should().NotBe(0);
        program.Output.Should().Contain("ConnectionStrings:Hub").And.NotContain("   at ");
    }

    [Theory]
    [InlineData("Mail:Host", "relay.example", null)]
    [InlineData("mail:security", "tls", null)]
    [InlineData("Mail:Mode", "", null)]
    [InlineData("Mail:Security", "9", "Mail:Security: '9' cannot be read; must be one of None, StartTls, Tls.")]
    [InlineData("Mail:ConnectTimeout", "soon", "Mail:ConnectTimeout: 'soon' cannot be read")]
    [InlineData("Mail:Hots", "x", "Mail:Hots: there is no such setting")]
    [InlineData("Mail:Host:Name", "x", "Mail:Host: is one value")]
    [InlineData("Mail", "/var/mail/somebody", null)]
    public void A_value_of_the_wrong_shape_is_named(string key, string value, string? fault)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        var faults = SettingsShape.Faults(configuration.GetSection("Mail"), SettingsShape.Sections["Mail"]);
        if (fault is null)
        {
            faults.Should().BeEmpty();
        }
        else
        {
            faults.Should().ContainSingle().Which.Should().StartWith(fault);
        }
    }

    [Fact]
    public void A_list_written_as_one_value_is_explained()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Hub:TrustedProxies", "10.0.0.5")]).Build();
        SettingsShape.Faults(configuration.GetSection("Hub"), typeof(HubOptions)).Should().ContainSingle().Which.Should().Contain("Hub:TrustedProxies:0");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
