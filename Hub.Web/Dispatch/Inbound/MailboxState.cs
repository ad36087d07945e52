using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace Hub.Web.Dispatch.Inbound;

/// <summary>Whether the mailbox for answers can be read on this node, for the banner and the metrics. No reason to call the engine ill: every notice can be answered by its link.</summary>
public sealed class MailboxState
{
    private readonly bool isOn;
    private Fault? fault;
    private int withheld;

    /// <summary>Made once, from the settings.</summary>
    public MailboxState(IOptions<MailOptions> mail, IMeterFactory meters)
    {
        isOn = mail.Value.Inbound.IsOn;
        meters.Create("Hub.Inbound").CreateObservableGauge("hub.inbound.mailbox_up", Up, "{mailbox}", "1 while the mailbox for answers can be read, 0 while it cannot.");
    }

    /// <summary>Since when the mailbox cannot be read, UTC; null while it can, or none is read.</summary>
    public DateTimeOffset? DownSince => Volatile.Read(ref fault)?.Since;

    /// <summary>What is wrong, without secrets.</summary>
    public string? Error => Volatile.Read(ref fault)?.Error;

    /// <summary>Mails that the server did not give out however often it was asked; all others are read.</summary>
    public int Withheld
    {
        get => Volatile.Read(ref withheld);
        internal set => Volatile.Write(ref withheld, value);
    }

    /// <summary>True when that is news.</summary>
    internal bool GoDown(string error, DateTimeOffset now)
    {
        var before = Volatile.Read(ref fault);
        Volatile.Write(ref fault, new Fault(before?.Since ?? now, error));
        return before is null;
    }

    /// <summary>True when that is news.</summary>
    internal bool ComeBack() => Interlocked.Exchange(ref fault, null) is not null;

    private IEnumerable<Measurement<int>> Up() => isOn ? [new Measurement<int>(DownSince is null ? 1 : 0)] : [];

    private sealed record Fault(DateTimeOffset Since, string Error);
}
