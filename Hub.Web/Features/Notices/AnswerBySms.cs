using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>
/// Somebody answers by short message: <c>1 4821</c> or <c>4821</c> acknowledges, <c>1</c> does when one notice waits, <c>2</c> cannot
/// take it, <c>?</c> asks for the details. The number says whose notices are meant, the four digits which. Taken once.
/// </summary>
public sealed class AnswerBySms(Writer writer, Answering answering, InboundMeter meter)
{
    /// <summary>Fewer digits than these name no telephone without its country code.</summary>
    private const int FewestDigits = 8;

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>Takes a message. Never refused: a stranger's is kept and gets no answer.</summary>
    /// <param name="externalId">What the gateway calls the message; null when it says nothing, and then each is a new one.</param>
    /// <param name="from">Number that it came from, in any form that gateways use.</param>
    /// <param name="text">The message.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Outcome<Answered>> Run(string? externalId, string from, string text, CancellationToken cancellation = default)
    {
        var id = Text.Clean(externalId) is { } given ? (given.Length <= 200 ? given : given[..200]) : Guid.NewGuid().ToString("N");
        var outcome = await writer.Run<Answered>(
            Caller.Program,
            async work =>
            {
                if (await Answering.Before(work, Channel.Sms, id) is { } before)
                {
                    return before;
                }

                var points = await Owners(work, from, cancellation);
                if (points.Count == 0)
                {
                    return await Answering.Keep(work, Channel.Sms, id, Number(from), new Answered(InboundVerdict.NotMatched, null, null));
                }

                var number = points[0].Address;
                var people = points.ConvertAll(p => p.PersonId);
                return await Answering.Keep(work, Channel.Sms, id, number, await Answer(work, people, number, ShortAnswer.Of(text), cancellation));
            },
            cancellation);
        meter.Taken(Channel.Sms, outcome.Value);
        return outcome;
    }

    private async Task<Answered> Answer(Work work, List<Guid> people, string number, ShortAnswer answer, CancellationToken cancellation)
    {
        if (answer.Code is { } code)
        {
            return await ByCode(work, people, code, cancellation) is { } meant
                ? await answering.Act(work, meant, answer.Kind, Channel.Sms, number)
                : new Answered(InboundVerdict.NotMatched, null, (await WriterFor(work, people, cancellation)).UnknownCode(code));
        }

        var waiting = await work.Db.Notices.Where(n => people.Contains(n.PersonId) && n.State == NoticeState.Open).OrderByDescending(n => n.CreatedAt).ToListAsync(cancellation);
        if (waiting.Count == 1)
        {
            return await answering.Act(work, new Answerable(waiting), answer.Kind, Channel.Sms, number);
        }

        if (waiting.Count > 1)
        {
            return new Answered(InboundVerdict.NotMatched, null, new AnswerWriter(waiting[0].Culture, Channel.Sms).WhichOne(waiting));
        }

        // Perhaps the same answer a second time.
        var since = work.Now - TimeSpan.FromDays(1);
        var last = await work.Db.Notices.Where(n => people.Contains(n.PersonId) && n.State == NoticeState.Acknowledged && n.EndedAt > since).OrderByDescending(n => n.EndedAt).FirstOrDefaultAsync(cancellation);
        return last is not null && answer.Kind is AnswerKind.Acknowledge or AnswerKind.Details
            ? await answering.Act(work, new Answerable([last]), answer.Kind, Channel.Sms, number)
            : new Answered(InboundVerdict.NotMatched, null, (await WriterFor(work, people, cancellation)).NothingWaits());
    }

    /// <summary>The newest that waits with this code, be it a notice or a bundle; else the newest that had it.</summary>
    private static async Task<Answerable?> ByCode(Work work, List<Guid> people, string code, CancellationToken cancellation)
    {
        var since = work.Now - Remembered;
        var notices = await work.Db.Notices.Where(n => people.Contains(n.PersonId) && n.Code == code && (n.State == NoticeState.Open || n.CreatedAt > since))
            .OrderByDescending(n => n.CreatedAt).ToListAsync(cancellation);
        if (notices.Find(n => n.State == NoticeState.Open) is { } open)
        {
            return new Answerable([open]);
        }

        var bundle = await work.Db.Bundles.Where(b => people.Contains(b.PersonId) && b.Code == code && b.CreatedAt > since).OrderByDescending(b => b.CreatedAt).FirstOrDefaultAsync(cancellation);
        if (bundle is not null && await Bundled.Load(work, bundle, cancellation) is { } several && (notices.Count == 0 || several.Notices.Any(n => n.State == NoticeState.Open)))
        {
            return several;
        }

        return notices.Count > 0 ? new Answerable([notices[0]]) : null;
    }

    private static async Task<AnswerWriter> WriterFor(Work work, List<Guid> people, CancellationToken cancellation) =>
        new(await work.Db.Persons.Where(p => people.Contains(p.Id)).Select(p => p.Culture).FirstAsync(cancellation), Channel.Sms);

    /// <summary>Whose number it is: gateways write it with and without plus sign, with 00, or as it is dialled inside the country.</summary>
    private static async Task<List<ContactPoint>> Owners(Work work, string from, CancellationToken cancellation)
    {
        var digits = string.Concat(Number(from).Where(char.IsAsciiDigit));
        if (digits.StartsWith("00", StringComparison.Ordinal))
        {
            digits = digits[2..];
        }

        digits = digits.Length is > 0 and <= 15 ? digits : "";
        var points = await Living(work).Where(c => c.Address == "+" + digits).ToListAsync(cancellation);
        var national = digits.TrimStart('0');
        if (points.Count > 0 || national.Length < FewestDigits)
        {
            return points;
        }

        // A number without its country code (one to three digits) must leave no doubt.
        var alike = await Living(work).Where(c => c.Address.EndsWith(national)).ToListAsync(cancellation);
        alike.RemoveAll(c => c.Address.Length - 1 - national.Length is < 1 or > 3);
        return alike.Select(c => c.Address).Distinct(StringComparer.Ordinal).Count() == 1 ? alike : [];
    }

    private static IQueryable<ContactPoint> Living(Work work) =>
        work.Db.Persons.Where(p => !p.IsRetired).SelectMany(p => p.ContactPoints).Where(c => c.Channel == Channel.Sms).OrderBy(c => c.PersonId).AsNoTracking();

    private static string Number(string from)
    {
        var shown = string.Concat(AnswerWords.Plain(from).Where(c => char.IsAsciiLetterOrDigit(c) || c == '+'));
        return shown.Length <= 32 ? shown : shown[..32];
    }
}
