using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Limits;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Dispatch;

/// <summary>One node of the program as far as sending goes, on a store that it may share with others.</summary>
internal sealed class Node : IDisposable
{
    public Node(TestStore store, int lanes = 8, int? most = null, bool sms = true, TimeProvider? time = null, IReadOnlyList<IChannel>? channels = null, ChannelLimits? mailLimits = null, SmsOptions? smsOptions = null)
    {
        var clock = time ?? store.Time;
        var mail = Options.Create(new MailOptions { Mode = MailMode.Smtp, Connections = lanes, MostConnections = most ?? lanes, Limits = mailLimits ?? new() });
        var messages = Options.Create(smsOptions ?? new SmsOptions());
        var hub = Options.Create(new HubOptions { PublicUrl = "https://hub.example" });
        State = new DispatchState(mail);
        Signals = new CommitSignals();
        Claims = new Claims(store, store.Gate, clock);
        Committer = new OutcomeCommitter(store, store.Gate, Signals, Pulse, clock, NullLogger<OutcomeCommitter>.Instance);
        var courier = new Courier(channels ?? (sms ? [Mail, Sms] : [Mail]), new NoticeRenderer(hub), Claims, State, Signals, clock, NullLogger<Courier>.Instance);
        Holds = new Holds(store, store.Gate, Signals, Claims, clock);
        Bundler = new Bundler(store, store.Gate, Signals, Claims, clock);
        Admission = new Admission(new RateLimits(mail, messages, store), Holds, Bundler, Claims, clock);
        Sender = new Sender(Claims, Admission, courier, Committer, State, Pulse, Signals, mail, messages, hub, clock, NullLogger<Sender>.Instance);
    }

    public RecordingChannel Mail { get; } = new(Channel.Mail);

    public RecordingChannel Sms { get; } = new(Channel.Sms);

    public DispatchState State { get; }

    public DispatchPulse Pulse { get; } = new();

    public CommitSignals Signals { get; }

    public Claims Claims { get; }

    public OutcomeCommitter Committer { get; }

    public Admission Admission { get; }

    public Holds Holds { get; }

    public Bundler Bundler { get; }

    public Sender Sender { get; }

    public Task<int> Drain() => Sender.DrainOnce(TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Sender.Dispose();
        Committer.Dispose();
        Pulse.Dispose();
    }
}
