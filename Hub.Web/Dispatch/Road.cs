using Hub.Domain.People;

namespace Hub.Web.Dispatch;

/// <summary>
/// Channels that share lanes and a queue. What leaves through the relay has roads of its own, so that a relay which hangs
/// holds up no gateway and no robot. A lane hands over one message at a time, as long as something waits and the lane is open.
/// </summary>
/// <param name="first">Number of its first lane.</param>
/// <param name="width">How many lanes are open.</param>
/// <param name="channels">What travels on it.</param>
internal sealed class Road(int first, RoadWidth width, params IReadOnlyCollection<Channel> channels)
{
    /// <summary>How many claims a lane has ahead of it: enough that a claim's own commit is shared by many, since what is graver overtakes anyway.</summary>
    private const int Ahead = 12;

    /// <summary>From how few claims a lane on there are new ones.</summary>
    private const int Low = 4;

    /// <summary>Lanes of the channels that do not use the relay, and of mail-to-SMS.</summary>
    private const int LanesBesideMail = 4;

    /// <summary>The most lanes that <c>Mail:MostConnections</c> may ask for.</summary>
    private const int Most = 256;

    private readonly Lock guard = new();
    private readonly Dictionary<int, Task> working = [];
    private readonly RoadMeter meter = new();
    private IDriver? driver;
    private CancellationToken over;
    private volatile bool mayBeMore;

    /// <summary>Who works the lanes.</summary>
    public interface IDriver
    {
        /// <summary>Carries one message to its end. Returns the one that it took ahead for this lane by <see cref="TakeAhead"/>, if any.</summary>
        Task<Claimed?> Carry(Road road, Claimed item, int lane);

        /// <summary>A lane is closed: what it keeps open may end.</summary>
        Task Leave(Road road, int lane);
    }

    public Ready Ready { get; } = new();

    /// <summary>What travels on it.</summary>
    public IReadOnlyCollection<Channel> Channels => channels;

    /// <summary>Channels that do not travel on it.</summary>
    public IEnumerable<Channel> Others => Enum.GetValues<Channel>().Except(channels);

    /// <summary>How many lanes are open.</summary>
    public int Width
    {
        get
        {
            lock (guard)
            {
                return width.Now;
            }
        }
    }

    /// <summary>The lanes that are open.</summary>
    public IEnumerable<int> Lanes => Enumerable.Range(first, Width);

    /// <summary>True when the last look may not have found everything that is due.</summary>
    public bool MayBeMore
    {
        get => mayBeMore;
        set => mayBeMore = value;
    }

    /// <summary>True when it is time for new claims.</summary>
    public bool IsLow => Ready.Count <= Width * Low;

    /// <summary>How many claims it can take.</summary>
    public int Room => (Width * Ahead) - Ready.Count;

    /// <summary>The roads of a program: the relay's; one for mail-to-SMS, which has connections of its own to the relay; and one for the rest.</summary>
    public static IReadOnlyList<Road> Of(MailOptions mail, SmsOptions sms)
    {
        var start = Math.Clamp(mail.Connections, 1, Most);
        var widest = Math.Clamp(mail.MostConnections, start, Most);
        var relay = new Road(0, new RoadWidth(start, widest), Channel.Mail);
        return sms.Mode == SmsMode.Mail
            ? [relay, Fixed(widest, Channel.Sms), Fixed(widest + LanesBesideMail, Channel.Robot)]
            : [relay, Fixed(widest, Channel.Sms, Channel.Robot)];
    }

    public bool Carries(Channel channel) => channels.Contains(channel);

    /// <summary>From now on its lanes work, until the end.</summary>
    public void Open(IDriver by, CancellationToken end)
    {
        (driver, over) = (by, end);
        Go();
    }

    /// <summary>One more waits.</summary>
    /// <exception cref="ObjectDisposedException">Nobody works here any more.</exception>
    public void Add(Claimed item)
    {
        ObjectDisposedException.ThrowIf(over.IsCancellationRequested, this);
        Ready.Add(item);
        Go();
    }

    /// <summary>Returns when no lane works any more: after the end.</summary>
    public async Task Closed()
    {
        while (true)
        {
            Task[] running;
            lock (guard)
            {
                running = [.. working.Values];
            }

            if (running.Length == 0)
            {
                return;
            }

            await Task.WhenAll(running);
        }
    }

    /// <summary>
    /// The lane's next message, so that it can be written while the outcome of the last one is committed; null when nothing
    /// waits or the lane closes. Whoever takes it has the lane carry it.
    /// </summary>
    public Claimed? TakeAhead(int lane) => !over.IsCancellationRequested && IsOpen(lane) ? Ready.Take() : null;

    /// <summary>A message was handed over, or not.</summary>
    public void Note(AttemptOutcome? outcome, TimeSpan took) => meter.Note(outcome, took);

    /// <summary>Opens or closes lanes, when it is time to look at that again.</summary>
    /// <param name="now">A timestamp of the clock.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isDown">True while what travels here cannot be reached.</param>
    public void Adapt(long now, TimeProvider time, bool isDown)
    {
        if (meter.Read(now, time, Ready.Count + (MayBeMore ? Width : 0), isDown) is not { } seen)
        {
            return;
        }

        lock (guard)
        {
            var before = width.Now;
            width.Look(seen);
            for (var lane = first + width.Now; lane < first + before; lane++)
            {
                // A lane that works closes itself when it is done.
                if (!working.ContainsKey(lane))
                {
                    var closing = lane;
                    working[lane] = Task.Run(() => Close(closing), CancellationToken.None);
                }
            }
        }

        Go();
    }

    private static Road Fixed(int first, params IReadOnlyCollection<Channel> channels) => new(first, new RoadWidth(LanesBesideMail, LanesBesideMail), channels);

    /// <summary>Has free lanes work on what waits, the first ones first: their connections are the warm ones.</summary>
    private void Go()
    {
        lock (guard)
        {
            if (driver is null || over.IsCancellationRequested)
            {
                return;
            }

            var waiting = Ready.Count;
            for (var lane = first; waiting > 0 && lane < first + width.Now; lane++)
            {
                if (working.ContainsKey(lane))
                {
                    continue;
                }

                var free = lane;
                working[lane] = Task.Run(() => Work(free), CancellationToken.None);
                waiting--;
            }
        }
    }

    private async Task Work(int lane)
    {
        Claimed? ahead = null;
        while (!over.IsCancellationRequested && (ahead ?? TakeAhead(lane)) is { } item)
        {
            // What became due since it was taken ahead, and is graver, leaves before it.
            ahead = await driver!.Carry(this, item, lane) is { } taken ? Ready.Graver(taken) : null;
        }

        await Close(lane);
    }

    private async Task Close(int lane)
    {
        if (!IsOpen(lane))
        {
            await driver!.Leave(this, lane);
        }

        lock (guard)
        {
            working.Remove(lane);
        }

        // Something may have come just before, and have found every lane at work.
        Go();
    }

    private bool IsOpen(int lane) => lane < first + Width;
}
