using System.ComponentModel;
using System.Reflection;

namespace Hub.Web.Setup;

/// <summary>Our sections of the configuration, as the options classes say: which keys there are, and what a value must look like.</summary>
internal static class SettingsShape
{
    /// <summary>Section and class of every group of settings: each class that names its section in a constant <c>Section</c>.</summary>
    public static IReadOnlyDictionary<string, Type> Sections { get; } = typeof(SettingsShape).Assembly.GetTypes()
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))
        .Select(type => (Type: type, Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string))
        .Where(found => found.Section is not null)
        .ToDictionary(found => found.Section!, found => found.Type, StringComparer.OrdinalIgnoreCase);

    /// <summary>Settings of a class: what the configuration can set.</summary>
    public static IEnumerable<PropertyInfo> Settings(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true });

    /// <summary>True when a setting is a group of settings of its own.</summary>
    public static bool IsGroup(Type type) => !type.IsArray && type.Assembly == typeof(SettingsShape).Assembly && !type.IsEnum;

    /// <summary>One line for each key that does not exist and each value that cannot be read.</summary>
    public static IEnumerable<string> Faults(IConfiguration section, Type type)
    {
        var settings = Settings(type).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren().Where(c => !Sections.ContainsKey(c.Path)))
        {
            if (!settings.TryGetValue(child.Key, out var setting))
            {
                yield return $"{child.Path}: there is no such setting. Known here: {string.Join(", ", settings.Keys)}.";
                continue;
            }

            foreach (var fault in Faults(child, setting))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> Faults(IConfigurationSection child, PropertyInfo setting)
    {
        var type = setting.PropertyType;
        if (IsGroup(type))
        {
            return Faults(child, type);
        }

        if (type.GetElementType() is not { } element)
        {
            return Value(child, type);
        }

        return string.IsNullOrEmpty(child.Value)
            ? child.GetChildren().SelectMany(item => Value(item, element))
            : [$"{child.Path}: is a list; write its entries as {child.Path}:0, {child.Path}:1 and so on."];
    }

    private static IEnumerable<string> Value(IConfigurationSection child, Type type)
    {
        var simple = Nullable.GetUnderlyingType(type) ?? type;
        if (child.GetChildren().Any())
        {
            return [$"{child.Path}: is one value, not a group."];
        }

        if (child.Value is null || (child.Value.Length == 0 && simple != type) || Reads(child.Value, simple))
        {
            return [];
        }

        var expected = simple.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(simple))}" : simple == typeof(bool) ? "true or false" : simple == typeof(TimeSpan) ? "a time such as 00:00:10" : "a number";
        return [$"{child.Path}: '{child.Value}' cannot be read; must be {expected}."];
    }

    private static bool Reads(string value, Type type)
    {
        if (type.IsEnum)
        {
            return Enum.TryParse(type, value, ignoreCase: true, out var parsed) && Enum.IsDefined(type, parsed);
        }

        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value) is not null;
        }
        catch (Exception e) when (e is FormatException or NotSupportedException or ArgumentException or OverflowException)
        {
            return false;
        }
    }
}
