using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Features.Notices;

/// <summary>What sort of mail came in.</summary>
public enum MailNature
{
    /// <summary>Somebody wrote it.</summary>
    Written = 1,

    /// <summary>A program wrote it: out of office, a mailing list, a receipt, a warning of delay.</summary>
    Automatic = 2,

    /// <summary>A mail of ours came back for good.</summary>
    Bounce = 3,
}

/// <summary>A mail that came in, as far as it matters here: nothing of it but these values is kept or acted on.</summary>
/// <param name="ExternalId">What tells it from every other, at most 200 characters.</param>
/// <param name="From">Mailbox of its sender, as it says itself.</param>
/// <param name="Nature">What sort of mail.</param>
/// <param name="Deliveries">Mails of ours that it answers or brings back, the likeliest first.</param>
/// <param name="Codes">Codes in its subject.</param>
/// <param name="Kind">What its own words say.</param>
/// <param name="Reason">Why it came back, without secrets; null unless it is a bounce.</param>
/// <param name="ArrivedAt">When the mailbox got it, UTC.</param>
/// <param name="Failed">Mailboxes that a bounce says were not reached; null or empty when it names none.</param>
public sealed record MailAnswer(
    string ExternalId, string From, MailNature Nature, IReadOnlyList<Guid> Deliveries, IReadOnlyList<string> Codes, AnswerKind Kind, string? Reason, DateTimeOffset ArrivedAt,
    IReadOnlyList<string>? Failed = null);

/// <summary>
/// Somebody answers a notice by mail, or a mail comes back. The mail that is answered says which notice is meant, else the code in
/// the subject; both are known only to whom the notice went. What no person wrote never acknowledges. Taken once.
/// </summary>
public sealed class AnswerByMail(Writer writer, Answering answering, InboundMeter meter, IOptions<SmsOptions> sms)
{
    /// <summary>An old mail that names no notice gets no answer: nobody waits for it any more.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <summary>Takes a mail. Never refused: a stranger's is kept and gets no answer.</summary>
    public async Task<Outcome<Answered>> Run(MailAnswer mail, CancellationToken cancellation = default)
    {
        // However it is spelt, it is one mailbox.
        var from = mail.From.ToLowerInvariant();
        var outcome = await writer.Run<Answered>(
            Caller.Program,
            async work => await Answering.Before(work, Channel.Mail, mail.ExternalId) is { } before
                ? before
                : await Answering.Keep(work, Channel.Mail, mail.ExternalId, from, await Judge(work, mail with { From = from }, cancellation)),
            cancellation);
        meter.Taken(Channel.Mail, outcome.Value);
        return outcome;
    }

    /// <summary>Which of these mails were taken before.</summary>
    public static async Task<IReadOnlyList<string>> TakenBefore(HubDbContext db, IReadOnlyCollection<string> externalIds, CancellationToken cancellation) =>
        await db.InboundMessages.Where(m => m.Channel == Channel.Mail && externalIds.Contains(m.ExternalId)).Select(m => m.ExternalId).ToListAsync(cancellation);

    private async Task<Answered> Judge(Work work, MailAnswer mail, CancellationToken cancellation)
    {
        if (mail.Nature == MailNature.Automatic)
        {
            return new Answered(InboundVerdict.Automatic, null, null);
        }

        if (mail.Nature == MailNature.Bounce)
        {
            return await Bounce(work, mail, cancellation);
        }

        var meant = await ByDelivery(work, mail, cancellation) ?? await ByCode(work, mail, cancellation);
        if (meant is not null)
        {
            if (await CultureOfAnother(work, mail.From, meant.Notices[0].PersonId, cancellation) is { } another)
            {
                return new Answered(InboundVerdict.NotMatched, meant.Notices[0].Id, new AnswerWriter(another, Channel.Mail).ForSomebodyElse());
            }

            var made = await answering.Act(work, meant, mail.Kind, Channel.Mail, mail.From);
            return Addresses.Mail("from", mail.From) is null ? made : made with { Answer = null };
        }

        var culture = work.Now - mail.ArrivedAt > Fresh ? null : await CultureOf(work, mail.From, cancellation);
        return new Answered(InboundVerdict.NotMatched, null, culture is null ? null : new AnswerWriter(culture, Channel.Mail).NamesNoNotice());
    }

