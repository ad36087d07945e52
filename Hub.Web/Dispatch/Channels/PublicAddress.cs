using System.Net;
using System.Net.Sockets;

namespace Hub.Web.Dispatch.Channels;

/// <summary>Tells addresses of the public internet from all others.</summary>
internal static class PublicAddress
{
    /// <summary>Everything of IPv4 that is not the public internet: this network, private, shared, loopback, link-local, protocols, documentation, 6to4 relays, benchmarks, multicast, reserved.</summary>
    private static readonly IPNetwork[] NotPublic4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>The only part of IPv6 that is handed out to the internet.</summary>
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    /// <summary>What of that part is not the internet, or hides another address: protocols with Teredo, documentation, 6to4.</summary>
    private static readonly IPNetwork[] NotPublic6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    /// <summary>True for an address of the public internet. Loopback, private, link-local, multicast, IPv4 inside IPv6, NAT64 and 6to4 are none.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !Array.Exists(NotPublic4, n => n.Contains(address));
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            && !address.IsIPv4MappedToIPv6
            && Global6.Contains(address)
            && !Array.Exists(NotPublic6, n => n.Contains(address));
    }
}
