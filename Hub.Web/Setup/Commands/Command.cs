namespace Hub.Web.Setup.Commands;

/// <summary>One command of the command line.</summary>
/// <param name="Words">What it is called by, such as <c>users add</c>.</param>
/// <param name="Usage">Its options, such as <c>--to FILE [--head HASH] [--masked]</c>: square brackets make one optional, one without a value is a flag.</param>
/// <param name="Run">Does it and gives back the exit status.</param>
public sealed record Command(string Words, string Usage, Func<CommandCall, Task<int>> Run)
{
    /// <summary>True when the store must be up to date first, as before serving.</summary>
    public bool NeedsStore { get; init; } = true;

    /// <summary>Reads <paramref name="args"/> as the usage says. Gives back what is wrong with them, or null.</summary>
    public string? Read(string[] args, Dictionary<string, string> options)
    {
        var known = Known();
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] && left.StartsWith("--", StringComparison.Ordinal) ? (left, right) : (args[i], null);
            if (!known.TryGetValue(name, out var kind))
            {
                return $"{Words}: '{name}' is not known. Usage: {Words} {Usage}";
            }

            if (kind.HasValue && value is null && (++i >= args.Length || args[i].StartsWith("--", StringComparison.Ordinal)))
            {
                return $"{Words}: {name} needs a value. Usage: {Words} {Usage}";
            }

            options[name[2..]] = kind.HasValue ? value ?? args[i] : "true";
        }

        var missing = known.Where(k => k.Value.IsRequired && !options.ContainsKey(k.Key[2..])).Select(k => k.Key).FirstOrDefault();
        return missing is null ? null : $"{Words}: {missing} is missing. Usage: {Words} {Usage}";
    }

    private Dictionary<string, (bool HasValue, bool IsRequired)> Known()
    {
        var known = new Dictionary<string, (bool HasValue, bool IsRequired)>(StringComparer.Ordinal);
        var tokens = Usage.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < tokens.Length; i++)
        {
            var name = tokens[i].Trim('[', ']');
            if (name.StartsWith("--", StringComparison.Ordinal))
            {
                known[name] = (i + 1 < tokens.Length && !tokens[i + 1].TrimStart('[').StartsWith("--", StringComparison.Ordinal), !tokens[i].StartsWith('['));
            }
        }

        return known;
    }
}

/// <summary>A command as it was called.</summary>
/// <param name="Services">The program's parts, in a scope of their own.</param>
/// <param name="Options">Options by name without dashes; a flag's value is <c>true</c>.</param>
/// <param name="Out">What the caller asked for.</param>
/// <param name="Errors">What went wrong.</param>
public sealed record CommandCall(IServiceProvider Services, IReadOnlyDictionary<string, string> Options, TextWriter Out, TextWriter Errors)
{
    /// <summary>An option's value; null when it was not given.</summary>
    public string? this[string name] => Options.GetValueOrDefault(name);

    /// <summary>Says in one line why not, and gives back the exit status 1.</summary>
    public async Task<int> Fail(string line)
    {
        await Errors.WriteLineAsync(line);
        return 1;
    }
}
