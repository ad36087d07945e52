using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Account;
using Hub.Web.Features.Directory.Sample;
using Hub.Web.Features.Plans;
using Hub.Web.Features.Readiness;
using Hub.Web.Schedule;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using FindingKind = Hub.Domain.Plans.Readiness.FindingKind;

namespace Hub.Tests.Stories;

/// <summary>Readiness of the real program: the built-in plan with the sample organisation, what is kept, and who hears of it.</summary>
public sealed class ReadinessStories
{
    private static readonly Caller Reader = new(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "reader", Right.Read);

    [Fact]
    public async Task The_built_in_plan_has_no_finding_with_the_sample_organisation()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock with { Environment = "Development" });

        var look = (await app.Use<ShowReadiness, Outcome<ReadinessLook>>(r => r.Run(Reader))).Value;

        look.Result.Findings.Should().BeEmpty();
        look.Result.Interval.Length.Should().Be(TimeSpan.FromDays(30));
        (await ReadinessNow.RightsOf(app.Db())).Should().NotBeEmpty("rights are looked at only once there are accounts");
        Grades.All.Should().AllSatisfy(g => look.Result.Covered[g].Should().Equal(look.Result.Interval));
        look.WellUntil(app.Clock.GetUtcNow()).Should().Be(look.Result.Interval.Until);
    }

    [Fact]
    public async Task The_built_in_plan_has_no_finding_by_the_roles_of_the_sample_either()
    {
        await using var store = await FilledStore.Sqlite();
        await using var db = store.CreateDbContext();
        using var readiness = new ReadinessNow(store, new PlanInForce(), ReadinessBed.EveryChannel, store.Time);
        var input = await readiness.Input(db, DefaultPlan.Read());
        var sample = SampleOrganisation.Read().Persons;
        input = input with
        {
            MayRelease = sample.Where(p => RoleRights.Of(p.Roles).HasFlag(Right.ReleaseOutside)).Select(p => p.Id).ToHashSet(),
            MayApprove = sample.Where(p => RoleRights.Of(p.Roles).HasFlag(Right.Approve)).Select(p => p.Id).ToHashSet(),
        };

        ReadinessCheck.Of(input, TestStore.Start, TestStore.Start.AddDays(365)).Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task An_answer_is_kept_for_half_a_minute_and_given_up_when_the_directory_changes()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        var readiness = app.Services.GetRequiredService<ReadinessNow>();
        var first = await readiness.Get();
        (await readiness.Get()).Should().BeSameAs(first);

        var id = SampleOrganisation.PersonId("finance-director");
        var profile = (await app.Use<ChangeProfile, Profile?>(c => c.Read(Caller.Program with { Rights = Right.Administer }, id)))!;
        (await app.Use<ChangeProfile, Outcome<Guid>>(c => c.Run(Caller.Program with { Rights = Right.Administer }, id, profile with { ContactPoints = [(Channel.Mail, "somewhere-else@contoso.example")] }))).IsRefused.Should().BeFalse();

        var second = await readiness.Get();
        second.Should().NotBeSameAs(first);
        second.Result.Findings.Should().Contain(f => f.Kind == FindingKind.AddressUnverified && f.Subject.Key == id.ToString());
        second.WellUntil(app.Clock.GetUtcNow()).Should().BeNull();

        app.Clock.Advance(ReadinessNow.KeptFor);
        (await readiness.Get()).Should().NotBeSameAs(second);
    }

    [Fact]
    public async Task The_owner_is_told_once_a_day_in_their_language_and_only_while_something_is_wrong()
    {
        // Nothing catches up at the start: the test says when it is told.
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock with { Environment = "Development", Services = services => services.RemoveAll<RecurringJob>() });
        (await Tell()).Should().Be(0, "all is well");
        await using (var db = app.Db())
        {
            var director = SampleOrganisation.PersonId("technical-director");
            (await db.Persons.SingleAsync(p => p.Id == director)).AwayUntil(app.Clock.GetUtcNow().AddDays(3));
            await db.SaveChangesAsync();
        }

        app.Clock.Advance(ReadinessNow.KeptFor);
        (await Tell()).Should().BePositive();
        (await Tell()).Should().Be(0, "they have heard of it today");
        await using (var db = app.Db())
        {
            var notice = await db.Notices.AsNoTracking().FirstAsync(n => n.Event == NoticeEvent.ReadinessFindings);
            notice.State.Should().Be(NoticeState.ForInformation);
            notice.Content.Title.Should().Contain(notice.Culture == "zh-Hans" ? "处薄弱" : "weaknesses");
            notice.Content.Detail.Should().Contain("/readiness");
            (await db.Deliveries.AnyAsync(d => d.NoticeId == notice.Id && d.Channel == Channel.Mail)).Should().BeTrue();
            (await db.Timeline.CountAsync(t => t.Kind == FactKind.ReadinessTold)).Should().Be(1);
        }

        app.Clock.Advance(TimeSpan.FromDays(1));
        await Tell();
        (await Days()).Should().Be(2, "it is another day; who told of it, the clock's own job or this, does not matter");
        app.Clock.Advance(TimeSpan.FromDays(3));
        await Tell();
        (await Days()).Should().Be(2, "the director is back");

        async Task<int> Days()
        {
            await using var db = app.Db();
            return await db.Notices.Where(n => n.Event == NoticeEvent.ReadinessFindings).Select(n => n.Matter).Distinct().CountAsync();
        }

        async Task<int> Tell() => (await app.Use<TellReadiness, Outcome<int>>(t => t.Run(Caller.Program))).Value;
    }

    [Theory]
    [InlineData("None", true)]
    [InlineData("Mail", false)]
    public async Task A_telephone_reaches_nobody_while_the_program_has_no_way_to_send_short_messages(string mode, bool isFound)
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock with { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sms:Mode"] = mode, ["Sms:Mail:Address"] = "{number}@sms.example" } });
        var director = SampleOrganisation.PersonId("technical-director");
        await using (var db = app.Db())
        {
            (await db.Persons.SingleAsync(p => p.Id == director)).ReachableBy((Channel.Sms, "+861000000015"));
            await db.SaveChangesAsync();
        }

        app.Clock.Advance(ReadinessNow.KeptFor);
        var found = (await app.Use<ShowReadiness, Outcome<ReadinessLook>>(r => r.Run(Reader))).Value.Result.Findings;

        found.Any(f => f.Kind == FindingKind.NoChannel && f.Subject.Key == director.ToString()).Should().Be(isFound);
        found.Any(f => f.Kind == FindingKind.StepUnreachable && f.Step == 1 && f.Persons.Any(p => p.Id == director)).Should().Be(isFound);
    }

    [Fact]
    public async Task Approving_a_version_asks_for_a_reason_by_what_the_page_of_readiness_finds_with_the_rights_of_people()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock with { Environment = "Development" });
        var author = new Caller(CallerKind.Person, Guid.NewGuid(), SampleOrganisation.PersonId("system-administrator"), "author", Right.Read | Right.Administer);
        var approver = new Caller(CallerKind.Person, Guid.NewGuid(), SampleOrganisation.PersonId("chairman"), "approver", Right.Read | Right.Approve);
        var draft = (await app.Use<DraftPlan, Outcome<int>>(d => d.From(author, (int?)null))).Value;
        (await app.Use<SubmitPlan, Outcome<int>>(s => s.Run(author, draft, "as before"))).Refusal.Should().BeNull();
        (await Count()).Should().Be(0, "the sample organisation has nothing open");

        // Nobody of those who are told may release any more: an account is closed, not a line of the directory.
        await using (var db = app.Db())
        {
            var ids = new[] { "legal-counsel", "deputy-legal-counsel", "communications-officer", "deputy-communications-officer" }.Select(SampleOrganisation.PersonId).ToList();
            await db.Users.Where(u => ids.Contains(u.PersonId)).ExecuteUpdateAsync(set => set.SetProperty(u => u.IsDisabled, true));
        }

        app.Clock.Advance(ReadinessNow.KeptFor);
        var page = (await app.Use<ShowReadiness, Outcome<ReadinessLook>>(r => r.Run(Reader))).Value.Result.Findings;
        page.Should().Contain(f => f.Kind == FindingKind.NobodyMayRelease);
        (await Count()).Should().Be(page.Count);
        var refusal = (await app.Use<DecidePlan, Outcome<int>>(d => d.Approve(approver, draft, null))).Refusal!;
        (refusal.Code, refusal.Arguments[0]).Should().Be(("PlanFindingsOpen", page.Count));
        (await app.Use<DecidePlan, Outcome<int>>(d => d.Approve(approver, draft, "accounts follow on Monday"))).Refusal.Should().BeNull();

        async Task<int> Count()
        {
            await using var db = app.Db();
            var version = await db.PlanVersions.AsNoTracking().SingleAsync(v => v.Number == draft && !v.IsDrillCopy);
            return await app.Services.GetRequiredService<CountFindings>()(db, version, app.Clock.GetUtcNow());
        }
    }

    [Fact]
    public async Task Of_those_who_may_approve_somebody_must_be_left_who_did_not_write_the_version()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock with { Environment = "Development" });
        var chairman = SampleOrganisation.PersonId("chairman");
        await using (var db = app.Db())
        {
            var entitled = (await ReadinessNow.RightsOf(db)).Where(r => r.Value.HasFlag(Right.Approve) && r.Key != chairman).Select(r => r.Key).ToList();
            await db.Users.Where(u => entitled.Contains(u.PersonId)).ExecuteUpdateAsync(set => set.SetProperty(u => u.IsDisabled, true));
        }

        (await Count("chairman")).Should().Be(1, "only the author could approve it");
        (await Count("system-administrator")).Should().Be(0, "the chairman did not write it");

        async Task<int> Count(string author)
        {
            var writer = new Caller(CallerKind.Person, Guid.NewGuid(), SampleOrganisation.PersonId(author), author, Right.Read | Right.Administer);
            var draft = (await app.Use<DraftPlan, Outcome<int>>(d => d.From(writer, (int?)null))).Value;
            await using var db = app.Db();
            var version = await db.PlanVersions.AsNoTracking().SingleAsync(v => v.Number == draft && !v.IsDrillCopy);
            return await app.Services.GetRequiredService<CountFindings>()(db, version, app.Clock.GetUtcNow());
        }
    }

    [Fact]
    public async Task Only_who_administers_may_have_it_told()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        (await app.Use<TellReadiness, Outcome<int>>(t => t.Run(Reader))).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await app.Use<ShowReadiness, Outcome<ReadinessLook>>(t => t.Run(Reader with { Rights = Right.Report }))).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
    }
}
