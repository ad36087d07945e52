using Microsoft.Extensions.Options;

namespace Hub.Web.Setup;

/// <summary>Holds every setting against what it must be, before anything is touched, and names all faults at once.</summary>
internal static class SettingsCheck
{
    /// <summary>False, with one line for each fault, when the program must not start.</summary>
    public static bool CheckSettings(this WebApplication app, TextWriter errors)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
            return true;
        }
        catch (OptionsValidationException e)
        {
            Say([e], errors);
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions.All(i => i is OptionsValidationException))
        {
            Say(e.Flatten().InnerExceptions.OfType<OptionsValidationException>(), errors);
        }

        return false;
    }

    private static void Say(IEnumerable<OptionsValidationException> faults, TextWriter errors)
    {
        errors.WriteLine("The settings are wrong; nothing was started:");
        foreach (var line in faults.SelectMany(f => f.Failures).Distinct(StringComparer.Ordinal))
        {
            errors.WriteLine("  " + line);
        }
    }
}
