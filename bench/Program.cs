using System.Globalization;
using Hub.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [BareBroadcast.Argument])
{
    await BareBroadcast.Serve();
    return 0;
}

var sections = new Dictionary<string, Func<Task>>(StringComparer.OrdinalIgnoreCase)
{
    ["latency"] = MailLatency.Run,
    ["burst"] = MailBurst.Run,
    ["slow"] = SlowRelay.Run,
    ["queue"] = QueueLength.Run,
    ["kills"] = KillRounds.Run,
    ["live"] = LiveUpdate.Run,
    ["deadlines"] = DeadlineDrain.Run,
    ["readiness"] = ReadinessLook.Run,
    ["store"] = StoreSize.Run,
};
if (args.Except(sections.Keys, StringComparer.OrdinalIgnoreCase).Any())
{
    Console.Error.WriteLine($"Sections: {string.Join(' ', sections.Keys)}. None named: all but queue, kills and store, which take minutes each.");
    return 2;
}

#if DEBUG
Console.WriteLine("This is a Debug build: its figures mean little. Use -c Release.");
#endif
Console.WriteLine($"{Environment.ProcessorCount} processors, {Environment.OSVersion}, .NET {Environment.Version}");
foreach (var (name, run) in sections)
{
    if ((args.Length == 0 && name is not ("queue" or "kills" or "store")) || args.Contains(name, StringComparer.OrdinalIgnoreCase))
    {
        await run();
    }
}

return 0;
