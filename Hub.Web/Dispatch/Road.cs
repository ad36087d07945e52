using Hub.Domain.People;

namespace Hub.Web.Dispatch;

/// <summary>
/// Channels that share lanes and a queue. What leaves through the relay has a road of its own, so that a relay which hangs
/// holds up no short message and no robot.
/// </summary>
/// <param name="first">Number of its first lane.</param>
/// <param name="lanes">How many lanes it has: each hands over one message at a time.</param>
/// <param name="channels">What travels on it.</param>
internal sealed class Road(int first, int lanes, params IReadOnlyCollection<Channel> channels) : IDisposable
{
    /// <summary>How many claims a lane has ahead of it: enough that a claim's own commit is shared by many, since what is graver overtakes anyway.</summary>
    private const int Ahead = 12;

    /// <summary>From how few claims a lane on there are new ones.</summary>
    private const int Low = 4;

    /// <summary>Lanes of the channels that do not use the relay.</summary>
    private const int LanesBesideMail = 4;

    private volatile bool mayBeMore;

    public Ready Ready { get; } = new();

    public IEnumerable<int> Lanes => Enumerable.Range(first, lanes);

    /// <summary>True when the last look may not have found everything that is due.</summary>
    public bool MayBeMore
    {
        get => mayBeMore;
        set => mayBeMore = value;
    }

    /// <summary>True when it is time for new claims.</summary>
    public bool IsLow => Ready.Count <= lanes * Low;

    /// <summary>How many claims it can take.</summary>
    public int Room => (lanes * Ahead) - Ready.Count;

    /// <summary>Channels that do not travel on it.</summary>
    public IEnumerable<Channel> Others => Enum.GetValues<Channel>().Except(channels);

    /// <summary>The roads of a program: the relay's, which mail-to-SMS shares, and one for the rest.</summary>
    public static IReadOnlyList<Road> Of(MailOptions mail, SmsOptions sms)
    {
        var connections = Math.Clamp(mail.Connections, 1, 256);
        return sms.Mode == SmsMode.Mail
            ? [new Road(0, connections, Channel.Mail, Channel.Sms), new Road(connections, LanesBesideMail, Channel.Robot)]
            : [new Road(0, connections, Channel.Mail), new Road(connections, LanesBesideMail, Channel.Sms, Channel.Robot)];
    }

    public bool Carries(Channel channel) => channels.Contains(channel);

    public void Dispose() => Ready.Dispose();
}
