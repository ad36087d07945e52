using Hub.Web.Setup.Commands;
using Hub.Web.Store;

namespace Hub.Web.Setup;

/// <summary>
/// What the program was called with: a command (<c>users add --email …</c>), or nothing but settings (<c>--Hub:DataFolder=…</c>), which means serve.
/// Settings are told from a command's own options by the colon in their name.
/// </summary>
public sealed class CommandLine
{
    /// <summary>Every command. A command's options are read from its usage.</summary>
    private static readonly Command[] Commands =
    [
        new("help", "", Help) { NeedsStore = false },
        .. StoreCommands.All,
        .. TimelineCommands.All,
        .. AccountCommands.All,
    ];

    private readonly Command? command;
    private readonly Dictionary<string, string> options = new(StringComparer.Ordinal);
    private readonly string? fault;

    private CommandLine(string[] args)
    {
        if (args.Length == 0 || args[0].StartsWith('-'))
        {
            Settings = args;
            return;
        }

        IsCommand = true;
        Settings = [.. args.Where(IsSetting)];
        var words = args.TakeWhile(a => !a.StartsWith('-')).ToArray();
        command = Array.Find(Commands, c => string.Equals(c.Words, string.Join(' ', words), StringComparison.Ordinal));
        fault = command is null
            ? $"There is no command '{string.Join(' ', words)}'. 'help' lists all."
            : command.Read([.. args.Skip(words.Length).Where(a => !IsSetting(a))], options);
    }

    /// <summary>True when a command was given: nothing is served then.</summary>
    public bool IsCommand { get; }

    /// <summary>Arguments that are configuration.</summary>
    public string[] Settings { get; }

    /// <summary>Reads the arguments of the process.</summary>
    public static CommandLine Read(string[] args) => new(args);

    /// <summary>Runs the command with the program's parts; serves nothing. Gives back the exit status.</summary>
    public async Task<int> Run(IServiceProvider services, TextWriter output, TextWriter errors)
    {
        if (command is null || fault is not null)
        {
            await errors.WriteLineAsync(fault);
            return 2;
        }

        await using var scope = services.CreateAsyncScope();
        var call = new CommandCall(scope.ServiceProvider, options, output, errors);
        try
        {
            if (command.NeedsStore)
            {
                await scope.ServiceProvider.GetRequiredService<StoreStart>().Prepare();
            }

            return await command.Run(call);
        }
        catch (Exception e) when (e is StoreNotReadyException or IOException or UnauthorizedAccessException or System.Data.Common.DbException or Microsoft.EntityFrameworkCore.DbUpdateException)
        {
            // A disk or a database that does not answer: one line for the person at the console, no stack.
            return await call.Fail($"{command.Words}: {(e is Microsoft.EntityFrameworkCore.DbUpdateException { InnerException: { } cause } ? cause : e).Message.ReplaceLineEndings(" ")}");
        }
    }

    private static bool IsSetting(string argument) => argument.StartsWith("--", StringComparison.Ordinal) && argument.Split('=')[0].Contains(':', StringComparison.Ordinal);

    private static async Task<int> Help(CommandCall call)
    {
        await call.Out.WriteLineAsync("Without a command the program serves. Commands:");
        foreach (var known in Commands)
        {
            await call.Out.WriteLineAsync($"  {known.Words} {known.Usage}".TrimEnd());
        }

        return 0;
    }
}
