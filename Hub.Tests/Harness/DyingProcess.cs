using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Hub.Tests.Harness;

/// <summary>The process is gone: nothing that it still tries reaches the store.</summary>
internal sealed class ProcessDiedException() : Exception("The process has died.");

/// <summary>
/// A process that can die between any two writes: just before a commit, so that nothing of it is there, or just after,
/// so that nothing that should follow happens.
/// </summary>
internal sealed class DyingProcess : DbCommandInterceptor, IDbTransactionInterceptor, IDisposable
{
    private readonly CancellationTokenSource end = new();
    private int left = int.MaxValue;

    public bool IsDead => end.IsCancellationRequested;

    /// <summary>Cancelled when it dies.</summary>
    public CancellationToken Death => end.Token;

    /// <summary>It dies at the so manieth edge of a write from now; each write has two, before and after.</summary>
    public void DieAt(int edge) => Volatile.Write(ref left, edge);

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Before(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Before(command, result));

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (command.Transaction is null)
        {
            Edge();
        }

        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Live();
        return ValueTask.FromResult(result);
    }

    public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Live();
        Edge();
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Edge();
        return Task.CompletedTask;
    }

    public void Dispose() => end.Dispose();

    private InterceptionResult<int> Before(DbCommand command, InterceptionResult<int> result)
    {
        Live();
        if (command.Transaction is null)
        {
            Edge();
        }

        return result;
    }

    private void Edge()
    {
        if (Volatile.Read(ref left) != int.MaxValue && Interlocked.Decrement(ref left) <= 0)
        {
            end.Cancel();
            throw new ProcessDiedException();
        }
    }

    private void Live()
    {
        if (IsDead)
        {
            throw new ProcessDiedException();
        }
    }
}
