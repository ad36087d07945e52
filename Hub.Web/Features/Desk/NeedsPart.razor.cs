using Hub.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Desk;

/// <summary>What the viewer must do now, of all features, as one list: the gravest first, then the soonest due.</summary>
public sealed partial class NeedsPart
{
    /// <summary>More than these are worked off from the top; the next come up as the first are done.</summary>
    public const int Most = 60;

    private IReadOnlyList<Need> needs = [];
    private bool failed;

    [Inject] public required IEnumerable<INeeds> Sources { get; init; }

    [Inject] public required ILogger<NeedsPart> Log { get; init; }

    protected override async Task Read()
    {
        var (all, wrong) = (new List<Need>(), false);
        foreach (var source in Sources)
        {
            try
            {
                all.AddRange(await source.Read());
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // what one feature cannot say must not hide what the others need
                wrong = true;
                LogFault(Log, source.GetType().Name, e);
            }
        }

        (needs, failed) = ([.. Need.InOrder(all)], wrong);
    }

    private Dictionary<string, object> Of(Need need) => new(StringComparer.Ordinal)
    {
        [nameof(NeedRow<object>.Subject)] = need.Subject,
        [nameof(NeedRow<object>.Done)] = EventCallback.Factory.Create(this, Refresh),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "What waits for the viewer could not be read: {Source}.")]
    private static partial void LogFault(ILogger logger, string source, Exception exception);
}
