using System.Net;
using Hub.Web.Components;
using Microsoft.Extensions.Options;

namespace Hub.Web.Setup;

/// <summary>Holds the settings against what must be so before the program may serve. Every fault names its key.</summary>
internal sealed class SecurityCheck(IHostEnvironment environment) : IValidateOptions<HubOptions>, IValidateOptions<OidcOptions>
{
    public ValidateOptionsResult Validate(string? name, HubOptions options)
    {
        var faults = new List<string>();
        if (!Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            faults.Add("Hub:PublicUrl must be an absolute http or https address.");
        }
        else if (url.Scheme == "http" && !url.IsLoopback && !environment.IsDevelopment())
        {
            faults.Add("Hub:PublicUrl must be https: passwords and links would cross the network in the clear.");
        }

        if (!Languages.All.Contains(options.DefaultCulture))
        {
            faults.Add($"Hub:DefaultCulture must be one of {string.Join(", ", Languages.All)}.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
        {
            faults.Add("Hub:TimeZone must be an IANA time zone.");
        }

        faults.AddRange(options.TrustedProxies
            .Where(p => !IPAddress.TryParse(p, out _) && !IPNetwork.TryParse(p, out _))
            .Select(p => $"Hub:TrustedProxies: '{p}' is neither an address nor a network."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    public ValidateOptionsResult Validate(string? name, OidcOptions options)
    {
        if (!options.IsOn)
        {
            return ValidateOptionsResult.Success;
        }

        var faults = new List<string>();
        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var url) || (url.Scheme != "https" && !url.IsLoopback))
        {
            faults.Add("Oidc:Authority must be an https address.");
        }

        if (string.IsNullOrWhiteSpace(options.ClientId))
        {
            faults.Add("Oidc:ClientId is missing.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
