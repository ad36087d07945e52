namespace Hub.Web.Dispatch;

/// <summary>Counts what happens on a road between two looks at it. Safe for several threads.</summary>
internal sealed class RoadMeter
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);

    private readonly Lock guard = new();
    private long since;
    private int handedOver;
    private int accepted;
    private int refused;
    private TimeSpan taken;
    private TimeSpan usual;

    /// <summary>A message was handed over, or not.</summary>
    public void Note(AttemptOutcome? outcome, TimeSpan took)
    {
        if (outcome is null)
        {
            return;
        }

        lock (guard)
        {
            refused += outcome.Rest is null ? 0 : 1;
            if (outcome.Kind is OutcomeKind.Accepted or OutcomeKind.Temporary or OutcomeKind.Permanent)
            {
                handedOver++;
                accepted += outcome.Kind == OutcomeKind.Accepted ? 1 : 0;
                taken += took;
            }
        }
    }

    /// <summary>What happened since the last look; null while that is too short to say anything: a quarter of a second, or two answers.</summary>
    public Traffic? Read(long now, TimeProvider time, int waiting, bool isDown)
    {
        lock (guard)
        {
            since = since == 0 ? now : since;
            var span = time.GetElapsedTime(since, now);
            if (span < Shortest || (span < usual * 2 && !isDown))
            {
                return null;
            }

            usual = handedOver > 0 ? taken / handedOver : usual;
            var seen = new Traffic(span, accepted, usual, waiting) { Refused = refused, IsDown = isDown };
            (since, handedOver, accepted, refused, taken) = (now, 0, 0, 0, TimeSpan.Zero);
            return seen;
        }
    }
}
