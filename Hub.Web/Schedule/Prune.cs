using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Schedule;

/// <summary>Removes rows that have served their time. Never anything of the record.</summary>
public sealed class Prune(IDbContextFactory<HubDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>How long a call with an Idempotency-Key gets its first answer again.</summary>
    public static readonly TimeSpan AnswersKept = TimeSpan.FromHours(48);

    /// <summary>How long the change log reaches back.</summary>
    public static readonly TimeSpan ChangesKept = TimeSpan.FromDays(30);

    /// <summary>How long tests of addresses are kept.</summary>
    public static readonly TimeSpan ChecksKept = TimeSpan.FromDays(30);

    /// <summary>How long a message that came in is kept: far longer than a mailbox or gateway may bring it again. What it did stands in the record.</summary>
    public static readonly TimeSpan MessagesKept = TimeSpan.FromDays(90);

    /// <summary>Removes old answers; gives back how many.</summary>
    public async Task<int> Answers(CancellationToken cancellation)
    {
        var before = time.GetUtcNow() - AnswersKept;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        using var turn = await gate.Enter(cancellation);
        return await db.IdempotentAnswers.Where(a => a.At < before).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Removes old changes; gives back how many.</summary>
    public async Task<int> Changes(CancellationToken cancellation)
    {
        var before = time.GetUtcNow() - ChangesKept;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        using var turn = await gate.Enter(cancellation);
        return await db.Changes.Where(c => c.At < before).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Removes tests of addresses whose codes are long void; gives back how many.</summary>
    public async Task<int> Checks(CancellationToken cancellation)
    {
        var before = time.GetUtcNow() - ChecksKept;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        using var turn = await gate.Enter(cancellation);
        return await db.AddressChecks.Where(c => c.CreatedAt < before).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Removes old messages that came in; gives back how many.</summary>
    public async Task<int> Messages(CancellationToken cancellation)
    {
        var before = time.GetUtcNow() - MessagesKept;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        using var turn = await gate.Enter(cancellation);
        return await db.InboundMessages.Where(m => m.ReceivedAt < before).ExecuteDeleteAsync(cancellation);
    }
}
