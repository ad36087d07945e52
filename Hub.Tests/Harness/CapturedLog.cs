using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Harness;

/// <summary>Keeps every line that the program logs, so that a test can look for what must never stand there.</summary>
public sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Line)> lines = new();

    /// <summary>Everything so far as one text.</summary>
    public string Text => string.Join('\n', lines.Select(l => l.Line));

    /// <summary>Lines of a level and above.</summary>
    public IReadOnlyList<string> AtLeast(LogLevel level) => [.. lines.Where(l => l.Level >= level).Select(l => l.Line)];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The lines outlive the program, so that a test can read them afterwards.
    }

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.lines.Enqueue((logLevel, $"{logLevel} {category}: {formatter(state, exception)} {exception}"));
    }
}
