using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Hub.Tests.Harness;

/// <summary>
/// The wait of tests whose other side runs by the machine's clock: for a state, never for a time. The patience is for a
/// machine that has much else to do: a test that says how quick something must be measures it besides.
/// </summary>
internal static class Soon
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>How many renders of a page with all its parts a burst may cost that began then: a slow machine spreads it over more of the windows in which changes are drawn together.</summary>
    /// <param name="began">Timestamp of its beginning.</param>
    public static int Renders(long began) => 40 + (int)(12 * (Stopwatch.GetElapsedTime(began) / Hub.Web.Live.Throttler.Window));

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until it is so; fails the test after two minutes, with what was awaited.</summary>
    /// <param name="state">What must become so.</param>
    /// <param name="more">What else is worth knowing when it did not.</param>
    /// <param name="what">What was awaited; filled in by the compiler.</param>
    public static async Task Until(Func<Task<bool>> state, Func<string>? more = null, [CallerArgumentExpression(nameof(state))] string what = "")
    {
        var began = Stopwatch.GetTimestamp();
        while (!await state())
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                Assert.Fail($"It did not come about within {Patience.TotalMinutes:0} minutes: {what} {more?.Invoke()}");
            }

            await Task.Delay(LookEvery, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc cref="Until(Func{Task{bool}}, Func{string}?, string)"/>
    public static Task Until(Func<bool> state, Func<string>? more = null, [CallerArgumentExpression(nameof(state))] string what = "") =>
        Until(() => Task.FromResult(state()), more, what);
}
