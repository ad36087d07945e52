using Microsoft.Extensions.Options;

namespace Hub.Web.Setup;

/// <summary>Holds every setting against what it must be, before anything is touched, and names all faults at once.</summary>
internal static class SettingsCheck
{
    /// <summary>What a command needs: a database administrator who migrates has no relay at hand.</summary>
    private static readonly string[] OfCommands = ["Hub", "Store"];

    /// <summary>False, with one line for each fault, when the program must not start.</summary>
    /// <param name="app">The program, built and not started.</param>
    /// <param name="errors">Takes the lines.</param>
    /// <param name="isCommand">True: only what every command needs is looked at.</param>
    public static bool CheckSettings(this WebApplication app, TextWriter errors, bool isCommand = false)
    {
        var sections = SettingsShape.Sections.Where(s => !isCommand || OfCommands.Contains(s.Key, StringComparer.OrdinalIgnoreCase));
        var faults = sections.SelectMany(s => Faults(app.Configuration, app.Services, s.Key, s.Value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (faults.Length == 0)
        {
            return true;
        }

        errors.WriteLine("The settings are wrong; nothing was started:");
        foreach (var fault in faults)
        {
            errors.WriteLine("  " + fault);
        }

        return false;
    }

    private static IEnumerable<string> Faults(IConfiguration configuration, IServiceProvider services, string section, Type type)
    {
        // What cannot be read cannot be weighed: a section of the wrong shape is not bound.
        var shape = SettingsShape.Faults(configuration.GetSection(section), type).ToArray();
        if (shape.Length > 0)
        {
            return shape;
        }

        try
        {
            var options = services.GetRequiredService(typeof(IOptions<>).MakeGenericType(type));
            _ = ((IOptions<object>)options).Value;
            return [];
        }
        catch (OptionsValidationException e)
        {
            return e.Failures;
        }
    }
}
