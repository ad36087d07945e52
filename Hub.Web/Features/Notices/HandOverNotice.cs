using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>A notice was handed over.</summary>
/// <param name="To">Who has it now.</param>
/// <param name="NoticeId">Their notice.</param>
/// <param name="AcknowledgeBy">Until when they are to acknowledge.</param>
public sealed record HandedOver(string To, Guid NoticeId, DateTimeOffset AcknowledgeBy);

/// <summary>Somebody hands their notice over to somebody else, who gets it at the same step of the ladder with the full time.</summary>
public sealed class HandOverNotice(Writer writer, Situations situations)
{
    /// <summary>
    /// Hands it over. Refused: without <see cref="Right.Acknowledge"/>; another's notice; superseded or withdrawn (gone); for information,
    /// or nothing waits any more; to oneself, to somebody unknown, absent, without a verified address, or asked already.
    /// </summary>
    /// <param name="caller">The recipient, or an API key for them.</param>
    /// <param name="noticeId">Which notice.</param>
    /// <param name="person">Identity, mail address or exact name of who takes it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Outcome<HandedOver>> Run(Caller caller, Guid noticeId, string? person, CancellationToken cancellation = default) =>
        writer.Run<HandedOver>(
            caller,
            async work =>
            {
                var bearer = await NoticeBearer.OfCaller(work, noticeId);
                if (bearer.IsRefused)
                {
                    return bearer.Refusal;
                }

                return await Within(work, bearer.Value, person, cancellation);
            },
            cancellation);

    /// <summary>By the link of the notice. Refused: unknown (not found); else as by its recipient.</summary>
    /// <param name="token">Token of the notice.</param>
    /// <param name="person">Identity of who takes it.</param>
    /// <param name="from">Network address, when known.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Outcome<HandedOver>> ByToken(string token, Guid person, string? from = null, CancellationToken cancellation = default) =>
        writer.Run<HandedOver>(
            Caller.Program,
            async work =>
            {
                var bearer = await NoticeBearer.OfToken(work, token, AcknowledgementMeans.Link, from);
                return bearer.IsRefused ? bearer.Refusal : await Within(work, bearer.Value, person.ToString(), cancellation);
            },
            cancellation);

    private async Task<Outcome<HandedOver>> Within(Work work, NoticeBearer bearer, string? person, CancellationToken cancellation)
    {
        if (Text.Required("person", person, 254) is { } fault)
        {
            return fault;
        }

        if (NoticeBearer.Over(bearer.Notice) is { } over)
        {
            return over;
        }

        var situation = await situations.Load(work, bearer.Notice);
        return Find(await work.Db.Persons.AsNoTracking().Where(p => !p.IsRetired).ToListAsync(cancellation), person!.Trim()) is { } to
            ? HandOver(work, bearer, situation, situation.Roster.Find(to.Id) ?? to)
            : Refusal.Invalid("person", "PersonUnknown", person.Trim());
    }

    private static Outcome<HandedOver> HandOver(Work work, NoticeBearer bearer, Situation situation, Person to)
    {
        var notice = bearer.Notice;
        var decided = ClimbPolicy.HandOver(situation, notice, to, work.Now);
        if (decided.IsRefused)
        {
            return decided.Refusal;
        }

        var chain = situation.Incident?.Number ?? "reports";

        // Whoever takes it is told of the incident, and so named on it: the record says so of one that not everybody may see.
        var seen = situation.Incident is { IsRestricted: true } ? DeliveryCancelled.Restricted : "";
        var fact = new Fact(
            FactKind.HandedOver, ("name", notice.PersonName), ("to", to.Name), ("by", bearer.By), ("means", bearer.Means.ToString()),
            ("issue", notice.Issue.ToString(CultureInfo.InvariantCulture)), ("report", notice.IncidentId is null ? notice.Content.Number : ""), ("why", seen));
        work.Record(chain, fact, situation.Incident?.Id, situation.Incident?.Number ?? notice.Content.Number, bearer.Actor);
        Situations.Write(work, situation, chain);
        return new HandedOver(to.Name, decided.Value.Id, decided.Value.AcknowledgeBy!.Value);
    }

    /// <summary>The one person meant; null when nobody or several are.</summary>
    private static Person? Find(List<Person> people, string person)
    {
        var found = people.FindAll(p =>
            (Guid.TryParse(person, out var id) && p.Id == id)
            || string.Equals(p.Name, person, StringComparison.OrdinalIgnoreCase)
            || p.PointAt(Channel.Mail, person) is not null);
        return found.Count == 1 ? found[0] : null;
    }
}
