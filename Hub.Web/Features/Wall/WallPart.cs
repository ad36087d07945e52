using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Hub.Web.Features.Wall;

/// <summary>
/// A part of the wall that may fail without taking its neighbours along. Nobody stands there to press a button: it
/// tries again by itself with what is drawn next, but not more often than every five seconds.
/// </summary>
public sealed class WallPart : ErrorBoundary
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private DateTimeOffset failedAt;

    [Inject] public required TimeProvider Clock { get; init; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        // the chain of faults that a boundary bears in its life has no end on a screen that runs for a year
        MaximumErrorCount = int.MaxValue;
        ErrorContent = _ => builder =>
        {
            builder.OpenComponent<WallFailed>(0);
            builder.CloseComponent();
        };
    }

    /// <inheritdoc/>
    protected override Task OnErrorAsync(Exception exception)
    {
        failedAt = Clock.GetUtcNow();
        return base.OnErrorAsync(exception);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        base.OnParametersSet();
        if (CurrentException is not null && Clock.GetUtcNow() - failedAt >= RetryAfter)
        {
            Recover();
        }
    }
}
