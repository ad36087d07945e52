using System.Globalization;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>
/// Somebody answers by short message: <c>1 4821</c> or <c>4821</c> acknowledges, <c>1</c> does when one notice waits, <c>2</c> cannot
/// take it, <c>?</c> asks for the details. The number says whose notices are meant, the four digits which;
/// without them it is one that this telephone was told. Taken once.
/// </summary>
public sealed class AnswerBySms(Writer writer, Answering answering, InboundMeter meter)
{
    /// <summary>Most messages with a wrong code in an hour from one number: after them its codes are not looked at, so that nobody can try all.</summary>
    public const int MostWrongCodes = 10;

    private static readonly TimeSpan WrongWithin = TimeSpan.FromHours(1);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>So long after its end somebody may still be answering a notice whose message stands on the display.</summary>
    private static readonly TimeSpan JustOver = TimeSpan.FromDays(1);

    /// <summary>A made-up id holds a minute; what was made of it is found a little longer.</summary>
    private static readonly TimeSpan GuessedWithin = TimeSpan.FromMinutes(2);

    /// <summary>Takes a message. Never refused: a stranger's is kept and gets no answer.</summary>
    /// <param name="externalId">What tells the message from others, at most 100 characters when it is guessed; null when each is a new one.</param>
    /// <param name="from">Number that it came from, in any form that gateways use.</param>
    /// <param name="text">The message.</param>
    /// <param name="isGuessed">True when the gateway gave no id: the same id may be said again of a notice that came meanwhile.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Outcome<Answered>> Run(string? externalId, string from, string text, bool isGuessed = false, CancellationToken cancellation = default)
    {
        var id = Text.Clean(externalId) is { } given ? (given.Length <= 200 ? given : given[..200]) : Guid.NewGuid().ToString("N");
        var outcome = await writer.Run<Answered>(
            Caller.Program,
            async work =>
            {
                var points = await TelephoneOwners.Of(work, from, cancellation);
                if ((!isGuessed || points.Count == 0) && await Answering.Before(work, Channel.Sms, id) is { } before)
                {
                    return before;
                }

                if (points.Count == 0)
                {
                    return await Answering.Keep(work, Channel.Sms, id, TelephoneOwners.Written(from), new Answered(InboundVerdict.NotMatched, null, null));
                }

                var said = new Said(points.ConvertAll(p => p.PersonId), points[0].Address, ShortAnswer.Of(text));
                var isIgnored = said.Answer.Code is not null && await TriesCodes(work, said.Number, cancellation);
                var meant = isIgnored ? null : await Meant(work, said, cancellation);
                var key = isGuessed ? KeyOf(id, meant) : id;
                if (isGuessed && await Guessed(work, said.Number, id, key, meant, cancellation) is { } guessed)
                {
                    return guessed;
                }

                var made = isIgnored ? new Answered(InboundVerdict.NotMatched, null, null) : await Answer(work, said, meant, cancellation);
                return await Answering.Keep(work, Channel.Sms, key, said.Number, made);
            },
            cancellation);
        meter.Taken(Channel.Sms, outcome.Value);
        return outcome;
    }

    private async Task<Answered> Answer(Work work, Said said, Answerable? meant, CancellationToken cancellation)
    {
        var kind = said.Answer.Kind;
        if (said.Answer.Code is { } code)
        {
            return meant is { IsUnclear: true }
                ? new Answered(InboundVerdict.NotMatched, null, new AnswerWriter(meant.Notices[0].Culture, Channel.Sms).CodeUnclear(code, meant.Notices))
                : meant is not null
                ? await answering.Act(work, meant, kind, Channel.Sms, said.Number)
                : new Answered(InboundVerdict.WrongCode, null, (await WriterFor(work, said.People, cancellation)).UnknownCode(code));
        }

        if (meant?.Notices.Count == 1)
        {
            return await answering.Act(work, meant, kind, Channel.Sms, said.Number);
        }

        if (meant is not null)
        {
            return new Answered(InboundVerdict.NotMatched, null, new AnswerWriter(meant.Notices[0].Culture, Channel.Sms).WhichOne(meant.Notices));
        }

        // Perhaps the same answer a second time.
        var since = work.Now - TimeSpan.FromDays(1);
        var last = await work.Db.Notices.Where(n => said.People.Contains(n.PersonId) && n.State == NoticeState.Acknowledged && n.EndedAt > since).OrderByDescending(n => n.EndedAt).FirstOrDefaultAsync(cancellation);
        return last is not null && kind is AnswerKind.Acknowledge or AnswerKind.Details
            ? await answering.Act(work, new Answerable([last]), kind, Channel.Sms, said.Number)
            : new Answered(InboundVerdict.NotMatched, null, (await WriterFor(work, said.People, cancellation)).NothingWaits());
    }

    /// <summary>What the message speaks of: by its code, or all that waits and that this telephone was told; null for nothing.</summary>
    private static async Task<Answerable?> Meant(Work work, Said said, CancellationToken cancellation)
    {
        if (said.Answer.Code is { } code)
        {
            return await ByCode(work, said, code, cancellation);
        }

        // "1" answers what stands on the display: not what only a mail said, or what is still held back.
        var (people, number, now) = (said.People, said.Number, work.Now);
        var sent = work.Db.Deliveries.Where(d => d.Channel == Channel.Sms && d.Address == number
            && (d.State == DeliveryState.Accepted || (d.State == DeliveryState.Queued && (d.FirstAttemptAt != null || d.LeaseUntil > now))));
        var waiting = await work.Db.Notices
            .Where(n => people.Contains(n.PersonId) && n.State == NoticeState.Open
                && (sent.Any(d => d.NoticeId == n.Id)
                    || work.Db.Deliveries.Any(b => b.NoticeId == n.Id && b.State == DeliveryState.Bundled && sent.Any(d => d.NoticeId == null && d.BundleId == b.BundleId))))
            .OrderByDescending(n => n.CreatedAt).ToListAsync(cancellation);
        return waiting.Count == 0 ? null : new Answerable(waiting);
    }

