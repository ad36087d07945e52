using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Readiness;

/// <summary>What is asked of a rehearsal.</summary>
/// <param name="Grade">How grave.</param>
/// <param name="Category">What sort of cause.</param>
/// <param name="At">When; null: now.</param>
public sealed record RehearsalAsked(Grade Grade, Category Category, DateTimeOffset? At)
{
    /// <summary>Key of the asset that it befalls; null: none is named.</summary>
    public string? Asset { get; init; }

    /// <summary>Language in which the incident is named, when nobody gives it a title.</summary>
    public string Culture { get; init; } = "en";
}

/// <summary>A text as it would leave, once for all who get it alike.</summary>
/// <param name="Event">What about.</param>
/// <param name="Asks">True when it asks for acknowledgement.</param>
/// <param name="Culture">Language.</param>
/// <param name="Channel">Which way.</param>
/// <param name="Subject">Subject of a mail; empty otherwise.</param>
/// <param name="Text">The text; the secret of its link is blotted out.</param>
/// <param name="Count">Length of a short message; null otherwise.</param>
/// <param name="For">To whom this one would go.</param>
/// <param name="Persons">Everybody who gets one like it, differing in name and time only.</param>
public sealed record RehearsedText(NoticeEvent Event, bool Asks, string Culture, Channel Channel, string Subject, string Text, SmsCount? Count, string For, IReadOnlyList<string> Persons);

/// <summary>Who may release a duty.</summary>
/// <param name="Name">Name.</param>
/// <param name="IsTold">True when the duty's ladder tells them of it while it is rehearsed.</param>
public sealed record MayRelease(string Name, bool IsTold);

/// <summary>An asset that may be chosen.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name in both languages.</param>
public sealed record AssetChoice(string Key, LocalText Name);

/// <summary>Whoever answers for the chosen asset.</summary>
/// <param name="Name">Name; null when nobody does.</param>
/// <param name="IsTold">True when the plan tells them while it is rehearsed.</param>
public sealed record AssetOwner(string? Name, bool IsTold);

/// <summary>A rehearsal for people.</summary>
public sealed record RehearsalView(
    PlanVersion Version,
    EmergencyPlan Plan,
    Rehearsed Rehearsed,
    IReadOnlyList<RehearsedText> Texts,
    IReadOnlyDictionary<Guid, IReadOnlyList<MayRelease>> MayRelease,
    RuleNames Names,
    IReadOnlyList<AssetChoice> Assets,
    AssetOwner? Owner);

/// <summary>
/// Who would be told under the plan in force: the policies themselves are run for an incident that does not exist, and every text is
/// written by the renderer that the sender uses. Nothing is sent, stored or recorded.
/// </summary>
public sealed class ShowRehearsal(IDbContextFactory<HubDbContext> contexts, PlanInForce plans, NoticeRenderer renderer, TimeProvider time)
{
    private static readonly string Blot = new('x', 16);

    /// <summary>Refused: without the right to read; an instant more than a year away; no such asset in use.</summary>
    public async Task<Outcome<RehearsalView>> Run(Caller caller, RehearsalAsked asked, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        var at = asked.At ?? time.GetUtcNow();
        if ((at - time.GetUtcNow()).Duration() > TimeSpan.FromDays(366))
        {
            return Refusal.Invalid("at", "InstantTooFar");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (version, plan) = await plans.Load(db);
        var roster = await Rosters.Load(db);
        var bodies = await db.ExternalBodies.AsNoTracking().ToDictionaryAsync(b => b.Key, StringComparer.Ordinal, cancellation);
        var assets = await db.Assets.AsNoTracking().Where(a => !a.IsRetired).OrderBy(a => a.Key).ToListAsync(cancellation);
        var asset = asked.Asset is null ? null : assets.Find(a => a.Key == asked.Asset);
        if (asset is null && asked.Asset is not null)
        {
            return Refusal.Invalid("asset", "Unknown");
        }

        var texts = new Dictionary<(NoticeEvent, bool, string, Channel), (RehearsedText Text, SortedSet<string> Persons)>();
        var question = new RehearsalQuestion(asked.Grade, asked.Category, at, Title(asked, asset)) { Place = asset?.Place };
        var rehearsed = Rehearsal.Run(question, plan, version.Id, roster, bodies, caller.Name, message => Write(texts, message));
        var rights = await ReadinessNow.RightsOf(db, cancellation);
        return new RehearsalView(
            version,
            plan,
            rehearsed,
            [.. texts.Values.Select(t => t.Text with { Persons = [.. t.Persons] })],
            rehearsed.Duties.ToDictionary(d => d.Duty.Id, d => MayReleaseOf(d, rehearsed, rights, roster, at)),
            await RuleNames.Load(db, plan),
            assets.ConvertAll(a => new AssetChoice(a.Key, a.Name)),
            asset is null ? null : OwnerOf(asset, rehearsed, roster, at));
    }

    private static string Title(RehearsalAsked asked, Asset? asset) => new LocalText(
        asset is null ? "Rehearsed incident" : $"Rehearsed incident: {asset.NameEn}",
        asset is null ? "推演：网络安全事件" : $"推演：{asset.NameZh}发生网络安全事件").For(asked.Culture);

    private static AssetOwner OwnerOf(Asset asset, Rehearsed rehearsed, Roster roster, DateTimeOffset at)
    {
        var owner = Target.TryParse(asset.Owner, out var target) ? roster.Resolve([target], at).FirstOrDefault()?.Person : null;
        var told = rehearsed.Ladders.SelectMany(l => l.Steps).SelectMany(s => s.Persons).Concat(rehearsed.News.SelectMany(n => n.Persons));
        return new AssetOwner(owner?.Name, owner is not null && told.Any(p => p.PersonId == owner.Id));
    }

    private static IReadOnlyList<MayRelease> MayReleaseOf(RehearsedDuty duty, Rehearsed rehearsed, IReadOnlyDictionary<Guid, Right> rights, Roster roster, DateTimeOffset at)
    {
        var told = rehearsed.Ladders.Where(l => l.DutyId == duty.Duty.Id).SelectMany(l => l.Steps).SelectMany(s => s.Persons).Select(p => p.PersonId).ToHashSet();
        return
        [
            .. rights.Where(r => r.Value.HasFlag(Right.ReleaseOutside)).Select(r => roster.Find(r.Key)).OfType<Person>().Where(p => p.IsPresent(at))
                .Select(p => new MayRelease(p.Name, told.Contains(p.Id))).OrderByDescending(m => m.IsTold).ThenBy(m => m.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Keeps one text of each kind; who gets one like it is counted.</summary>
    private void Write(Dictionary<(NoticeEvent, bool, string, Channel), (RehearsedText Text, SortedSet<string> Persons)> texts, RehearsedMessage message)
    {
        var notice = message.Notice;
        var key = (notice.Event, notice.AsksAcknowledgement, notice.Culture, message.Channel);
        if (!texts.TryGetValue(key, out var known))
        {
            var written = renderer.Render(notice, Guid.Empty, message.Channel, message.Address);
            var text = written.Text.Replace(notice.Token, Blot, StringComparison.Ordinal);
            texts[key] = known = (
                new RehearsedText(notice.Event, notice.AsksAcknowledgement, notice.Culture, message.Channel, written.Subject, text, message.Channel == Channel.Sms ? SmsCount.Of(written.Text) : null, notice.PersonName, []),
                new SortedSet<string>(StringComparer.Ordinal));
        }

        known.Persons.Add(notice.PersonName);
    }
}
