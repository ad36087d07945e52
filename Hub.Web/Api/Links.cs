using System.Globalization;
using Hub.Web.Setup;
using Microsoft.Extensions.Options;

namespace Hub.Web.Api;

/// <summary>Addresses of pages, as they are given to outside programs.</summary>
internal sealed class Links(IOptions<HubOptions> options)
{
    private string Base => options.Value.PublicUrl.TrimEnd('/');

    /// <summary>The incident's page.</summary>
    public string Incident(string number) => $"{Base}/incidents/{number}";

    /// <summary>The page of a version of the plan.</summary>
    public string Plan(int number) => string.Create(CultureInfo.InvariantCulture, $"{Base}/plans/{number}");

    /// <summary>A page of the program by its path.</summary>
    public string Page(string path) => Base + path;

    /// <summary>The page where reports wait for their judgement, at this one.</summary>
    public string Report(string number) => $"{Base}/reports#{number}";
}
