using Hub.Web.Store;

namespace Hub.Web.Setup.Commands;

/// <summary><c>timeline verify</c>: shows an auditor that the record is as it was written, or where it is not.</summary>
internal static class TimelineCommands
{
    public static Command[] All { get; } = [new("timeline verify", "[--incident INC-2026-0001] [--head HASH]", Verify)];

    private static async Task<int> Verify(CommandCall call)
    {
        if (call["head"] is not null && call["incident"] is null)
        {
            return await call.Fail("timeline verify: --head needs --incident, since every incident has a chain of its own.");
        }

        var states = await call.Services.GetRequiredService<RecordCheck>().Run(call["incident"], call["head"]);
        if (states.Count == 0 && call["incident"] is { } unknown)
        {
            return await call.Fail($"timeline verify: there is no chain {unknown}.");
        }

        foreach (var state in states)
        {
            await call.Out.WriteLineAsync(Line(state));
        }

        var broken = states.Count(s => s.Fault is not null);
        return broken == 0 ? 0 : await call.Fail($"{broken} of {states.Count} chain(s) broken.");
    }

    private static string Line(ChainState state) => state switch
    {
        { Fault: { } fault } => $"{state.Chain}: BROKEN, {fault}. Sound before it: {state.Count} entries.",
        { Asked: { } number } when number < state.Count => $"{state.Chain}: unbroken, {state.Count} entries, head {state.Head}; the noted head is entry {number}.",
        _ => $"{state.Chain}: unbroken, {state.Count} entries, head {state.Head}",
    };
}
