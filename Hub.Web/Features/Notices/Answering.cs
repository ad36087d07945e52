using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>What was made of a message that came in.</summary>
/// <param name="Verdict">What it was.</param>
/// <param name="NoticeId">The notice that it speaks of, when one was found.</param>
/// <param name="Answer">What goes back; null for nothing.</param>
/// <param name="WasBefore">True when the same message was taken before: nothing was done again.</param>
public sealed record Answered(InboundVerdict Verdict, Guid? NoticeId, string? Answer, bool WasBefore = false);

/// <summary>A notice that is answered, or a bundle of them.</summary>
/// <param name="Notices">One, or those of the bundle.</param>
/// <param name="BundleCode">Four digits of the bundle; null for a single notice.</param>
/// <param name="BundleToken">Its link.</param>
internal sealed record Answerable(IReadOnlyList<Notice> Notices, string? BundleCode = null, string? BundleToken = null)
{
    /// <summary>True when the code that was given might mean any of them: nothing is done before it is clear.</summary>
    public bool IsUnclear { get; init; }
}

/// <summary>
/// What mails and short messages in answer have in common: they do what they ask for, say who acknowledged before, and are kept
/// in the same transaction, so that each is taken once however often it is read.
/// </summary>
public sealed class Answering(AcknowledgeNotice acknowledge, DeclineNotice decline, NoticeRenderer renderer)
{
    /// <summary>Most answers in an hour to one address for messages that changed nothing: two programs that write to each other stop.</summary>
    public const int MostPassiveAnswers = 5;

    private static readonly TimeSpan PassiveWithin = TimeSpan.FromHours(1);

    /// <summary>What was made of the same message before; null when it is new.</summary>
    internal static async Task<Answered?> Before(Work work, Channel channel, string externalId) =>
        await work.Db.InboundMessages.AsNoTracking().FirstOrDefaultAsync(m => m.Channel == channel && m.ExternalId == externalId) is { } taken
            ? new Answered(taken.Verdict, taken.NoticeId, taken.Answer, WasBefore: true)
            : null;

    /// <summary>Keeps the message, and queues what goes back unless too much went back already.</summary>
    internal static async Task<Answered> Keep(Work work, Channel channel, string externalId, string from, Answered made)
    {
        var answer = made.Answer is not null && (Changes(made.Verdict) || await MayAnswer(work, channel, from)) ? made.Answer : null;
        var message = InboundMessage.Taken(channel, externalId, from, made.Verdict, made.NoticeId, answer, work.Now);
        work.Db.InboundMessages.Add(message);
        if (answer is not null)
        {
            work.Db.Deliveries.Add(Delivery.Of(message, Changes(made.Verdict), work.Now));
            work.QueuedDeliveries = true;
        }

        return made with { Answer = answer };
    }

    /// <summary>Does what an answer asks for.</summary>
    /// <param name="work">The command's work.</param>
    /// <param name="answered">What is answered.</param>
    /// <param name="kind">What the answer means.</param>
    /// <param name="channel">Which way it came.</param>
    /// <param name="from">Mailbox or number, for the record.</param>
    internal async Task<Answered> Act(Work work, Answerable answered, AnswerKind kind, Channel channel, string from)
    {
        if (answered.BundleCode is not null)
        {
            return await ActOnAll(work, answered, kind, channel, from);
        }

        var notice = answered.Notices[0];
        var writer = new AnswerWriter(notice.Culture, channel);
        return kind switch
        {
            AnswerKind.Acknowledge => await Acknowledge(work, notice, writer, channel, from),
            AnswerKind.CannotTake => await Decline(work, notice, writer, channel, from),
            AnswerKind.Details => new Answered(InboundVerdict.Details, notice.Id, await Details(work, notice, writer)),
            _ => new Answered(InboundVerdict.NotUnderstood, notice.Id, notice.State == NoticeState.Open ? writer.NotUnderstood(notice) : Standing(notice, writer)),
        };
    }

    private static bool Changes(InboundVerdict verdict) => verdict is InboundVerdict.Acknowledged or InboundVerdict.CannotTake;

    internal static async Task<bool> MayAnswer(Work work, Channel channel, string from)
    {
        var since = work.Now - PassiveWithin;
        return await work.Db.InboundMessages.CountAsync(m =>
            m.From == from && m.ReceivedAt > since && m.Channel == channel && m.Answer != null && m.Verdict != InboundVerdict.Acknowledged && m.Verdict != InboundVerdict.CannotTake) < MostPassiveAnswers;
    }

