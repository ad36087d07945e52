using System.Net;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Directory.Sample;
using Hub.Web.Features.Rotas;
using Hub.Web.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Calendar = Ical.Net.Calendar;

namespace Hub.Tests.Features.Rotas;

public sealed class CalendarTests
{
    private static readonly Guid Samantha = SampleOrganisation.PersonId("samantha-smith");

    private static Caller Own { get; } = new(CallerKind.Person, Guid.NewGuid(), Samantha, "Samantha Smith", RoleRights.Of(Role.OnCall));

    [Fact]
    public async Task A_secret_address_gives_the_shifts_is_renewed_and_ends()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var client = app.Anonymous();
        var first = await Do(app, f => f.Renew(Own, null));
        var path = new Uri(first.Address).PathAndQuery;

        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/calendar");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        var calendar = Calendar.Load(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var now = app.Clock.GetUtcNow();
        calendar.Events.Should().Contain(e => e.Start!.AsUtc <= now.UtcDateTime && e.End!.AsUtc > now.UtcDateTime).And.OnlyContain(e => e.Start!.IsUtc);
        calendar.Events.Select(e => e.Uid).Should().OnlyHaveUniqueItems();

        app.Clock.Advance(TimeSpan.FromHours(1));
        var again = Calendar.Load(await client.GetStringAsync(path, TestContext.Current.CancellationToken))!;
        again.Events.Select(e => e.Uid).Should().Equal(calendar.Events.Select(e => e.Uid));

        var second = await Do(app, f => f.Renew(Own, null));
        (await client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.Gone);
        (await client.GetAsync(new Uri(second.Address).PathAndQuery, TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);
        await using var db = app.Db();
        (await db.CalendarFeeds.ToListAsync(TestContext.Current.CancellationToken)).Should().OnlyContain(f => f.Hash.Length == 64);
        app.Log.Text.Should().NotContain(second.Address[^30..]);
    }

    [Fact]
    public async Task Who_guesses_is_slowed_down_and_nobody_makes_the_address_of_another()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var client = app.Anonymous();
        var good = await Do(app, f => f.Renew(Own, null));
        for (var i = 0; i < WrongTokens.Most; i++)
        {
            (await client.GetAsync($"/calendar/cal_{i}.ics", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        }

        (await client.GetAsync("/calendar/cal_0.ics", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await client.GetAsync(new Uri(good.Address).PathAndQuery, TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK, "whoever guesses does not shut out others of the same network");
        await using var scope = app.Services.CreateAsyncScope();
        var feeds = scope.ServiceProvider.GetRequiredService<KeepFeeds>();
        (await feeds.Renew(Own with { Rights = Right.Read }, "on-call")).IsRefused.Should().BeTrue();
        (await feeds.Renew(new Caller(CallerKind.ApiKey, Guid.NewGuid(), null, "key", Right.Read), null)).IsRefused.Should().BeTrue();
    }

    [Fact]
    public async Task With_the_account_the_address_ends_and_with_a_persons_leaving_too()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var client = app.Anonymous();
        var path = new Uri((await Do(app, f => f.Renew(Own, null))).Address).PathAndQuery;
        await using var db = app.Db();
        var account = new Hub.Web.Security.Account { Id = Guid.NewGuid(), PersonId = Samantha, UserName = "s@contoso.example", Email = "s@contoso.example" };
        db.Users.RemoveRange(db.Users.Where(u => u.PersonId == Samantha));
        db.Users.Add(account);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        (await client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);

        account.IsDisabled = true;
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        (await client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.Gone);

        account.IsDisabled = false;
        (await db.Persons.SingleAsync(p => p.Id == Samantha, TestContext.Current.CancellationToken)).Retire();
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        (await client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28", "2026-03-28T07:00:00Z", "2026-03-29T06:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24", "2026-10-24T06:00:00Z", "2026-10-25T07:00:00Z")]
    public void A_shift_over_a_change_of_summer_time_is_exact_in_the_calendar(string zone, string day, string from, string until)
    {
        var person = Person.Create(Guid.NewGuid(), "Samantha; Smith,\r\nX", "en", zone);
        var rota = Rota.Create("r", new("On call", "值班"), zone);
        rota.AddLayer(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), new TimeOnly(8, 0), 1, person.Id, Guid.NewGuid());
        var (begins, ends) = (At(from), At(until));

        var text = CalendarText.OfRota(new Roster([person], [], [], [rota]), rota, "en", begins, ends, begins);
        var only = Calendar.Load(text)!.Events.Should().ContainSingle().Which;
        (only.Start!.AsUtc, only.End!.AsUtc).Should().Be((begins.UtcDateTime, ends.UtcDateTime));
        only.Summary.Should().StartWith("Samantha; Smith,");
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<FeedShown> Do(HubApp app, Func<KeepFeeds, Task<Hub.Domain.Shared.Outcome<FeedShown>>> run)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var outcome = await run(scope.ServiceProvider.GetRequiredService<KeepFeeds>());
        outcome.Refusal.Should().BeNull();
        return outcome.Value;
    }
}
