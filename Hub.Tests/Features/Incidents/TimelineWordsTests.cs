using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Components;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Plans;
using Hub.Web.Resources;
using Hub.Web.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Hub.Tests.Features.Incidents;

public sealed class TimelineWordsTests : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentUICulture;
    private readonly ServiceProvider services = new ServiceCollection().AddLogging().AddLocalization().AddSingleton<TimelineWords>().BuildServiceProvider();

    public static TheoryData<FactKind, string> Kinds
    {
        get
        {
            var data = new TheoryData<FactKind, string>();
            foreach (var kind in Enum.GetValues<FactKind>())
            {
                data.Add(kind, "en");
                data.Add(kind, "zh-Hans");
            }

            return data;
        }
    }

    public void Dispose()
    {
        CultureInfo.CurrentUICulture = before;
        services.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_fact_has_a_sentence(FactKind kind, string culture)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        services.GetRequiredService<IStringLocalizer<TimelineTexts>>()[kind.ToString()].ResourceNotFound.Should().BeFalse();
    }

    /// <summary>Every reason for which the program itself does not send, or does not count it.</summary>
    public static TheoryData<FactKind, string, string> Whys
    {
        get
        {
            var data = new TheoryData<FactKind, string, string>();
            foreach (var culture in new[] { "en", "zh-Hans" })
            {
                foreach (var why in new[] { DeliveryHolds.QuietHours, DeliveryHolds.RateLimit })
                {
                    data.Add(FactKind.DeliveryHeld, why, culture);
                }

                foreach (var why in new[] { DeliveryCancelled.NoGateway, DeliveryCancelled.RobotOff, DeliveryCancelled.Restricted, DeliveryCancelled.NothingToSend })
                {
                    data.Add(FactKind.Undelivered, why, culture);
                }

                foreach (var why in new[] { "nobody", "toldAlready", "noAddress", "unverified", "declined" })
                {
                    data.Add(FactKind.StepEmpty, why, culture);
                }

                foreach (var why in new[] { "nobody", "noAddress", "unverified" })
                {
                    data.Add(FactKind.NotTold, why, culture);
                }

                data.Add(FactKind.HandedOver, DeliveryCancelled.Restricted, culture);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Whys))]
    public async Task Every_reason_not_to_send_is_said_in_words(FactKind kind, string why, string culture)
    {
        var written = await Write(
            culture, kind, ("rule", "technical-director"), ("step", "2"), ("name", "Samantha Smith"), ("names", "Samantha Smith"), ("to", "Taylor Maxwell"), ("targets", "deputy:technical-director"),
            ("asEn", "Technical director"), ("asZh", "技术部主任"), ("why", why), ("until", "2026-07-01T06:30:00.0000000Z"));
        written.Should().NotContain(why.Any(char.IsUpper) ? why : $": {why}|").And.NotContain($"：{why}|").And.NotContain("{");
        (await Write(culture, kind, ("why", why))).Should().NotBe(await Write(culture, kind), "the reason itself is said");
    }

    [Fact]
    public async Task Grades_stages_and_instants_are_written_for_the_reader()
    {
        (await Write("en", FactKind.GradeRaised, ("from", "III"), ("grade", "I"), ("reason", "it spreads"))).Should().Be("Grade raised from Ⅲ Considerable to Ⅰ Extraordinary|it spreads");
        (await Write("zh-Hans", FactKind.GradeRaised, ("from", "III"), ("grade", "I"), ("reason", "扩散"))).Should().Be("分级由 Ⅲ 较大 升为 Ⅰ 特别重大|扩散");
        (await Write("en", FactKind.StageChanged, ("from", "Detection"), ("stage", "Containment"))).Should().Be("Stage: Detection → Containment|");
        (await Write("en", FactKind.DutyOpened, ("dutyEn", "First report"), ("dutyZh", "首报"), ("bodyEn", "Police"), ("bodyZh", "公安机关"), ("dueAt", "2026-07-01T06:30:00.0000000Z")))
            .Should().Be("Outside report opened: Police, First report, due 2026-07-01 14:30:00 UTC+8|");
        (await Write("zh-Hans", FactKind.StepEmpty, ("rule", "technical-director"), ("step", "2"), ("why", "nobody"), ("targets", "deputy:technical-director")))
            .Should().Be("技术部主任，第 2 级未通知新的人员（技术部主任（副职））：无人担任或不在岗|");
    }

    [Fact]
    public async Task Who_acknowledged_for_another_is_named()
    {
        (await Write("en", FactKind.Acknowledged, ("name", "Legal Counsel"), ("by", "Legal Counsel"), ("means", "Link"))).Should().Be("Legal Counsel acknowledged by link|");
        (await Write("en", FactKind.Acknowledged, ("name", "Legal Counsel"), ("by", "pager (gateway)"), ("means", "Api"))).Should().Be("pager (gateway) acknowledged for Legal Counsel through the API|");
    }

    [Fact]
    public async Task What_people_wrote_is_never_read_as_a_gap_to_fill() =>
        (await Write("en", FactKind.ReportDismissed, ("report", "R-2026-0001"), ("title", "{reason} {0}"), ("reason", "a test"))).Should().Be("Report R-2026-0001 judged a false alarm: {reason} {0}|a test");

    private async Task<string> Write(string culture, FactKind kind, params (string, string)[] data)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        await using var store = await FilledStore.Sqlite();
        await using var db = store.CreateDbContext();
        var names = await RuleNames.Load(db, DefaultPlan.Read());
        var entry = TimelineEntry.Following("INC-2026-0001", (0, null), new Fact(kind, data), Caller.Program, TestStore.Start);
        var line = services.GetRequiredService<TimelineWords>().Write(entry, names, new ViewerTime(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")));
        return $"{line.Sentence}|{line.Detail}";
    }
}