    private async Task<Answered> Acknowledge(Work work, Notice notice, AnswerWriter writer, Channel channel, string from)
    {
        var outcome = await acknowledge.Within(work, notice, MeansOf(channel), notice.PersonName, Bearer(notice, from));
        if (outcome.IsRefused)
        {
            return new Answered(InboundVerdict.NotMatched, notice.Id, writer.Over(notice));
        }

        return outcome.Value.WasBefore
            ? new Answered(InboundVerdict.Repeated, notice.Id, writer.Repeated(notice))
            : new Answered(InboundVerdict.Acknowledged, notice.Id, writer.Acknowledged(notice, await Others(work, notice)));
    }

    private async Task<Answered> Decline(Work work, Notice notice, AnswerWriter writer, Channel channel, string from)
    {
        var outcome = await decline.Within(work, notice, MeansOf(channel), notice.PersonName, Bearer(notice, from));
        if (outcome.IsRefused)
        {
            return new Answered(InboundVerdict.NotMatched, notice.Id, notice.State is NoticeState.Open or NoticeState.Acknowledged ? writer.Needless(notice) : writer.Over(notice));
        }

        return outcome.Value.WasBefore
            ? new Answered(InboundVerdict.Repeated, notice.Id, writer.Over(notice))
            : new Answered(InboundVerdict.CannotTake, notice.Id, writer.Declined(notice, outcome.Value.Climbed));
    }

    private async Task<Answered> ActOnAll(Work work, Answerable answered, AnswerKind kind, Channel channel, string from)
    {
        var open = answered.Notices.Where(n => n.State == NoticeState.Open).ToList();
        var first = answered.Notices[0];
        var writer = new AnswerWriter(first.Culture, channel);
        if (open.Count == 0)
        {
            // Nothing of it waits: how the latest stands tells why.
            return new Answered(kind is AnswerKind.Acknowledge or AnswerKind.CannotTake ? InboundVerdict.Repeated : InboundVerdict.NotUnderstood, first.Id, Standing(first, writer));
        }

        switch (kind)
        {
            case AnswerKind.Acknowledge or AnswerKind.CannotTake:
                var isNo = kind == AnswerKind.CannotTake;
                foreach (var notice in open)
                {
                    _ = isNo ? (await Decline(work, notice, writer, channel, from)).Verdict : (await Acknowledge(work, notice, writer, channel, from)).Verdict;

                    // The next may hang on the same incident, and decides on what stands now.
                    await work.WriteSoFar(CancellationToken.None);
                }

                return new Answered(isNo ? InboundVerdict.CannotTake : InboundVerdict.Acknowledged, open[0].Id, writer.Several(isNo, open));
            case AnswerKind.Details:
                return new Answered(InboundVerdict.Details, open[0].Id, writer.SeveralDetails(open, renderer.LinkTo(answered.BundleToken!)));
            default:
                return new Answered(InboundVerdict.NotUnderstood, open[0].Id, writer.SeveralNotUnderstood(open, answered.BundleCode!));
        }
    }

    private static string Standing(Notice notice, AnswerWriter writer) => notice.State == NoticeState.Acknowledged ? writer.Repeated(notice) : writer.Over(notice);

    private async Task<string> Details(Work work, Notice notice, AnswerWriter writer)
    {
        var leader = notice.IncidentId is { } incident
            ? await work.Db.Incidents.Where(i => i.Id == incident).Join(work.Db.Persons, i => i.LeaderId, p => p.Id, (_, p) => p.Name).FirstOrDefaultAsync()
            : null;
        return writer.Details(notice, leader, await Others(work, notice, withOwn: true), renderer.LinkTo(notice.Token));
    }

    /// <summary>Who acknowledged the same matter, first who was first.</summary>
    private static Task<List<Notice>> Others(Work work, Notice notice, bool withOwn = false) => work.Db.Notices.AsNoTracking()
        .Where(n => n.Matter == notice.Matter && n.Issue == notice.Issue && n.State == NoticeState.Acknowledged && (withOwn || n.Id != notice.Id))
        .OrderBy(n => n.EndedAt).ToListAsync();

    private static AcknowledgementMeans MeansOf(Channel channel) => channel == Channel.Sms ? AcknowledgementMeans.Sms : AcknowledgementMeans.Mail;

    private static Caller Bearer(Notice notice, string from) =>
        new(CallerKind.Link, notice.PersonId, notice.PersonId, notice.PersonName, Right.Acknowledge, from.Length <= 64 ? from : from[..64]);
}
