using System.Globalization;
using Hub.Domain.People;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Desk;

/// <summary>A rota and who stands on it now.</summary>
/// <param name="Key">Of the rota.</param>
/// <param name="Rota">Its name.</param>
/// <param name="People">Who is on call.</param>
/// <param name="Next">Who comes next, in words; null when nothing is planned, or the same stay.</param>
/// <param name="NextAt">When they take over, UTC.</param>
public sealed record ShiftView(string Key, string Rota, IReadOnlyList<OnCallView> People, string? Next, DateTimeOffset? NextAt);

/// <summary>Somebody on call, and how to reach them.</summary>
public sealed record OnCallView(Guid Id, string Name, string? Phone, string? Mail);

/// <summary>Who is on call at this moment, rota by rota, in the viewer's language.</summary>
public sealed class OnCallQuery(IDbContextFactory<HubDbContext> contexts, TimeProvider time)
{
    public async Task<IReadOnlyList<ShiftView>> Run()
    {
        await using var db = await contexts.CreateDbContextAsync();
        var now = time.GetUtcNow();
        var roster = await Rosters.Load(db, now);
        var absences = await Rosters.Absences(db, now);
        var rotas = await Rosters.Rotas(db, now);
        return [.. rotas.Where(r => r.Layers.Count > 0).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r =>
        {
            var next = r.NextChangeAfter(now, absences) is { } at && !r.OnCallAt(at, absences).SequenceEqual(r.OnCallAt(now, absences)) ? at : (DateTimeOffset?)null;
            return new ShiftView(
                r.Key,
                r.Name.For(CultureInfo.CurrentUICulture.Name),
                [.. roster.Resolve([new Target(TargetKind.Rota, r.Key)], now).Select(Of)],
                next is { } from ? string.Join(", ", r.OnCallAt(from, absences).Select(roster.Find).OfType<Person>().Select(p => p.Name)) : null,
                next);
        })];
    }

    private static OnCallView Of(Recipient recipient) => new(
        recipient.Person.Id, recipient.Person.Name, First(recipient.Person, Channel.Sms), First(recipient.Person, Channel.Mail));

    private static string? First(Person person, Channel channel) =>
        person.ContactPoints.OrderBy(c => c.Position).FirstOrDefault(c => c.Channel == channel)?.Address;
}
