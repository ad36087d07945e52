using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Components.Readiness;
using Hub.Web.Resources;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Hub.Web.Features.Readiness;

/// <summary>
/// Once a day, and only while something is wrong, tells whoever owns the plan what readiness finds: as a notice for information by mail, in
/// their language. A plan without an owner is the administrators'.
/// </summary>
public sealed class TellReadiness(Writer writer, ReadinessNow readiness, FindingWords words, IStringLocalizer<ReadinessTexts> texts, IOptions<HubOptions> hub)
{
    /// <summary>More findings than these are counted.</summary>
    private const int Most = 25;

    /// <summary>Gives how many were told; 0 when all is well, or everybody was told today.</summary>
    public async Task<Outcome<int>> Run(Caller caller, CancellationToken cancellation = default)
    {
        if (caller.Kind != CallerKind.Program && !caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        var look = await readiness.Get(cancellation);
        return look.Result.IsWell ? 0 : await writer.Run<int>(caller, async work =>
        {
            var viewer = ViewerTime.For(null, hub.Value.TimeZone);
            var matter = $"readiness:{viewer.Day(work.Now)}";
            var told = await work.Db.Notices.Where(n => n.Matter == matter).Select(n => n.PersonId).ToListAsync(cancellation);
            var recipients = (await Owners(work, look, cancellation)).Where(r => r.Person.HasAddress && !told.Contains(r.Person.Id)).ToList();
            var subject = new NoticeSubject(matter, 1, NoticeEvent.ReadinessFindings, null, null, IsDrill: false);
            var notices = recipients.ConvertAll(r => Notice.To(r, subject, ContentFor(r.Person, look).For(r.Person, subject.Event, look.Plan), null, null, work.Now));
            work.Insert(notices);
            work.Deliver([.. notices.SelectMany((n, i) => Posting.Of(n, recipients[i].Person, [Channel.Mail], work.Now))], notices);
            if (recipients.Count > 0)
            {
                work.Record("administration", new Fact(
                    FactKind.ReadinessTold,
                    ("gaps", Number(look.Count(FindingSeverity.Gap))),
                    ("weaknesses", Number(look.Count(FindingSeverity.Weakness))),
                    ("names", string.Join(", ", recipients.Select(r => r.Person.Name)))));
            }

            return recipients.Count;
        }, cancellation);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<Recipient>> Owners(Work work, ReadinessLook look, CancellationToken cancellation)
    {
        var roster = await work.Roster();
        var owners = roster.Resolve(look.Plan.Owner, work.Now);
        if (owners.Count > 0)
        {
            return owners;
        }

        var administrators = (await ReadinessNow.RightsOf(work.Db, cancellation)).Where(r => r.Value.HasFlag(Right.Administer)).Select(r => roster.Find(r.Key)).OfType<Person>();
        return [.. administrators.Where(p => !p.IsRetired).OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => new Recipient(p, new LocalText("Administrator", "系统管理员")))];
    }

    private NoticeContent ContentFor(Person person, ReadinessLook look) => FindingWords.In(person.Culture, () =>
    {
        var viewer = new ViewerTime(TimeZoneInfo.TryFindSystemTimeZoneById(person.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc);
        var findings = look.Result.Findings;
        var lines = findings.Take(Most).Select(f => $"- {texts[$"Severity_{f.Severity}"]} · {words.ForGrades(f)} · {words.Say(f.Spans[0], look.Result.Interval, viewer)}\n  {words.Say(f)} {words.MendOf(f)}").ToList();
        var address = $"{hub.Value.PublicUrl.TrimEnd('/')}/readiness";
        lines.Add(findings.Count > Most ? texts["MailMore", findings.Count - Most, address] : address);
        return new NoticeContent(
            $"{look.Plan.Key} v{look.Version.Number}",
            texts["MailTitle", look.Count(FindingSeverity.Gap), look.Count(FindingSeverity.Weakness), ReadinessNow.Days],
            string.Join('\n', lines),
            null,
            new Dictionary<string, string>(StringComparer.Ordinal));
    });
}
