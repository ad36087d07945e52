using Hub.Domain.People;

namespace Hub.Web.Dispatch.Limits;

/// <summary>What waits for the limit of its channel.</summary>
/// <param name="Channels">Of these channels nothing of grades Ⅲ and Ⅳ leaves now: they have carried as many as their limit allows.</param>
/// <param name="Let">But these deliveries, which have waited as long as they may.</param>
internal sealed record Paced(IReadOnlyCollection<Channel> Channels, IReadOnlyCollection<Guid> Let)
{
    public static Paced Nothing { get; } = new([], []);
}
