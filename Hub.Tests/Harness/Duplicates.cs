namespace Hub.Tests.Harness;

/// <summary>Mails that a relay took more than once, and which death of the sender each is charged to.</summary>
/// <param name="AtKill">For each death: how many mails of before it came once more after it.</param>
/// <param name="WithoutKill">How many came once more although nobody had died in between: always a fault.</param>
public sealed record Duplicates(IReadOnlyList<int> AtKill, int WithoutKill)
{
    /// <summary>Counts them.</summary>
    /// <param name="mails">What the relay took, from the first sender to the last.</param>
    /// <param name="restarts">When each next sender started, in order, as timestamps of <see cref="System.Diagnostics.Stopwatch"/>: what the relay took until then it had from the dead one.</param>
    public static Duplicates Of(IEnumerable<SunkMail> mails, IReadOnlyList<long> restarts)
    {
        var atKill = new int[restarts.Count];
        var without = 0;
        foreach (var same in mails.GroupBy(m => m.MessageId, StringComparer.Ordinal))
        {
            int? before = null;
            foreach (var life in same.Select(m => restarts.Count(r => r <= m.At)).Order())
            {
                if (before == life)
                {
                    without++;
                }
                else if (before is { } died)
                {
                    atKill[died]++;
                }

                before = life;
            }
        }

        return new Duplicates(atKill, without);
    }
}
