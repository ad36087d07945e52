using System.Globalization;
using Hub.Domain.People;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Desk;

/// <summary>A rota and who stands on it now.</summary>
public sealed record ShiftView(string Key, string Rota, IReadOnlyList<OnCallView> People);

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
        var rotas = await db.Rotas.AsNoTracking().Where(r => r.Layers.Count > 0).Select(r => new { r.Key, r.NameEn, r.NameZh }).ToListAsync();
        return [.. rotas
            .OrderBy(r => r.Key, StringComparer.Ordinal)
            .Select(r => new ShiftView(
                r.Key,
                new Domain.Shared.LocalText(r.NameEn, r.NameZh).For(CultureInfo.CurrentUICulture.Name),
                [.. roster.Resolve([new Target(TargetKind.Rota, r.Key)], now).Select(Of)]))];
    }

    private static OnCallView Of(Recipient recipient) => new(
        recipient.Person.Id, recipient.Person.Name, First(recipient.Person, Channel.Sms), First(recipient.Person, Channel.Mail));

    private static string? First(Person person, Channel channel) =>
        person.ContactPoints.OrderBy(c => c.Position).FirstOrDefault(c => c.Channel == channel)?.Address;
}
