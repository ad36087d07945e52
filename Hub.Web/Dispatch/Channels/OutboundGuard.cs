using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Hub.Web.Dispatch.Robots;
using Microsoft.Extensions.Options;

namespace Hub.Web.Dispatch.Channels;

/// <summary>What is wrong with an address that somebody gave us to send to.</summary>
public enum OutboundFault
{
    /// <summary>It is no web address.</summary>
    NoAddress,

    /// <summary>It is not https.</summary>
    NotHttps,

    /// <summary>It holds a user name, a fragment or something else that has no place in it.</summary>
    Extras,

    /// <summary>It names a port that is not allowed.</summary>
    Port,

    /// <summary>It leads into a private network.</summary>
    Inside,
}

/// <summary>A connection was refused by our own guard.</summary>
public sealed class OutboundRefusedException() : IOException("The address leads into a private network.");

/// <summary>
/// Keeps requests to addresses that people enter from reaching the inside of the network. The name is resolved here, and the very
/// addresses that were looked at are connected to, so that a name that changes its mind in between gains nothing.
/// </summary>
public sealed class OutboundGuard
{
    private const int LongestAddress = 1_000;

    private readonly AllowedHost[] allowed;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;

    /// <summary>A guard with the hosts of the settings.</summary>
    public OutboundGuard(IOptions<RobotOptions> options)
        : this(options, Dns.GetHostAddressesAsync)
    {
    }

    internal OutboundGuard(IOptions<RobotOptions> options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        allowed = [.. options.Value.AllowedHosts.Select(text => AllowedHost.TryRead(text, out var read) ? read : null).OfType<AllowedHost>()];
        this.resolve = resolve;
    }

    /// <summary>The fault of an address as it is written; null when it may be tried. Where its name leads is looked at when connecting.</summary>
    public OutboundFault? Fault(string? address, out Uri? url)
    {
        url = null;
        if (string.IsNullOrEmpty(address) || address.Length > LongestAddress || address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '\\')
            || !Uri.TryCreate(address, UriKind.Absolute, out var read) || read.Scheme is not ("https" or "http")
            || read.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6) || !address.Contains("://", StringComparison.Ordinal))
        {
            return OutboundFault.NoAddress;
        }

        if (read.UserInfo.Length > 0 || read.Fragment.Length > 0 || address.Contains('@', StringComparison.Ordinal) && read.Authority.Contains('@', StringComparison.Ordinal))
        {
            return OutboundFault.Extras;
        }

        var host = Bare(read.IdnHost);
        if (!IsAllowed(host, read.Port))
        {
            if (read.Scheme != "https")
            {
                return OutboundFault.NotHttps;
            }

            if (read.Port != 443)
            {
                return OutboundFault.Port;
            }

            if (IsInsideByName(host))
            {
                return OutboundFault.Inside;
            }
        }

        url = read;
        return null;
    }

    /// <summary>Opens the connection of a request: resolves the name, looks at every address, connects to one of them.</summary>
    /// <exception cref="OutboundRefusedException">One of the addresses is not public, and the host is not on the list.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The stream owns the socket; when it does not come to that, the socket is disposed.")]
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = Bare(context.DnsEndPoint.Host);
        var port = context.DnsEndPoint.Port;
        var addresses = await Addresses(host, port, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The addresses of a host that may be connected to.</summary>
    internal async Task<IPAddress[]> Addresses(string host, int port, CancellationToken cancellation)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellation);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        // All of them: a name with one foot inside is not to be trusted with the other either.
        return IsAllowed(host, port) || Array.TrueForAll(addresses, PublicAddress.Is) ? addresses : throw new OutboundRefusedException();
    }

    private bool IsAllowed(string host, int port) => Array.Exists(allowed, a => a.Is(host, port));

    private static bool IsInsideByName(string host) =>
        (IPAddress.TryParse(host, out var literal) && !PublicAddress.Is(literal))
        || host.TrimEnd('.') is var name && (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase));

    private static string Bare(string host) => host.Trim('[', ']');
}
