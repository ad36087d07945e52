using System.Diagnostics.Metrics;
using Hub.Domain.Notices;
using Hub.Domain.People;

namespace Hub.Web.Features.Notices;

/// <summary>Counts what comes in, in the meter <c>Hub.Inbound</c>.</summary>
public sealed class InboundMeter(IMeterFactory meters)
{
    private readonly Counter<long> messages = meters.Create("Hub.Inbound").CreateCounter<long>("hub.inbound.messages", "{message}", "Messages taken in, by channel and by what was made of them.");

    /// <summary>A message was taken; one that was taken before does not count.</summary>
    public void Taken(Channel channel, Answered answered)
    {
        if (!answered.WasBefore)
        {
            messages.Add(1, new KeyValuePair<string, object?>("channel", channel.ToString().ToLowerInvariant()), new KeyValuePair<string, object?>("verdict", Name(answered.Verdict)));
        }
    }

    private static string Name(InboundVerdict verdict) => char.ToLowerInvariant(verdict.ToString()[0]) + verdict.ToString()[1..];
}
