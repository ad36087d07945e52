using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Features.Drills;

/// <summary>
/// Plays the Code Red II case (S9) as a drill on the same code as everything else, under a drill copy of the plan
/// with its times divided by sixty; the clock is never scaled. For newcomers: Development with sample data only.
/// </summary>
public sealed partial class SampleEmergency(IServiceScopeFactory scopes, IDbContextFactory<HubDbContext> contexts, TimeProvider time, IHostApplicationLifetime lifetime, IHostEnvironment environment, IOptions<HubOptions> options, ILogger<SampleEmergency> log)
{
    private const int Divisor = 60;
    private int running;

    /// <summary>True where it may be played: in Development with sample data.</summary>
    public bool IsOffered => environment.IsDevelopment() && options.Value.SampleData != false;

    /// <summary>True while it plays.</summary>
    public bool IsRunning => Volatile.Read(ref running) == 1;

    /// <summary>Starts it and returns at once. Refused: where it is not offered; without <see cref="Right.Report"/>; it plays already; there is no sample organisation.</summary>
    /// <param name="caller">Who starts it.</param>
    /// <param name="culture">Language of what the players write.</param>
    public async Task<Outcome<bool>> Start(Caller caller, string culture)
    {
        if (!IsOffered || !caller.Has(Right.Report))
        {
            return Refusal.NotAllowed();
        }

        if (Interlocked.Exchange(ref running, 1) == 1)
        {
            return Refusal.Conflict("SampleEmergencyRuns");
        }

        try
        {
            var cast = await SampleCast.Load(contexts, time.GetUtcNow());
            if (cast is null)
            {
                Volatile.Write(ref running, 0);
                return Refusal.Conflict("SampleOrganisationMissing");
            }

            var plan = await DrillCopy(caller);
            _ = Task.Run(() => Play(cast, plan, culture), CancellationToken.None);
            return true;
        }
        catch
        {
            Volatile.Write(ref running, 0);
            throw;
        }
    }

    private async Task<Guid> DrillCopy(Caller caller)
    {
        await using var scope = scopes.CreateAsyncScope();
        var plans = scope.ServiceProvider.GetRequiredService<PlanInForce>();
        var made = await scope.ServiceProvider.GetRequiredService<Writer>().Run<PlanVersion>(caller, async work =>
        {
            var (version, plan) = await plans.Load(work.Db);
            var copy = await work.Db.PlanVersions.FirstOrDefaultAsync(v => v.PlanKey == version.PlanKey && v.Number == version.Number && v.IsDrillCopy);
            if (copy is null)
            {
                copy = PlanVersion.ForDrill(plan.Quickened(Divisor), version.Number, work.Now);
                work.Db.PlanVersions.Add(copy);
            }

            return copy;
        });
        return made.Value.Id;
    }

    private async Task Play(SampleCast cast, Guid plan, string culture)
    {
        try
        {
            var start = time.GetTimestamp();
            var play = new SamplePlay(scopes, contexts, cast, plan, culture);
            foreach (var (at, act) in play.Script)
            {
                var wait = at - time.GetElapsedTime(start);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, time, lifetime.ApplicationStopping);
                }

                await act();
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The program stops; the drill stays as it is.
        }
#pragma warning disable CA1031 // nobody awaits the play: what goes wrong is told in the log
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogBroken(e);
        }
        finally
        {
            Volatile.Write(ref running, 0);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sample emergency broke off.")]
    private partial void LogBroken(Exception exception);
}
