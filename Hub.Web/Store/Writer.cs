using System.Security.Cryptography;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>
/// Carries out a command in one transaction: decide, react, write state and record, commit; then wake sender,
/// schedule and feed. A conflict with another writer is retried by deciding again, never by overwriting.
/// </summary>
public sealed class Writer(IDbContextFactory<HubDbContext> contexts, WriteGate gate, CommitSignals signals, TimeProvider time, Receipt receipt)
{
    private const int MostAttempts = 20;

    /// <summary>Runs a command. What it returns as a refusal is rolled back.</summary>
    public async Task<Outcome<T>> Run<T>(Caller caller, Func<Work, Task<Outcome<T>>> decide, CancellationToken cancellation = default)
        where T : notnull
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Attempt(caller, decide, cancellation);
            }
            catch (Exception e) when (attempt < MostAttempts && Conflicts.IsConflict(e))
            {
                // Somebody else wrote first: decide again on what stands now. A moment apart, so that many who acknowledge
                // at once on several nodes do not all meet again; by the machine's clock, since it is no time of anybody's.
                await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1 + (10 * attempt))), TimeProvider.System, cancellation);
            }
            catch (Exception e) when (Conflicts.IsFull(e))
            {
                // The watchman proves whether it is so still, and says it to the outside.
                signals.IsStoreFull = true;
                throw;
            }
        }
    }

    private async Task<Outcome<T>> Attempt<T>(Caller caller, Func<Work, Task<Outcome<T>>> decide, CancellationToken cancellation)
        where T : notnull
    {
        using var turn = await gate.Enter(cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (receipt.Scope is { } scope && await db.IdempotentAnswers.AsNoTracking().FirstOrDefaultAsync(a => a.Scope == scope, cancellation) is { } earlier)
        {
            receipt.Earlier = earlier;
            return Refusal.Conflict("RepeatedCall");
        }

        var work = new Work(db, caller, time.GetUtcNow().Stored());
        var outcome = await decide(work);
        if (outcome.IsRefused)
        {
            return outcome;
        }

        if (receipt is { Scope: not null, Answer: not null })
        {
            var (status, body) = receipt.Answer(outcome.Value);
            db.IdempotentAnswers.Add(new IdempotentAnswer { Scope = receipt.Scope, BodyHash = receipt.BodyHash, Status = status, Body = body, At = work.Now });
        }

        await work.Save(signals, cancellation);
        await transaction.CommitAsync(cancellation);
        work.Tell(signals);
        return outcome;
    }
}
