using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Web.Features.Readiness;

/// <summary>Says how ready the organisation is under the plan in force.</summary>
public sealed class ShowReadiness(ReadinessNow readiness, TimeProvider time)
{
    /// <summary>Longest stretch that may be asked for.</summary>
    public static readonly TimeSpan LongestStretch = TimeSpan.FromDays(92);

    /// <summary>The next thirty days. Refused: without the right to read.</summary>
    public async Task<Outcome<ReadinessLook>> Run(Caller caller, CancellationToken cancellation = default) =>
        caller.Has(Right.Read) ? await readiness.Get(cancellation) : Refusal.NotAllowed();

    /// <summary>A stretch. Refused: without the right to read; an end that is not later than the beginning, or over 92 days after it.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="from">First instant; null: now.</param>
    /// <param name="until">First instant that is not asked for; null: thirty days later.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Outcome<ReadinessLook>> Run(Caller caller, DateTimeOffset? from, DateTimeOffset? until, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        if (from is null && until is null)
        {
            return await readiness.Get(cancellation);
        }

        var begin = from ?? time.GetUtcNow();
        if (begin > DateTimeOffset.MaxValue.AddDays(-ReadinessNow.Days - 1))
        {
            return Refusal.Invalid("from", "Unknown");
        }

        var end = until ?? begin.AddDays(ReadinessNow.Days);
        return end <= begin || end - begin > LongestStretch
            ? Refusal.Invalid("until", "StretchWrong", LongestStretch.Days)
            : await readiness.Look(begin, end, cancellation);
    }
}