    private static async Task<bool> TriesCodes(Work work, string number, CancellationToken cancellation)
    {
        var since = work.Now - WrongWithin;
        return await work.Db.InboundMessages.CountAsync(m => m.From == number && m.ReceivedAt > since && m.Channel == Channel.Sms && m.Verdict == InboundVerdict.WrongCode, cancellation) >= MostWrongCodes;
    }

    /// <summary>What the same message would do now is part of what tells it from others.</summary>
    private static string KeyOf(string id, Answerable? meant) =>
        meant?.Notices.Where(n => n.State == NoticeState.Open).ToList() is { Count: > 0 } open ? $"{id}:{open.Count.ToString(CultureInfo.InvariantCulture)}:{open[0].Id:N}" : id;

    /// <summary>What was made of the same text of the same number within the minute, unless it would do something else now.</summary>
    private static async Task<Answered?> Guessed(Work work, string number, string id, string key, Answerable? meant, CancellationToken cancellation)
    {
        var since = work.Now - GuessedWithin;
        var before = await work.Db.InboundMessages.AsNoTracking()
            .Where(m => m.From == number && m.ReceivedAt > since && m.Channel == Channel.Sms && m.ExternalId.StartsWith(id)).OrderByDescending(m => m.ReceivedAt).ToListAsync(cancellation);
        var open = meant?.Notices.Where(n => n.State == NoticeState.Open).ToList() ?? [];
        var same = before.Find(m => m.ExternalId == key) ?? before.Find(m => open.Count == 0 || (open.Count == 1 && m.NoticeId == open[0].Id));
        return same is null ? null : new Answered(same.Verdict, same.NoticeId, same.Answer, WasBefore: true);
    }

    /// <summary>
    /// What waits with this code, be it a notice or a bundle; else the newest that had it. Four digits are few: where two of this telephone
    /// have the same by chance, none is answered, for it would be the one that nobody has read.
    /// </summary>
    private static async Task<Answerable?> ByCode(Work work, Said said, string code, CancellationToken cancellation)
    {
        var people = said.People;
        var since = work.Now - Remembered;
        var notices = await work.Db.Notices.Where(n => people.Contains(n.PersonId) && n.Code == code && (n.State == NoticeState.Open || n.CreatedAt > since))
            .OrderByDescending(n => n.CreatedAt).ToListAsync(cancellation);
        var bundles = new List<Answerable>();
        foreach (var bundle in await work.Db.Bundles.Where(b => people.Contains(b.PersonId) && b.Code == code && b.CreatedAt > since).OrderByDescending(b => b.CreatedAt).ToListAsync(cancellation))
        {
            bundles.AddRange(await Bundled.Load(work, bundle, cancellation) is { } several ? [several] : []);
        }

        List<Answerable> all = [.. notices.Select(n => new Answerable([n])), .. bundles];
        var waiting = all.FindAll(a => a.Notices.Any(n => n.State == NoticeState.Open));
        if (waiting.Count == 0)
        {
            return all.Count > 0 ? all[0] : null;
        }

        var justOver = work.Now - JustOver;
        return waiting.Count == 1 && !all.Exists(a => !waiting.Contains(a) && a.Notices[0].AsksAcknowledgement && a.Notices.Max(n => n.EndedAt ?? n.CreatedAt) > justOver)
            ? waiting[0]
            : await Unclear(work, said, code, [.. waiting.SelectMany(a => a.Notices).Where(n => n.State == NoticeState.Open).DistinctBy(n => n.Id)], cancellation);
    }

    /// <summary>Each of them gets a code of its own, by which it can be answered now; not when the answer that says so would not go out.</summary>
    private static async Task<Answerable> Unclear(Work work, Said said, string code, List<Notice> open, CancellationToken cancellation)
    {
        if (!await Answering.MayAnswer(work, Channel.Sms, said.Number))
        {
            return new Answerable(open) { IsUnclear = true };
        }

        var justOver = work.Now - JustOver;
        var taken = (await work.Db.Notices.Where(n => said.People.Contains(n.PersonId) && (n.State == NoticeState.Open || n.EndedAt > justOver)).Select(n => n.Code).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
        foreach (var notice in open.Where(n => n.Code == code))
        {
            notice.Recode(taken);
            taken.Add(notice.Code);
        }

        return new Answerable(open) { IsUnclear = true };
    }

    private static async Task<AnswerWriter> WriterFor(Work work, List<Guid> people, CancellationToken cancellation) =>
        new(await work.Db.Persons.Where(p => people.Contains(p.Id)).Select(p => p.Culture).FirstAsync(cancellation), Channel.Sms);

    /// <summary>A message of a number that somebody has.</summary>
    /// <param name="People">Whose number it is.</param>
    /// <param name="Number">As the address book writes it.</param>
    /// <param name="Answer">What it says.</param>
    private sealed record Said(List<Guid> People, string Number, ShortAnswer Answer);
}
