using System.Collections.Concurrent;
using System.Diagnostics;

namespace Hub.Tests.Harness;

/// <summary>The real program as a process of its own, on a free port of 127.0.0.1, with a data folder that the test gives.</summary>
public sealed class HubProcess : IAsyncDisposable
{
    /// <summary>How the greeting names an address.</summary>
    private const string Listening = "listens on ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HubProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.ErrorDataReceived += (_, e) => Take(e.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The program ended before it listened:\n{Output}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has written so far, both streams.</summary>
    public string Output => string.Join('\n', lines);

    /// <summary>Its number in the operating system.</summary>
    public int Id => process.Id;

    /// <summary>How long processors worked for it so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>True once it has ended.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>Starts the program to serve; settings as <c>Hub:SampleData=true</c>.</summary>
    public static HubProcess Serve(string dataFolder, params string[] settings) =>
        new(Prepare(dataFolder, ["--urls=http://127.0.0.1:0", .. settings.Select(s => "--" + s)]));

    /// <summary>Starts another build of the program, from a folder of its own.</summary>
    public static HubProcess ServeFrom(string programFolder, string dataFolder, params string[] settings) =>
        new(Prepare(dataFolder, ["--urls=http://127.0.0.1:0", .. settings.Select(s => "--" + s)], programFolder));

    /// <summary>Runs one command to its end.</summary>
    public static async Task<(int Status, string Output)> Run(string dataFolder, params string[] words)
    {
        await using var program = new HubProcess(Prepare(dataFolder, words));
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await program.process.WaitForExitAsync(patience.Token);
        return (program.process.ExitCode, program.Output);
    }

    /// <summary>Waits until it serves; gives back where.</summary>
    public Task<Uri> Address() => listening.Task.WaitAsync(Patience, TimeProvider.System);

    /// <summary>Waits until it has ended by itself; gives back its exit status.</summary>
    public async Task<int> Ended()
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary><c>kill -9</c>: no handler runs, nothing is flushed.</summary>
    public async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }

        process.Dispose();
    }

    private static Process Prepare(string dataFolder, string[] arguments, string? programFolder = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Sources.Web,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_ENVIRONMENT"] = "Production" },
        };
        foreach (var argument in new[] { Path.Combine(programFolder ?? AppContext.BaseDirectory, "Hub.Web.dll") }.Concat(arguments).Append($"--Hub:DataFolder={dataFolder}").Concat(Pickup(arguments)))
        {
            start.ArgumentList.Add(argument);
        }

        return new Process { StartInfo = start };
    }

    private static string[] Pickup(string[] arguments) =>
        Array.Exists(arguments, a => a.StartsWith("--Mail:Mode=", StringComparison.Ordinal)) ? [] : ["--Mail:Mode=Pickup"];

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lines.Enqueue(line);
        var at = line.IndexOf(Listening, StringComparison.Ordinal);
        if (at >= 0 && Uri.TryCreate(line[(at + Listening.Length)..].Trim(), UriKind.Absolute, out var address))
        {
            listening.TrySetResult(address);
        }
    }
}
