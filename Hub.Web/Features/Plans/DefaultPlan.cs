using Hub.Domain.Plans;

namespace Hub.Web.Features.Plans;

/// <summary>The plan that the program brings along, in both languages, and the schema of every plan.</summary>
public static class DefaultPlan
{
    /// <summary>The built-in plan for network and information security incidents.</summary>
    public static EmergencyPlan Read() => PlanJson.Read(Text("network-security.plan.json"));

    /// <summary>JSON Schema (2020-12) of a plan.</summary>
    public static string Schema() => Text("plan.schema.json");

    private static string Text(string name)
    {
        using var stream = typeof(DefaultPlan).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The program lacks its resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
