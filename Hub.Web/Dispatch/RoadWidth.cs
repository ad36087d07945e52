namespace Hub.Web.Dispatch;

/// <summary>What happened on a road since the last look.</summary>
/// <param name="Span">How long that was.</param>
/// <param name="Accepted">Messages that the other side took.</param>
/// <param name="Answer">How long each took to be handed over, on average.</param>
/// <param name="Waiting">Messages that wait for a lane.</param>
internal sealed record Traffic(TimeSpan Span, int Accepted, TimeSpan Answer, int Waiting)
{
    /// <summary>Connections that the other side would not open beside those that it has.</summary>
    public int Refused { get; init; }

    /// <summary>True while the other side cannot be reached.</summary>
    public bool IsDown { get; init; }

    /// <summary>Accepted messages a second.</summary>
    public double Rate => Span > TimeSpan.Zero ? Accepted / Span.TotalSeconds : 0;
}

/// <summary>
/// How many lanes of a road are open. It doubles them while messages wait and the other side's answers are what takes the time,
/// keeps a doubling only when more gets through by it, takes no more connections than the other side does, and goes back to where
/// it began when nothing waits. Not safe for several threads.
/// </summary>
/// <param name="start">Where it begins, from 1.</param>
/// <param name="most">The most that it opens; <paramref name="start"/> or less: the number never grows.</param>
internal sealed class RoadWidth(int start, int most)
{
    /// <summary>Quicker answers than this are not what takes the time: more lanes would only share the same processor and disk.</summary>
    public static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(5);

    /// <summary>After a doubling that brought nothing, or a refusal, it is not tried again for so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What a doubling must bring: by so many times more must get through.</summary>
    private const double Worth = 1.25;

    private readonly int start = start;
    private readonly int widest = Math.Max(start, most);
    private (int Width, double Rate, bool IsFresh)? trial;
    private TimeSpan waits;
    private TimeSpan idle;

    /// <summary>How many lanes are open.</summary>
    public int Now { get; private set; } = start;

    /// <summary>Decides anew.</summary>
    public void Look(Traffic seen)
    {
        waits = seen.Span < waits ? waits - seen.Span : TimeSpan.Zero;
        if (seen.IsDown)
        {
            (trial, Now) = (null, Math.Min(Now, start));
        }
        else if (seen.Refused > 0)
        {
            (trial, Now, waits) = (null, Math.Max(1, Now - seen.Refused), Patience);
        }
        else if (seen.Waiting < Now)
        {
            Rest(seen.Span);
        }
        else
        {
            idle = TimeSpan.Zero;
            Busy(seen);
        }
    }

    private void Rest(TimeSpan span)
    {
        trial = null;
        idle += span;
        if (idle >= Patience)
        {
            // What was refused some time ago may be taken again.
            Now = start;
        }
    }

    private void Busy(Traffic seen)
    {
        switch (trial)
        {
            case { IsFresh: true } fresh:
                // The new lanes had to connect and sign in first.
                trial = fresh with { IsFresh = false };
                return;
            case { } tried when seen.Rate < tried.Rate * Worth:
                (trial, Now, waits) = (null, tried.Width, Patience);
                return;
        }

        trial = null;
        if (waits == TimeSpan.Zero && seen.Answer >= Quick && Now < widest)
        {
            trial = (Now, seen.Rate, true);
            Now = Math.Min(widest, Now * 2);
        }
    }
}
