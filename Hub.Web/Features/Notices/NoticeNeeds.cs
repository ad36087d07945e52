using Hub.Web.Components;
using Hub.Web.Security;

namespace Hub.Web.Features.Notices;

/// <summary>On the desk: notices that wait for the viewer's acknowledgement, and people whom nobody could tell.</summary>
public sealed class NoticeNeeds(MyNoticesQuery mine, UndeliveredQuery undelivered, CurrentCaller callers) : INeeds
{
    // More than these are a failed relay, not single addresses.
    private const int MostUndelivered = 30;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Need>> Read()
    {
        var caller = await callers.Get();
        var untold = await undelivered.Run(caller, null, MostUndelivered);
        var mayAct = UndeliveredQuery.MayAct(caller);
        return
        [
            .. (await mine.Run(null)).Select(n => new Need($"notice/{n.Id}", n.Grade, n.AcknowledgeBy, typeof(NoticeTask), n)),
            .. untold.IsRefused ? [] : untold.Value.Items.Select(u => new Need($"untold/{u.Id}", u.Grade, u.Since, typeof(UndeliveredTask), new UndeliveredNeed(u, mayAct))),
        ];
    }
}

/// <summary>Somebody whom nobody could tell, as the desk shows it.</summary>
/// <param name="Row">Who, and how each way failed.</param>
/// <param name="MayAct">Whether the viewer may send again or say that they told.</param>
public sealed record UndeliveredNeed(UndeliveredView Row, bool MayAct);
