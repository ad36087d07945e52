using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>To how many addresses a notice goes once more.</summary>
public sealed record SentOnceMore(Guid NoticeId, IReadOnlyList<string> Addresses);

/// <summary>
/// Somebody has a notice sent once more: to the recipient's addresses as the directory has them now, or once to an
/// address that they type in (the directory stays as it is).
/// </summary>
public sealed class SendAgain(Writer writer)
{
    /// <summary>
    /// Sends it again. Refused: without <see cref="Right.Command"/> or <see cref="Right.Triage"/>; unknown, or not to be known;
    /// acknowledged or being sent already (conflict); superseded or withdrawn (gone); half an address, a wrong one, or an external body's.
    /// </summary>
    /// <param name="caller">Who; their name stands in the record.</param>
    /// <param name="noticeId">Which notice.</param>
    /// <param name="channel">Channel of the other address; null: the recipient's own addresses.</param>
    /// <param name="address">The other address; null: the recipient's own addresses.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Outcome<SentOnceMore>> Run(Caller caller, Guid noticeId, Channel? channel = null, string? address = null, CancellationToken cancellation = default) =>
        writer.Run<SentOnceMore>(
            caller,
            async work =>
            {
                if (!UndeliveredQuery.MayAct(caller))
                {
                    return Refusal.NotAllowed();
                }

                var other = Text.Clean(address);
                if (Fault(channel, other) is { } fault)
                {
                    return fault;
                }

                if (await UndeliveredQuery.Find(work, noticeId) is not { } notice)
                {
                    return Refusal.NotFound("NoticeUnknown");
                }

                return Over(notice) ?? (other is null ? await ToOwn(work, notice) : await ToOther(work, notice, channel!.Value, other));
            },
            cancellation);

    private static Refusal? Fault(Channel? channel, string? address) => (channel, address) switch
    {
        (null, null) => null,
        (null, _) => Refusal.Invalid("channel", "Required"),
        (Channel.Mail or Channel.Sms, _) => Addresses.Of("address", channel.Value, address),
        _ => Refusal.Invalid("channel", "Unknown"),
    };

    private static Refusal? Over(Notice notice) => notice.State switch
    {
        NoticeState.Open or NoticeState.ForInformation => null,
        NoticeState.Acknowledged => Refusal.Conflict("NoticeAcknowledged", notice.AcknowledgedBy ?? ""),
        NoticeState.Declined => Refusal.Conflict("NothingWaits"),
        NoticeState.Superseded => Refusal.Gone("NoticeSuperseded"),
        _ => Refusal.Gone("NoticeWithdrawn"),
    };

    private static async Task<Outcome<SentOnceMore>> ToOwn(Work work, Notice notice)
    {
        var person = await work.Db.Persons.AsNoTracking().SingleAsync(p => p.Id == notice.PersonId);
        var deliveries = Posting.Of(notice, person, [.. person.ContactPoints.Select(p => p.Channel)], work.Now);
        return deliveries.Count == 0 ? Refusal.Conflict("PersonHasNoAddress", notice.PersonName) : await Queue(work, notice, deliveries, isOther: false);
    }

    private static async Task<Outcome<SentOnceMore>> ToOther(Work work, Notice notice, Channel channel, string address)
    {
        var lower = address.ToLowerInvariant();
        var bodies = await work.Db.ExternalBodies.AsNoTracking().ToListAsync();

        // Nothing reaches an external body without a recorded release, and in a drill nothing at all.
        return bodies.Exists(b => b.Mail?.ToLowerInvariant() == lower || b.Telephone == address)
            ? Refusal.Invalid("address", "AddressOfExternalBody")
            : await Queue(work, notice, [Delivery.Of(notice, channel, address, 0, null, work.Now)], isOther: true);
    }

    private static async Task<Outcome<SentOnceMore>> Queue(Work work, Notice notice, IReadOnlyList<Delivery> deliveries, bool isOther)
    {
        var waiting = await work.Db.Deliveries.AsNoTracking().Where(d => d.NoticeId == notice.Id && d.State != DeliveryState.Accepted && d.EndedAt == null).ToListAsync();
        if (waiting.Exists(w => deliveries.Any(d => d.Channel == w.Channel && d.Address == w.Address)))
        {
            return Refusal.Conflict("NoticeBeingSent");
        }

        // Counts the version, so that two who press at the same time on two nodes do not both send it.
        notice.MarkUndelivered(notice.IsUndelivered);
        work.Db.Deliveries.AddRange(deliveries);
        work.QueuedDeliveries = true;
        var addresses = deliveries.Select(d => d.Address).ToList();
        var fact = new Fact(
            FactKind.SentAgain, ("name", notice.PersonName), ("by", work.Caller.Name), ("address", string.Join(", ", addresses)),
            ("other", isOther ? "true" : "false"), ("issue", notice.Issue.ToString(CultureInfo.InvariantCulture)), ("report", notice.IncidentId is null ? notice.Content.Number : ""));
        await Aftermath.Record(work, notice, fact);
        return new SentOnceMore(notice.Id, addresses);
    }
}
