using System.Net;
using System.Net.Sockets;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Robots;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Dispatch;

public sealed class OutboundGuardTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.254")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.250")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::7f00:1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("3fff::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void What_is_not_the_public_internet_is_told(string address) => PublicAddress.Is(IPAddress.Parse(address)).Should().BeFalse();

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2400:3200::1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001::1")]
    public void The_public_internet_is_left_alone(string address) => PublicAddress.Is(IPAddress.Parse(address)).Should().BeTrue();

    [Theory]
    [InlineData(null, OutboundFault.NoAddress)]
    [InlineData("", OutboundFault.NoAddress)]
    [InlineData("robot", OutboundFault.NoAddress)]
    [InlineData("/send", OutboundFault.NoAddress)]
    [InlineData("//chat.example/send", OutboundFault.NoAddress)]
    [InlineData("https:chat.example", OutboundFault.NoAddress)]
    [InlineData("file:///etc/passwd", OutboundFault.NoAddress)]
    [InlineData("gopher://chat.example/", OutboundFault.NoAddress)]
    [InlineData("ftp://chat.example/", OutboundFault.NoAddress)]
    [InlineData("javascript:alert(1)", OutboundFault.NoAddress)]
    [InlineData("https://chat.example/a b", OutboundFault.NoAddress)]
    [InlineData("https://chat.example/a\r\nHost: evil", OutboundFault.NoAddress)]
    [InlineData("https:\\\\chat.example\\", OutboundFault.NoAddress)]
    [InlineData("https://chat.example\\@127.0.0.1/", OutboundFault.NoAddress)]
    [InlineData("https://user@chat.example/", OutboundFault.Extras)]
    [InlineData("https://user:pass@chat.example/", OutboundFault.Extras)]
    [InlineData("https://chat.example@127.0.0.1/", OutboundFault.Extras)]
    [InlineData("https://chat.example/#x", OutboundFault.Extras)]
    [InlineData("http://chat.example/", OutboundFault.NotHttps)]
    [InlineData("http://127.0.0.1/", OutboundFault.NotHttps)]
    [InlineData("https://chat.example:22/", OutboundFault.Port)]
    [InlineData("https://chat.example:8443/", OutboundFault.Port)]
    [InlineData("https://127.0.0.1/", OutboundFault.Inside)]
    [InlineData("https://127.1/", OutboundFault.Inside)]
    [InlineData("https://2130706433/", OutboundFault.Inside)]
    [InlineData("https://0x7f000001/", OutboundFault.Inside)]
    [InlineData("https://0177.0.0.1/", OutboundFault.Inside)]
    [InlineData("https://１２７.０.０.１/", OutboundFault.Inside)]
    [InlineData("https://127。0。0。1/", OutboundFault.Inside)]
    [InlineData("https://10.1.2.3/", OutboundFault.Inside)]
    [InlineData("https://169.254.169.254/latest/meta-data/", OutboundFault.Inside)]
    [InlineData("https://[::1]/", OutboundFault.Inside)]
    [InlineData("https://[::]/", OutboundFault.Inside)]
    [InlineData("https://[::ffff:127.0.0.1]/", OutboundFault.Inside)]
    [InlineData("https://[fd00::1]/", OutboundFault.Inside)]
    [InlineData("https://[fe80::1%25eth0]/", OutboundFault.Inside)]
    [InlineData("https://[64:ff9b::7f00:1]/", OutboundFault.Inside)]
    [InlineData("https://[2002:7f00:1::]/", OutboundFault.Inside)]
    [InlineData("https://localhost/", OutboundFault.Inside)]
    [InlineData("https://LOCALHOST./", OutboundFault.Inside)]
    [InlineData("https://a.localhost/", OutboundFault.Inside)]
    [InlineData("https://chat.example/send?key=1", null)]
    [InlineData("https://chat.example:443/send", null)]
    [InlineData("https://8.8.8.8/", null)]
    public void An_address_is_judged_as_it_is_written(string? address, OutboundFault? expected) => Guard().Fault(address, out _).Should().Be(expected);

    [Theory]
    [InlineData("chat.example", "https://chat.example/", true)]
    [InlineData("chat.example", "http://chat.example/", true)]
    [InlineData("chat.example", "http://CHAT.example/", true)]
    [InlineData("chat.example", "http://chat.example:8080/", false)]
    [InlineData("chat.example", "http://a.chat.example/", false)]
    [InlineData("chat.example:8080", "http://chat.example:8080/", true)]
    [InlineData("chat.example:8080", "https://chat.example:8080/", true)]
    [InlineData("chat.example:8080", "http://chat.example/", false)]
    [InlineData("chat.example:80", "http://chat.example/", true)]
    [InlineData("chat.example:443", "http://chat.example/", false)]
    [InlineData("10.0.0.5:8443", "https://10.0.0.5:8443/", true)]
    [InlineData("[fd00::5]:8443", "https://[fd00::5]:8443/", true)]
    [InlineData("fd00::5", "https://[fd00::5]/", true)]
    [InlineData("localhost", "http://user@localhost/", false)]
    public void A_host_on_the_list_may_be_inside_and_by_http_at_its_port(string allowed, string address, bool expected) =>
        (Guard(allowed).Fault(address, out _) is null).Should().Be(expected);

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("::1")]
    [InlineData("8.8.8.8", "10.0.0.1")]
    [InlineData("2606:4700::1", "fd00::1")]
    [InlineData("8.8.8.8", "::ffff:127.0.0.1")]
    public async Task A_name_with_one_foot_inside_is_refused_when_connecting(params string[] resolved)
    {
        var guard = Guard(["other.example"], resolved);
        await guard.Awaiting(g => g.Addresses("chat.example", 443, TestContext.Current.CancellationToken)).Should().ThrowAsync<OutboundRefusedException>();
        var allowing = Guard(["chat.example"], resolved);
        (await allowing.Addresses("chat.example", 443, TestContext.Current.CancellationToken)).Should().HaveCount(resolved.Length);
        await allowing.Awaiting(g => g.Addresses("chat.example", 8443, TestContext.Current.CancellationToken)).Should().ThrowAsync<OutboundRefusedException>("the port is not on the list");
    }

    [Fact]
    public async Task A_name_that_changes_its_mind_between_looking_and_connecting_is_refused()
    {
        var asked = 0;
        var guard = new OutboundGuard(Options.Create(new RobotOptions()), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(asked++ == 0 ? "8.8.8.8" : "127.0.0.1")]));
        (await guard.Addresses("chat.example", 443, TestContext.Current.CancellationToken)).Should().ContainSingle();
        await guard.Awaiting(g => g.Addresses("chat.example", 443, TestContext.Current.CancellationToken)).Should().ThrowAsync<OutboundRefusedException>("every connection looks at what it connects to");
    }

    [Fact]
    public async Task Through_a_client_a_name_that_leads_inside_reaches_nothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var guard = new OutboundGuard(Options.Create(new RobotOptions()), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));
        using var handler = new SocketsHttpHandler { ConnectCallback = guard.Connect, UseProxy = false };
        using var http = new HttpClient(handler);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var fault = (await http.Awaiting(h => h.GetAsync(new Uri($"http://chat.example:{port}/"), TestContext.Current.CancellationToken)).Should().ThrowAsync<HttpRequestException>()).Which;
        fault.InnerException.Should().BeOfType<OutboundRefusedException>();
        listener.Pending().Should().BeFalse();
    }

    [Theory]
    [InlineData("chat.example", true)]
    [InlineData("chat.example:8443", true)]
    [InlineData("[::1]:80", true)]
    [InlineData("::1", true)]
    [InlineData("", false)]
    [InlineData("https://chat.example", false)]
    [InlineData("chat.example/path", false)]
    [InlineData("user@chat.example", false)]
    [InlineData("chat.example:port", false)]
    [InlineData("chat example", false)]
    public void The_list_of_hosts_is_checked_at_the_start(string host, bool isGood)
    {
        var outcome = new RobotOptionsCheck().Validate(null, new RobotOptions { AllowedHosts = [host] });
        outcome.Succeeded.Should().Be(isGood);
        if (!isGood)
        {
            outcome.Failures.Should().ContainSingle().Which.Should().StartWith("Robots:AllowedHosts:0");
        }
    }

    private static OutboundGuard Guard(params string[] allowed) => Guard(allowed, []);

    private static OutboundGuard Guard(string[] allowed, string[] resolved) =>
        new(Options.Create(new RobotOptions { AllowedHosts = allowed }), (_, _) => Task.FromResult<IPAddress[]>([.. resolved.Select(IPAddress.Parse)]));
}
