using System.Globalization;
using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Readiness;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>The picture of who would be told never lies: what it shows is what a program sends, to the minute; and it sends and writes nothing itself.</summary>
public sealed class RehearsalStories
{
    private static readonly Caller Reader = new(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "reader", Right.Read);

    [Theory]
    [InlineData(Grade.I, false)]
    [InlineData(Grade.II, false)]
    [InlineData(Grade.III, false)]
    [InlineData(Grade.IV, false)]
    [InlineData(Grade.I, true)]
    [InlineData(Grade.II, true)]
    [InlineData(Grade.III, true)]
    [InlineData(Grade.IV, true)]
    public async Task What_the_picture_shows_is_what_is_sent_to_the_minute(Grade grade, bool onTheBuiltInPlan)
    {
        await using var story = onTheBuiltInPlan ? Story.Resume(await FilledStore.Sqlite()) : await Story.Begin();
        var start = story.Time.GetUtcNow();
        var view = await story.Do<ShowRehearsal, RehearsalView>(r => r.Run(Reader, new RehearsalAsked(grade, Category.Manmade, null)));
        await story.Expects();

        await story.Open(grade);
        await HoldsAgainst(story, start, Shown(view, AudienceKind.Rule, AudienceKind.Duty), view.Rehearsed.Until);
    }

    [Fact]
    public async Task What_the_picture_shows_of_triage_is_what_is_sent_for_a_report()
    {
        await using var story = await Story.Begin();
        var start = story.Time.GetUtcNow();
        var view = await story.Do<ShowRehearsal, RehearsalView>(r => r.Run(Reader, new RehearsalAsked(Grade.I, Category.Manmade, null)));

        await story.Report(Grade.I);
        await HoldsAgainst(story, start, Shown(view, AudienceKind.Triage), view.Rehearsed.Until);
    }

    [Fact]
    public async Task Who_is_away_unverified_or_gone_is_not_told_in_the_picture_either()
    {
        await using var story = await Story.Begin();
        var start = story.Time.GetUtcNow();
        await using (var db = story.Store.CreateDbContext())
        {
            (await db.Persons.SingleAsync(p => p.Name == "director")).AwayUntil(start.AddMinutes(12));
            (await db.Persons.SingleAsync(p => p.Name == "legal")).ReachBy((Channel.Mail, "legal-new@contoso.example"));
            await db.SaveChangesAsync();
        }

        var view = await story.Do<ShowRehearsal, RehearsalView>(r => r.Run(Reader, new RehearsalAsked(Grade.II, Category.Accident, null)));
        var legal = view.Rehearsed.Ladders.Single(l => l.Audience == new Audience(AudienceKind.Rule, "legal", Grade.II));
        legal.Steps[0].PassedBecause.Should().Be("unverified");
        legal.Steps[1].At.Should().Be(start, "a step at which nobody counts is passed at once");

        await story.Open(Grade.II);
        await HoldsAgainst(story, start, Shown(view, AudienceKind.Rule, AudienceKind.Duty), view.Rehearsed.Until);
    }

    [Fact]
    public async Task An_instant_in_the_days_to_come_shows_who_is_there_then()
    {
        await using var story = await Story.Begin();
        var back = story.Time.GetUtcNow().AddDays(2);
        await using (var db = story.Store.CreateDbContext())
        {
            (await db.Persons.SingleAsync(p => p.Name == "director")).AwayUntil(back);
            await db.SaveChangesAsync();
        }

        (await First(null)).Should().Be("deputy");
        (await First(back.AddMinutes(-1))).Should().Be("deputy");
        (await First(back)).Should().Be("director");

        async Task<string> First(DateTimeOffset? at) => (await story.Do<ShowRehearsal, RehearsalView>(r => r.Run(Reader, new RehearsalAsked(Grade.IV, Category.Manmade, at))))
            .Rehearsed.Ladders.Single(l => l.Audience.Kind == AudienceKind.Rule).Steps[0].Persons.Single().Name;
    }

    [Fact]
    public async Task Not_a_row_is_written()
    {
        await using var story = Story.Resume(await FilledStore.Sqlite());
        var before = await Everything(story);
        foreach (var grade in Grades.All)
        {
            await story.Do<ShowRehearsal, RehearsalView>(r => r.Run(Reader, new RehearsalAsked(grade, Category.Natural, story.Time.GetUtcNow().AddDays(3))));
        }

        (await Everything(story)).Should().Equal(before);
        await story.Expects();
    }

