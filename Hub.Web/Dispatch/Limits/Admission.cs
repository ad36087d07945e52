using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;

namespace Hub.Web.Dispatch.Limits;

/// <summary>
/// Decides which claimed deliveries leave now, which are held back by a rate limit, and which travel together. Only notices of
/// grades Ⅲ and Ⅳ ever wait; what waited for one address leaves as one message.
/// </summary>
internal sealed class Admission(RateLimits limits, Holds holds, Bundler bundler, Claims claims, TimeProvider time)
{
    /// <summary>What is sent sooner than this has not waited.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    /// <summary>How often it is looked at what waits long for the limit of its channel.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    /// <summary>How often it is looked whether something has waited as long as it may.</summary>
    private static readonly TimeSpan LetEvery = TimeSpan.FromSeconds(1);

    private DateTimeOffset nextLook = DateTimeOffset.MinValue;
    private DateTimeOffset nextLet = DateTimeOffset.MinValue;
    private HashSet<Guid> let = [];

    /// <summary>Channels through which nothing of grades Ⅲ and Ⅳ may be claimed now, but for what has waited as long as a limit may hold it.</summary>
    public async Task<Paced> Paced(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var channels = limits.IsAny ? limits.Paced(now) : [];
        if (channels.Count > 0 && now >= nextLet)
        {
            let = [.. await holds.HeldLongEnough(channels, cancellation)];
            nextLet = now + LetEvery;
        }

        return new Paced(channels, channels.Count == 0 ? [] : let);
    }

    /// <summary>Parts what leaves at once, whatever else happens, from what may have to wait; the first is counted by the limits.</summary>
    public (IReadOnlyList<Claimed> AtOnce, IReadOnlyList<Claimed> MayWait) Part(IReadOnlyList<Claimed> claimed)
    {
        var parts = claimed.ToLookup(MayWait);
        foreach (var item in parts[false].Where(i => i.Unwanted() is null))
        {
            Count(item);
        }

        return ([.. parts[false]], [.. parts[true]]);
    }

    /// <summary>Of those that may have to wait, the ones that leave now, in the order of the claim; the others have been held back, given back or bundled.</summary>
    public async Task<IReadOnlyList<Claimed>> Admit(IReadOnlyList<Claimed> claimed, CancellationToken cancellation)
    {
        if (!limits.IsAny && claimed.Count == 0)
        {
            return claimed;
        }

        try
        {
            await Say(cancellation);
            await limits.Fill(time.GetUtcNow(), cancellation);
            var choice = new Choice();
            foreach (var group in claimed.OrderBy(i => i.Delivery.Rank).ThenBy(i => i.Delivery.NextAttemptAt).GroupBy(Key.Of))
            {
                if (group.First().Delivery.Rank > choice.GravestBundle)
                {
                    // A bundle was just made of what is graver, and is not claimed yet: it leaves first.
                    choice.Back.AddRange(group);
                    continue;
                }

                await Judge([.. group], choice, cancellation);
            }

            await holds.Hold(choice.Held, cancellation);
            await holds.GiveBack(choice.Back, cancellation);
            return choice.Leaves.Count == claimed.Count ? claimed : [.. claimed.Where(i => choice.Leaves.Contains(i.Id))];
        }
        catch
        {
            // Nobody works on them: their leases must run out, not be renewed.
            foreach (var item in claimed)
            {
                claims.Forget(item);
            }

            throw;
        }
    }

    /// <summary>Counts what leaves without having been claimed: it is grave, waits for no limit and uses it up.</summary>
    public void Count(Claimed grave) => limits.Take(grave.Delivery.Channel, grave.Delivery.Address, grave.At);

    /// <summary>What waits for the limit of its channel is not claimed; the record hears of it when that takes long.</summary>
    private async Task Say(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!limits.IsAny || now < nextLook)
        {
            return;
        }

        nextLook = now + LookEvery;
        foreach (var channel in limits.Paced(now))
        {
            await holds.SayPaced(channel, limits.Each(channel), cancellation);
        }
    }

    /// <summary>A wanted notice of grade Ⅲ or Ⅳ, or a bundle of such.</summary>
    private static bool MayWait(Claimed item) =>
        item.Delivery.Rank > (int)Grade.II && item.Delivery.Channel is Channel.Mail or Channel.Sms && (item.Notice is not null || item.Bundle is not null) && item.Unwanted() is null;

    private async Task Judge(List<Claimed> group, Choice choice, CancellationToken cancellation)
    {
        var (channel, address, now) = (group[0].Delivery.Channel, group[0].Delivery.Address, group[0].At);
        if (limits.FreeAt(channel, now) > now && !group.Exists(i => let.Contains(i.Id)))
        {
            choice.Back.AddRange(group);
            return;
        }

        var free = limits.FreeAt(channel, address, now);
        var atLatest = group.Min(i => i.HoldAtMostUntil(free));
        if (free > now && atLatest > now)
        {
            choice.Held.AddRange(group.Select(i => (i, atLatest)));
            return;
        }

        if (Waited(group, now) && await bundler.Bundle(group, cancellation) is { Count: > 0 } bundled)
        {
            // The bundle's one message is claimed and counted like any other.
            choice.GravestBundle = Math.Min(choice.GravestBundle, group.Where(i => bundled.Contains(i.Id)).Min(i => i.Delivery.Rank));
            group.RemoveAll(i => bundled.Contains(i.Id));
        }

        foreach (var item in group)
        {
            // What is less grave than the bundle just made of its neighbours, as after an attempt of its own, leaves after it too.
            if (item.Delivery.Rank > choice.GravestBundle || (limits.FreeAt(channel, now) > now && !let.Contains(item.Id)))
            {
                choice.Back.Add(item);
            }
            else if (limits.FreeAt(channel, address, now) is var until && until > now && item.HoldAtMostUntil(until) is var latest && latest > now)
            {
                choice.Held.Add((item, latest));
            }
            else
            {
                limits.Take(channel, address, now);
                choice.Leaves.Add(item.Id);
            }
        }
    }

    private static bool Waited(List<Claimed> group, DateTimeOffset now) =>
        group[0].Bundle is null && (group.Exists(i => i.Delivery.HeldBecause is not null) || (group.Count > 1 && group.TrueForAll(i => now - i.Delivery.CreatedAt > Short)));

    /// <summary>What may travel together: to one person at one address, a drill never with what is real. A bundle stands alone.</summary>
    private readonly record struct Key(Guid To, Channel Channel, string Address, bool IsDrill)
    {
        public static Key Of(Claimed item) => new(item.Notice?.PersonId ?? item.Id, item.Delivery.Channel, item.Delivery.Address, item.Notice?.IsDrill ?? false);
    }

    private sealed class Choice
    {
        public HashSet<Guid> Leaves { get; } = [];

        public List<(Claimed Item, DateTimeOffset Until)> Held { get; } = [];

        public List<Claimed> Back { get; } = [];

        /// <summary>Rank of the gravest that was bundled.</summary>
        public int GravestBundle { get; set; } = int.MaxValue;
    }
}
