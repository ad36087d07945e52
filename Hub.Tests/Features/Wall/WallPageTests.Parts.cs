using System.Security.Claims;
using Bunit;
using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Response;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Tests.Live;
using Hub.Web.Features.Wall;
using Hub.Web.Live;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Wall;

/// <summary>What stands on the wall beside the incident itself, and parts that fail.</summary>
public sealed partial class WallPageTests
{
    [Fact]
    public async Task It_says_which_seats_of_the_plan_are_empty()
    {
        await using (var db = store.CreateDbContext())
        {
            var legal = await db.Offices.SingleAsync(o => o.Key == "legal-counsel");
            legal.HeldBy();
            await db.SaveChangesAsync();
        }

        await bench.OpenIncident("Extraordinary", Grade.I);
        await feed.CatchUp(default);
        var wall = Show<WallPage>();

        wall.WaitForElement(".wall-empty").TextContent.Should().Contain("Legal counsel");
        wall.Find(".wall-seats b").TextContent.Should().MatchRegex("^[0-9]+/[0-9]+$");
    }

    [Fact]
    public async Task What_waits_for_approval_says_whose_it_is_and_until_when()
    {
        var incident = await bench.OpenIncident("Major", Grade.II);
        await Owe(incident, "Samantha Smith");

        await feed.CatchUp(default);
        var wall = Show<WallPage>();

        var row = wall.WaitForElement(".wall-approval");
        row.TextContent.Should().Contain("Police").And.Contain("with Samantha Smith");
        row.QuerySelector("[data-due]")!.GetAttribute("data-due").Should().Be(Now.AddHours(1).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_situation_report_that_waits_says_with_whom_and_is_asked_nowhere_else(bool isMasked)
    {
        Come(Right.Display, isMasked);
        var id = await bench.OpenIncident("Major", Grade.II);
        await using (var db = store.CreateDbContext())
        {
            var incident = await db.Incidents.SingleAsync(i => i.Id == id);
            var report = SituationReport.Begin(incident, 1, "en", SituationReportText.Empty with { Situation = "Two hosts" }, Caller.Program, Now).Value.Report;
            report.Submit(null, Caller.Program, Now).Refusal.Should().BeNull();
            db.SituationReports.Add(report);
            db.Notices.Add(Notice.To(
                new Recipient(await db.Persons.FirstAsync(p => p.Name == "Samantha Smith"), LocalText.Same("Approver")),
                new NoticeSubject(ApprovalPolicy.MatterOf(report.Id) + "1", 1, NoticeEvent.SituationReportToApprove, incident.Id, incident.Grade, false),
                new NoticeContent(incident.Number, incident.Title, null, null, new Dictionary<string, string>(StringComparer.Ordinal)),
                Now.AddMinutes(10),
                null,
                Now));
            await db.SaveChangesAsync();
        }

        await feed.CatchUp(default);
        var wall = Show<WallPage>();

        wall.WaitForElement(".wall-approval").TextContent.Should().Contain("Situation report");
        (wall.FindAll(".wall-whose").Count == 1).Should().Be(!isMasked);
        wall.Markup.Contains("with Samantha Smith", StringComparison.Ordinal).Should().Be(!isMasked);
        wall.FindAll(".wall-waiting").Should().BeEmpty("it is asked in its own column");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Systems_stand_by_their_state_and_what_nobody_answers_for_is_marked(bool isMasked)
    {
        Come(Right.Display, isMasked);
        var incident = await bench.OpenIncident("Worm");
        await bench.Post(incident, 1);
        await using (var db = store.CreateDbContext())
        {
            foreach (var (name, state) in new[] { ("WEB2", SystemState.Isolated), ("WEB1", SystemState.Affected), ("DB7", SystemState.Affected) })
            {
                db.AffectedSystems.Add(AffectedSystem.NameIt(incident, null, LocalText.Same(name), state, "cable pulled", "Robert Brown", Now).Value.System);
            }

            await db.SaveChangesAsync();
        }

        await feed.CatchUp(default);
        var wall = Show<WallPage>();

        wall.WaitForElement(".wall-system-1").TextContent.Should().Contain("affected 2");
        wall.Find(".wall-system-2").TextContent.Should().Contain("isolated 1");
        wall.FindAll(".wall-event").Should().ContainSingle("the update is no verified event").Which.TextContent.Should().Contain("Confirmed");
        if (isMasked)
        {
            wall.Markup.Should().NotContainAny("WEB", "DB7", "cable", "Robert", "Update 1");
        }
        else
        {
            wall.Find(".wall-system").TextContent.Should().ContainAll("WEB1", "DB7");
            wall.Find(".wall-unverified").TextContent.Should().Contain("unverified");
        }
    }

    [Fact]
    public void In_the_quiet_it_says_who_is_on_call_next_and_when()
    {
        var wall = Show<WallPage>();

        wall.WaitForElement(".wall-then").TextContent.Should().MatchRegex("from [0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} .+");
        wall.FindAll(".wall-shift .wall-now").Should().OnlyContain(n => n.TextContent.Length > 0);
    }

    [Theory]
    [InlineData("en", "Well until 2026-07-31")]
    [InlineData("zh-Hans", "就绪至 2026-07-31")]
    public void In_the_quiet_it_says_until_when_the_organisation_is_ready(string language, string said)
    {
        Speak(language);

        Show<WallPage>().WaitForElement(".wall-ready dd").TextContent.Trim().Should().Be(said);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task In_the_quiet_it_counts_gaps_and_weaknesses_and_names_the_first_but_not_on_a_masked_display(bool isMasked)
    {
        await using (var db = store.CreateDbContext())
        {
            foreach (var person in await db.Persons.Where(p => p.Name.StartsWith("Technical Director") || p.Name.StartsWith("Deputy Technical Director")).ToListAsync())
            {
                person.AwayUntil(Now.AddDays(2));
            }

            await db.SaveChangesAsync();
        }

        Come(Right.Display, isMasked);
        var ready = Show<WallPage>().WaitForElement(".wall-ready dd");

        ready.TextContent.Should().MatchRegex("Gaps [0-9]+, weaknesses [1-9][0-9]*");
        ready.QuerySelectorAll(".wall-ready-next").Length.Should().Be(isMasked ? 0 : 1);
        if (isMasked)
        {
            ready.TextContent.Should().NotContainAny("Technical", "Director", "ladder");
        }
        else
        {
            ready.QuerySelector(".wall-ready-next")!.TextContent.Should().Contain("Technical director").And.Contain("until 2026-07-03 06:00 UTC");
        }
    }

    [Fact]
    public void A_part_that_throws_leaves_its_neighbours_and_is_tried_again_by_itself()
    {
        Flaky.Fails = true;
        var wall = Show<Neighbours>();
        wall.Find(".wall-failed").TextContent.Should().Contain("tried again");
        wall.FindAll("b").Select(b => b.TextContent).Should().Equal("before", "after");

        Flaky.Fails = false;
        wall.Render(ParameterView.Empty);
        wall.FindAll(".wall-failed").Should().ContainSingle("a part that fails at every drawing must not cost one at every drawing");
        Clock.Advance(TimeSpan.FromSeconds(6));
        wall.Render(ParameterView.Empty);
        wall.FindAll("b").Select(b => b.TextContent).Should().Equal("before", "fine", "after");
    }

    [Fact]
    public async Task A_query_that_fails_leaves_the_board_on_the_wall()
    {
        await bench.OpenIncident("Considerable");
        await feed.CatchUp(default);
        await using (var db = store.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE Duties RENAME TO DutiesGone");
        }

        var wall = Show<WallPage>();
        wall.WaitForElement(".wall-focus h1").TextContent.Should().Be("Considerable");
        wall.FindAll(".wall-panes").Should().BeEmpty();

        await using (var db = store.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE DutiesGone RENAME TO Duties");
        }

        await Until(() => wall.FindAll(".wall-panes").Count == 1);
    }

    /// <summary>A duty to the police that is due in an hour, and somebody asked to release it.</summary>
    private async Task Owe(Guid incidentId, string name)
    {
        await using var db = store.CreateDbContext();
        var incident = await db.Incidents.SingleAsync(i => i.Id == incidentId);
        var person = await db.Persons.FirstAsync(p => p.Name == name);
        var police = LocalText.Same("Police");
        var (duty, _) = Duty.Open(incident, "police", police, "police", police, "en", "Report of an incident", "It happened.", TimeSpan.FromHours(1), Now);
        db.Duties.Add(duty);
        db.Notices.Add(Notice.To(
            new Recipient(person, LocalText.Same("Legal counsel")),
            new NoticeSubject($"duty:{duty.Id}", 1, NoticeEvent.DutyToRelease, incident.Id, incident.Grade, false),
            new NoticeContent(incident.Number, incident.Title, null, null, new Dictionary<string, string>(StringComparer.Ordinal)),
            Now.AddMinutes(10),
            null,
            Now));
        await db.SaveChangesAsync();
    }

    /// <summary>Three parts of a wall side by side.</summary>
    private sealed class Neighbours : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<WallPart>(0);
            builder.AddComponentParameter(1, nameof(WallPart.ChildContent), Words("<b>before</b>"));
            builder.CloseComponent();
            builder.OpenComponent<WallPart>(2);
            builder.AddComponentParameter(3, nameof(WallPart.ChildContent), (RenderFragment)(inner =>
            {
                inner.OpenComponent<Flaky>(0);
                inner.CloseComponent();
            }));
            builder.CloseComponent();
            builder.OpenComponent<WallPart>(4);
            builder.AddComponentParameter(5, nameof(WallPart.ChildContent), Words("<b>after</b>"));
            builder.CloseComponent();
        }

        private static RenderFragment Words(string markup) => inner => inner.AddMarkupContent(0, markup);
    }

    private sealed class Flaky : ComponentBase
    {
        public static bool Fails { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            if (Fails)
            {
                throw new InvalidOperationException("on purpose");
            }

            builder.AddMarkupContent(0, "<b>fine</b>");
        }
    }
}
