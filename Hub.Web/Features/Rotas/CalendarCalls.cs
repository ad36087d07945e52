using Hub.Domain.People;
using Hub.Web.Security;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Features.Rotas;

/// <summary>
/// <c>/calendar/{token}.ics</c>: shifts for a calendar program. The token is the capability: it is looked up by its hash, never logged, and who guesses is slowed down.
/// Unknown: 404; ended, as is that of a person who has left or whose account was ended: 410, so that the program stops asking.
/// </summary>
internal static class CalendarCalls
{
    private const int LongestToken = 100;

    public static void MapCalendar(this WebApplication app) =>
        app.MapMethods("/calendar/{token}.ics", [HttpMethods.Get, HttpMethods.Head], Show).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> Show(string token, HttpContext http, IDbContextFactory<HubDbContext> contexts, WrongTokens wrong, TimeProvider time, IOptions<HubOptions> hub)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var hash = token.Length <= LongestToken ? Secrets.Hash(token) : "";
        var feed = hash.Length == 0 ? null : await db.CalendarFeeds.AsNoTracking().FirstOrDefaultAsync(f => f.Hash == hash, http.RequestAborted);
        if (feed is null)
        {
            if (wrong.IsOneTooMany(http.Connection.RemoteIpAddress?.ToString() ?? ""))
            {
                headers.RetryAfter = "60";
                return Results.StatusCode(StatusCodes.Status429TooManyRequests);
            }

            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        return feed.RevokedAt is null && await Write(db, feed, time.GetUtcNow(), hub.Value) is { } text
            ? Results.Text(text, "text/calendar; charset=utf-8")
            : Results.StatusCode(StatusCodes.Status410Gone);
    }

    // everybody with an address had an account when it was made
    private static async Task<bool> HasLostAccount(HubDbContext db, Guid person)
    {
        var accounts = await db.Users.AsNoTracking().Where(u => u.PersonId == person).Select(u => u.IsDisabled).ToListAsync();
        return accounts.Count > 0 && accounts.TrueForAll(isDisabled => isDisabled);
    }

    private static async Task<string?> Write(HubDbContext db, CalendarFeed feed, DateTimeOffset now, HubOptions hub)
    {
        // From the beginning of a month, so that the identity of a shift that began before stays the same from one reading to the next.
        var month = now.AddDays(-40).UtcDateTime;
        var from = new DateTimeOffset(month.Year, month.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var until = now.AddDays(120);
        var roster = await Rosters.Load(db, from);
        if (feed.PersonId is { } id)
        {
            return roster.Find(id) is { IsRetired: false } person && !await HasLostAccount(db, id) ? CalendarText.OfPerson(roster, person, from, until, now) : null;
        }

        return roster.FindRota(feed.RotaKey!) is { } rota ? CalendarText.OfRota(roster, rota, hub.DefaultCulture, from, until, now) : null;
    }
}
