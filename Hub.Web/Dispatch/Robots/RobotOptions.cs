using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Options;

namespace Hub.Web.Dispatch.Robots;

/// <summary>Settings <c>Robots:*</c>.</summary>
public sealed class RobotOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Robots";

    /// <summary>Hosts inside the organisation that robots may stand on, as <c>host</c> or <c>host:port</c>; only these may be reached by http, at other ports, or at private addresses.</summary>
    public string[] AllowedHosts { get; set; } = [];

    /// <summary>Longest wait for a robot's whole answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>PEM file with the certificates that a robot's may be signed by, besides those that the machine trusts.</summary>
    public string? TrustedCertificate { get; set; }
}

/// <summary>A host that is allowed, and at which port.</summary>
/// <param name="Host">Name or address, without brackets.</param>
/// <param name="Port">Port; null: 443, and 80 for http.</param>
internal sealed record AllowedHost(string Host, int? Port)
{
    public bool Is(string host, int port) =>
        string.Equals(Host, host, StringComparison.OrdinalIgnoreCase) && (Port is { } only ? only == port : port is 443 or 80);

    /// <summary>Reads <c>host</c>, <c>host:port</c>, <c>[::1]:port</c>.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out AllowedHost? read)
    {
        read = null;
        if (string.IsNullOrWhiteSpace(text) || text.Any(c => char.IsWhiteSpace(c) || c is '/' or '@' or '\\' or '?' or '#'))
        {
            return false;
        }

        if (!text.Contains('[', StringComparison.Ordinal) && IPAddress.TryParse(text, out var bare))
        {
            read = new AllowedHost(bare.ToString(), null);
            return true;
        }

        // A port of 80 would be lost as http's own, so that one is read with the other scheme.
        if (!Uri.TryCreate($"https://{text}/", UriKind.Absolute, out var url) || !Uri.TryCreate($"http://{text}/", UriKind.Absolute, out var plain) || url.IdnHost.Length == 0)
        {
            return false;
        }

        var host = url.IdnHost.Trim('[', ']');
        read = new AllowedHost(host, !url.IsDefaultPort ? url.Port : !plain.IsDefaultPort ? 443 : null);
        return true;
    }
}

/// <summary>Names every fault of <c>Robots:*</c> by its key.</summary>
internal sealed class RobotOptionsCheck : IValidateOptions<RobotOptions>
{
    public ValidateOptionsResult Validate(string? name, RobotOptions options)
    {
        var faults = options.AllowedHosts
            .Select((text, i) => AllowedHost.TryRead(text, out _) ? null : $"Robots:AllowedHosts:{i}: must be a host or host:port, such as chat.example.com:8443.")
            .OfType<string>()
            .ToList();
        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromMinutes(1))
        {
            faults.Add("Robots:Timeout: must be between one second and one minute.");
        }

        if (!string.IsNullOrEmpty(options.TrustedCertificate) && !File.Exists(options.TrustedCertificate))
        {
            faults.Add("Robots:TrustedCertificate: the file does not exist.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
