using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>How ready the organisation is under the plan in force.</summary>
/// <param name="Version">The version in force.</param>
/// <param name="Plan">Its content.</param>
/// <param name="Result">What readiness finds.</param>
public sealed record ReadinessLook(PlanVersion Version, EmergencyPlan Plan, ReadinessResult Result)
{
    /// <summary>The gaps that hold at an instant, or begin within a time after it.</summary>
    public IReadOnlyList<Finding> GapsWithin(DateTimeOffset now, TimeSpan time) => [.. Result.GapsIn(new Span(now, now + time))];

    /// <summary>What people should look at first: a gap now or within a day, then what is found now, then the rest in its order.</summary>
    public IEnumerable<Finding> Urgent(DateTimeOffset now) => Result.Findings
        .OrderBy(f => f.Severity == FindingSeverity.Gap && f.Meets(new Span(now, now.AddDays(1))) ? 0 : f.Meets(new Span(now, now.AddMinutes(1))) ? 1 : 2);

    /// <summary>How many findings of a severity there are.</summary>
    public int Count(FindingSeverity severity) => Result.Findings.Count(f => f.Severity == severity);

    /// <summary>Until when nothing at all is found from an instant on, UTC; the end of what was looked at when that is all of it. Null: something is found at that instant.</summary>
    public DateTimeOffset? WellUntil(DateTimeOffset now)
    {
        var found = Result.Findings.SelectMany(f => f.Spans).Where(s => s.Until > now).ToList();
        if (found.Count == 0)
        {
            return Result.Interval.Until;
        }

        var first = found.Min(s => s.From);
        return first > now ? first : null;
    }
}

/// <summary>
/// How ready the organisation is over the next thirty days, for whoever asks: page, desk, wall, mail. Kept for a short while, and looked at
/// anew at once when something was written in the administration's record, as every change of directory, rotas and plan is.
/// </summary>
public sealed class ReadinessNow(IDbContextFactory<HubDbContext> contexts, PlanInForce plans, ChannelsInUse channels, TimeProvider time) : IDisposable
{
    /// <summary>Days that are looked ahead.</summary>
    public const int Days = 30;

    /// <summary>How long an answer is kept at most: what changes without a word in the record, as a bounced address does, shows after this.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1, 1);
    private (Guid PlanVersion, long Record, DateTimeOffset At, ReadinessLook Look)? kept;

    /// <summary>The next thirty days from now on; the beginning may be as old as <see cref="KeptFor"/>.</summary>
    public async Task<ReadinessLook> Get(CancellationToken cancellation = default)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var now = time.GetUtcNow();
            var (version, plan) = await plans.Load(db);
            var record = await db.Timeline.Where(t => t.Chain == "administration").MaxAsync(t => (long?)t.Number, cancellation) ?? 0;
            if (kept is { } known && known.PlanVersion == version.Id && known.Record == record && now >= known.At && now - known.At < KeptFor)
            {
                return known.Look;
            }

            var look = await Look(db, version, plan, now, now.AddDays(Days), cancellation);
            kept = (version.Id, record, now, look);
            return look;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Another stretch, looked at for this question alone.</summary>
    public async Task<ReadinessLook> Look(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (version, plan) = await plans.Load(db);
        return await Look(db, version, plan, from, until, cancellation);
    }

    /// <summary>What readiness looks at under a plan, in force or not: the directory as it stands, what the program can send by, and who may release and approve.</summary>
    /// <param name="db">The store.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<ReadinessInput> Input(HubDbContext db, EmergencyPlan plan, CancellationToken cancellation = default) => await Input(
        db, plan, await Rosters.Load(db), await db.ExternalBodies.AsNoTracking().ToDictionaryAsync(b => b.Key, StringComparer.Ordinal, cancellation), cancellation);

    /// <summary>The same under another directory, such as one that somebody thinks of.</summary>
    /// <param name="db">The store.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="roster">The directory's persons, offices, groups and rotas.</param>
    /// <param name="bodies">Its external bodies by key.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<ReadinessInput> Input(
        HubDbContext db, EmergencyPlan plan, Roster roster, IReadOnlyDictionary<string, ExternalBody> bodies, CancellationToken cancellation = default)
    {
        var rights = await RightsOf(db, cancellation);
        return new ReadinessInput(plan, roster, bodies)
        {
            Channels = channels(),
            Robots = (await db.Robots.Where(r => !r.IsOff).Select(r => r.Key).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal),

            // Before anybody can sign in, that nobody may release or approve says nothing.
            MayRelease = rights.Count == 0 ? null : With(Right.ReleaseOutside),
            MayApprove = rights.Count == 0 ? null : With(Right.Approve),
        };

        HashSet<Guid> With(Right right) => [.. rights.Where(r => r.Value.HasFlag(right)).Select(r => r.Key)];
    }

    /// <summary>The rights of every person with an account that is open.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Right>> RightsOf(HubDbContext db, CancellationToken cancellation = default)
    {
        var roles = await db.Users.Where(u => !u.IsDisabled)
            .Join(db.UserRoles, u => u.Id, r => r.UserId, (u, r) => new { u.PersonId, r.RoleId })
            .Join(db.Roles, p => p.RoleId, r => r.Id, (p, r) => new { p.PersonId, r.Name })
            .ToListAsync(cancellation);
        return roles.GroupBy(r => r.PersonId).ToDictionary(
            g => g.Key,
            g => RoleRights.Of(g.Select(r => Enum.TryParse<Role>(r.Name, out var role) ? role : default)));
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task<ReadinessLook> Look(HubDbContext db, PlanVersion version, EmergencyPlan plan, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation) =>
        new(version, plan, ReadinessCheck.Of(await Input(db, plan, cancellation), from.Stored(), until.Stored()));
}
