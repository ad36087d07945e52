using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

// The runtime looks for a type of this name outside of every namespace.
#pragma warning disable MA0047

/// <summary>
/// Runs inside the program that is measured (DOTNET_STARTUP_HOOKS): says when a transaction that changed the board was
/// committed, and what the heap holds when it is asked. The program itself knows nothing of it.
/// </summary>
internal static class StartupHook
{
    /// <summary>Begins the line of a commit; its instant in UTC ticks follows.</summary>
    public const string Commit = "bench-commit ";

    /// <summary>Begins the line of a heap, in bytes, with the resident memory behind it.</summary>
    public const string Heap = "bench-heap ";

    /// <summary>Environment variable: while this file exists, the heap is to be collected and told.</summary>
    public const string Asked = "HUB_BENCH_HEAP";

    private static ITimer? timer;

    public static void Initialize()
    {
        DiagnosticListener.AllListeners.Subscribe(new Listeners());
        if (Environment.GetEnvironmentVariable(Asked) is { } file)
        {
            timer = TimeProvider.System.CreateTimer(_ => Tell(file), null, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(250));
        }
    }

    private static void Tell(string file)
    {
        if (!File.Exists(file))
        {
            return;
        }

        File.Delete(file);
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Heap}{GC.GetTotalMemory(false)} {Environment.WorkingSet}"));
    }

    private sealed class Listeners : IObserver<DiagnosticListener>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
            {
                value.Subscribe(new Commits(), name => name == RelationalEventId.CommandExecuted.Name || name == RelationalEventId.TransactionCommitted.Name);
            }
        }
    }

    private sealed class Commits : IObserver<KeyValuePair<string, object?>>
    {
        private readonly ConcurrentDictionary<Guid, bool> counted = new();

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is CommandExecutedEventData command && command.Command.CommandText.StartsWith("UPDATE \"Counters\"", StringComparison.Ordinal))
            {
                counted[command.ConnectionId] = true;
            }
            else if (value.Value is TransactionEndEventData ended && counted.TryRemove(ended.ConnectionId, out _))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Commit}{TimeProvider.System.GetUtcNow().UtcTicks}"));
            }
        }
    }
}