    [Fact]
    public async Task Texts_are_those_that_leave_but_for_the_secret_of_their_link()
    {
        await using var story = await Story.Begin();
        var view = await story.Do<ShowRehearsal, RehearsalView>(r => r.Run(Reader, new RehearsalAsked(Grade.II, Category.Manmade, null)));
        var text = view.Texts.Single(t => t is { Event: NoticeEvent.Activated, Asks: true, Channel: Channel.Mail });
        text.For.Should().Be("director");
        text.Subject.Should().Contain("INC-2026-0000").And.Contain("Rehearsed incident");
        text.Text.Should().Contain("/n/xxxxxxxxxxxxxxxx");
        view.Texts.Should().OnlyContain(t => t.Persons.Count > 0 && (t.Count == null) == (t.Channel != Channel.Sms));
    }

    [Fact]
    public async Task A_duty_names_its_body_its_clock_and_who_may_release_it()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        var view = (await app.Use<ShowRehearsal, Outcome<RehearsalView>>(r => r.Run(Reader, new RehearsalAsked(Grade.II, Category.Manmade, null)))).Value;
        var duty = view.Rehearsed.Duties.Single(d => d.Duty.Key == "group-emergency-team");
        (duty.Duty.DueAt - view.Rehearsed.Question.At).Should().Be(TimeSpan.FromHours(1));
        (duty.RemindAt - view.Rehearsed.Question.At).Should().Be(TimeSpan.FromMinutes(40));
        duty.Body!.Mail.Should().NotBeNull();
        view.MayRelease[duty.Duty.Id].Where(m => m.IsTold).Select(m => m.Name).Should().Contain(n => n.StartsWith("Legal Counsel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_not_read_is_not_answered_and_a_far_instant_is_refused()
    {
        await using var story = await Story.Begin();
        (await story.Try<ShowRehearsal, RehearsalView>(r => r.Run(Reader with { Rights = Right.None }, new RehearsalAsked(Grade.I, Category.Manmade, null)))).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await story.Try<ShowRehearsal, RehearsalView>(r => r.Run(Reader, new RehearsalAsked(Grade.I, Category.Manmade, DateTimeOffset.MaxValue)))).Refusal!.Field.Should().Be("at");
    }

    /// <summary>Every message that the picture shows, by its instant.</summary>
    private static ILookup<DateTimeOffset, string> Shown(RehearsalView view, params AudienceKind[] kinds)
    {
        var ladders = view.Rehearsed.Ladders.Where(l => kinds.Contains(l.Audience.Kind)).ToList();
        var climbed = ladders.SelectMany(l => l.Steps.SelectMany(s => Messages(s.At, l.Event, s.Persons)).Concat(l.Repeats.SelectMany(r => Messages(r.At, l.Event, r.Persons))));
        var said = kinds.Contains(AudienceKind.Rule) ? view.Rehearsed.News.SelectMany(n => Messages(n.At, n.Event, n.Persons)) : [];
        return climbed.Concat(said).ToLookup(m => m.At, m => m.Text);
    }

    private static IEnumerable<(DateTimeOffset At, string Text)> Messages(DateTimeOffset at, NoticeEvent about, IEnumerable<RehearsedPerson> persons) =>
        persons.SelectMany(p => p.Addresses.Where(a => !a.StandsBy).Select(a => (at, $"{p.Name} {about}{(a.Channel == Channel.Sms ? " sms" : "")}")));

    /// <summary>Nobody answers: minute by minute the program sends exactly what was shown.</summary>
    private static async Task HoldsAgainst(Story story, DateTimeOffset start, ILookup<DateTimeOffset, string> shown, DateTimeOffset until)
    {
        shown.Select(s => s.Key).Should().Contain(start).And.OnlyContain(at => (at - start).Ticks % TimeSpan.TicksPerMinute == 0);
        for (var at = start; at <= until; at = at.AddMinutes(1))
        {
            (await story.Read()).Should().BeEquivalentTo(shown[at], string.Create(CultureInfo.InvariantCulture, $"that is what the picture shows {(at - start).TotalMinutes} min after the beginning"));
            if (at < until)
            {
                await story.Pass(1);
            }
        }
    }

    private static async Task<IReadOnlyList<(string Table, long Rows)>> Everything(Story story)
    {
        var rows = new List<(string, long)>();
        await using var db = story.Store.CreateDbContext();
        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            rows.Add((table, await story.Store.Read<long>($"SELECT COUNT(*) FROM \"{table}\"")));
        }

        return rows;
    }
}