    private async Task<Answered> Bounce(Work work, MailAnswer mail, CancellationToken cancellation)
    {
        // Only what left by mail can come back by mail, and the ids of everything else are known outside.
        var bySms = sms.Value.Mode == SmsMode.Mail;
        var found = await work.Db.Deliveries
            .Where(d => mail.Deliveries.Contains(d.Id) && (d.Channel == Channel.Mail || (bySms && d.Channel == Channel.Sms))).ToListAsync(cancellation);
        var failed = mail.Failed ?? [];
        foreach (var delivery in found.OrderBy(d => Place(mail, d)))
        {
            var mailbox = delivery.Channel == Channel.Sms ? MailToSmsChannel.MailboxOf(sms.Value.Mail.Address ?? "", delivery.Address) : delivery.Address;
            if (failed.Count > 0 && !failed.Contains(mailbox, StringComparer.OrdinalIgnoreCase))
            {
                // It was sent on from there, and did not reach another: ours may have arrived.
                continue;
            }

            await DeliveryCameBack.Apply(work, delivery, mail.Reason ?? "", permanent: true, marksAddress: failed.Count > 0);
            return new Answered(InboundVerdict.Bounce, delivery.NoticeId, null);
        }

        return new Answered(InboundVerdict.Automatic, null, null);
    }

    private static async Task<Answerable?> ByDelivery(Work work, MailAnswer mail, CancellationToken cancellation)
    {
        // Ids of what left another way are known outside, and must not be good for an answer by mail.
        var found = await work.Db.Deliveries.AsNoTracking().Where(d => mail.Deliveries.Contains(d.Id) && d.Channel == Channel.Mail).ToListAsync(cancellation);
        foreach (var delivery in found.OrderBy(d => Place(mail, d)))
        {
            var noticeId = delivery.NoticeId;
            if (delivery.InboundId is { } inbound)
            {
                // An answer to our answer speaks of the same notice.
                noticeId = await work.Db.InboundMessages.Where(m => m.Id == inbound).Select(m => m.NoticeId).FirstOrDefaultAsync(cancellation);
            }

            if (noticeId is not null)
            {
                return new Answerable([await work.Db.Notices.SingleAsync(n => n.Id == noticeId, cancellation)]);
            }

            if (delivery.BundleId is { } bundleId && await Bundled.Load(work, await work.Db.Bundles.SingleAsync(b => b.Id == bundleId, cancellation), cancellation) is { } bundle)
            {
                return bundle;
            }
        }

        return null;
    }

    private static async Task<Answerable?> ByCode(Work work, MailAnswer mail, CancellationToken cancellation)
    {
        if (mail.Codes.Count == 0)
        {
            return null;
        }

        if (await work.Db.Notices.FirstOrDefaultAsync(n => mail.Codes.Contains(n.ReplyCode), cancellation) is { } notice)
        {
            return new Answerable([notice]);
        }

        return await work.Db.Bundles.FirstOrDefaultAsync(b => mail.Codes.Contains(b.ReplyCode), cancellation) is { } bundle ? await Bundled.Load(work, bundle, cancellation) : null;
    }

    private static int Place(MailAnswer mail, Delivery delivery) => mail.Deliveries.TakeWhile(id => id != delivery.Id).Count();

    /// <summary>Language of somebody else in the directory whose mailbox it is; null when the recipient has it too, or nobody.</summary>
    private static async Task<string?> CultureOfAnother(Work work, string from, Guid recipient, CancellationToken cancellation)
    {
        var mailbox = from.ToUpperInvariant();
#pragma warning disable MA0011, CA1304, CA1311 // becomes upper() in SQL
        var owners = await work.Db.Persons.Where(p => !p.IsRetired && p.ContactPoints.Any(c => c.Channel == Channel.Mail && c.Address.ToUpper() == mailbox))
            .Select(p => new { p.Id, p.Culture }).ToListAsync(cancellation);
#pragma warning restore MA0011, CA1304, CA1311
        return owners.Count == 0 || owners.Exists(o => o.Id == recipient) ? null : owners[0].Culture;
    }

    /// <summary>Language of the person whose mailbox it is; null for a stranger's.</summary>
    private static async Task<string?> CultureOf(Work work, string from, CancellationToken cancellation)
    {
        var mailbox = from.ToUpperInvariant();
#pragma warning disable MA0011, CA1304, CA1311 // becomes upper() in SQL
        return await work.Db.Persons.Where(p => !p.IsRetired && p.ContactPoints.Any(c => c.Channel == Channel.Mail && c.Address.ToUpper() == mailbox)).Select(p => p.Culture).FirstOrDefaultAsync(cancellation);
#pragma warning restore MA0011, CA1304, CA1311
    }
}
