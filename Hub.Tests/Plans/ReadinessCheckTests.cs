using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Span = Hub.Domain.Plans.Readiness.Span;

namespace Hub.Tests.Plans;

/// <summary>Each thing that readiness can find, alone, with its grades, its stretch, its people and what mends it.</summary>
public sealed class ReadinessCheckTests
{
    private readonly ReadinessBed bed = new();

    [Fact]
    public void Where_everything_is_in_order_nothing_is_found_and_all_of_it_is_covered()
    {
        var result = bed.Look();

        result.Findings.Should().BeEmpty();
        result.IsWell.Should().BeTrue();
        Grades.All.Should().AllSatisfy(g => result.Covered[g].Should().Equal(new Span(ReadinessBed.From, ReadinessBed.Until)));
    }

    [Fact]
    public void An_hour_without_anybody_on_call_is_found_to_the_minute()
    {
        bed.OnCall = Rota.Create("on-call", new LocalText("On call", "应急值班"), "Asia/Shanghai");
        bed.OnCall.AddLayer(new DateOnly(2026, 11, 25), new TimeOnly(9, 0), 7, bed.Id("Anna"));
        bed.OnCall.StandIn(bed.Id("Ben"), ReadinessBed.From, ReadinessBed.From.AddHours(48));

        var found = Only(FindingKind.NobodyOnCall);
        found.Spans.Should().Equal(new Span(ReadinessBed.From.AddHours(48), At("2026-11-25T09:00:00+08:00")));
        found.Should().BeEquivalentTo(new { Severity = FindingSeverity.Weakness, Mend = Mend.FillShift, Grades = Grades.All, Subject = new { Kind = SubjectKind.Rota, Key = "on-call" } });
    }

    [Fact]
    public void Whoever_is_on_call_and_absent_leaves_the_rota_empty_while_both_last()
    {
        bed.Put("head", "office:legal", "deputy:legal");
        bed.People["Anna"].AwayUntil(ReadinessBed.From.AddDays(3));

        var found = Only(FindingKind.NobodyOnCall);
        found.Spans.Should().Equal(new Span(At("2026-11-23T09:00:00+08:00"), ReadinessBed.From.AddDays(3)));
        found.Persons.Should().Equal(new NamedPerson(bed.Id("Anna"), "Anna"));
    }

    [Fact]
    public void Shifts_that_nobody_takes_again_and_again_are_one_finding_with_several_stretches()
    {
        var gone = Person.Create(Guid.NewGuid(), "Gone", "en", "Asia/Shanghai");
        gone.ReachableBy((Channel.Mail, "gone@contoso.example"));
        gone.Retire();
        bed.People["Gone"] = gone;
        bed.OnCall = Rota.Create("on-call", new LocalText("On call", "应急值班"), "Europe/Berlin");
        bed.OnCall.AddLayer(new DateOnly(2026, 11, 23), new TimeOnly(9, 0), 10, bed.Id("Anna"), bed.Id("Gone"));
        bed.OnCall.StandIn(bed.Id("Ben"), ReadinessBed.From, ReadinessBed.From.AddHours(9));

        Only(FindingKind.NobodyOnCall).Spans.Should().Equal(
            new Span(At("2026-12-03T09:00:00+01:00"), At("2026-12-13T09:00:00+01:00")));
    }

    [Fact]
    public void A_ladder_that_reaches_nobody_is_a_gap_of_its_grades_only()
    {
        bed.People["Anna"].ReachBy((Channel.Mail, "new@contoso.example"));
        bed.People["Ben"].AwayUntil(ReadinessBed.From.AddDays(1));

        var result = bed.Look();
        var gap = result.Findings.Single(f => f.Severity == FindingSeverity.Gap);
        gap.Should().BeEquivalentTo(new { Kind = FindingKind.NobodyReached, Grades = new[] { Grade.I }, Subject = new { Kind = SubjectKind.Ladder, Key = "head" }, Mend = Mend.VerifyAddress });
        gap.Spans.Should().Equal(new Span(ReadinessBed.From, ReadinessBed.From.AddDays(1)));
        gap.Persons.Should().Equal(new NamedPerson(bed.Id("Anna"), "Anna"));
        gap.Audiences.Should().Equal(new Audience(AudienceKind.Rule, "head", Grade.I));
        result.Covered[Grade.I].Should().Equal(new Span(ReadinessBed.From.AddDays(1), ReadinessBed.Until));
        result.Covered[Grade.II].Should().Equal(result.Interval);
    }

    [Fact]
    public void A_step_that_nobody_can_be_reached_at_is_named_with_its_number_and_its_people()
    {
        bed.People["Dora"].AwayUntil(ReadinessBed.From.AddHours(5));
        bed.Put("release", "office:legal", "deputy:legal", "office:head");

        var found = bed.Look().Findings.Single(f => f.Kind == FindingKind.StepUnreachable);
        found.Should().BeEquivalentTo(new { Step = 2, Grades = new[] { Grade.I, Grade.II }, Detail = new LocalText("Deputy, legal", "legal（副职）"), Mend = Mend.NameDeputy, Severity = FindingSeverity.Weakness });
        found.Spans.Should().Equal(new Span(ReadinessBed.From, ReadinessBed.From.AddHours(5)));
    }

    [Fact]
    public void A_ladder_whose_steps_end_at_one_person_is_found()
    {
        bed.Groups.Add(Group.Create("top", LocalText.Same("Top"), ["office:head"]));
        bed.Put("head", "office:head", "group:top");

        var found = Only(FindingKind.OnePerson);
        found.Persons.Should().Equal(new NamedPerson(bed.Id("Anna"), "Anna"));
        found.Should().BeEquivalentTo(new { Grades = new[] { Grade.I }, Mend = Mend.NameAnother, Subject = new { Key = "head" } });
    }

    [Fact]
    public void Two_persons_at_one_telephone_are_one_device()
    {
        bed.People["Anna"].ReachableBy((Channel.Sms, "+861000000001"));
        bed.People["Ben"].ReachableBy((Channel.Sms, "+861000000001"));

        var found = Only(FindingKind.OneDevice);
        found.Should().BeEquivalentTo(new { Subject = new { Key = "head" }, Detail = LocalText.Same("+861000000001"), Mend = Mend.EnterOwnAddress });
        found.Persons.Select(p => p.Name).Should().Equal("Anna", "Ben");
    }

    [Fact]
    public void Two_persons_who_share_a_telephone_but_have_mailboxes_of_their_own_are_not()
    {
        bed.People["Anna"].ReachableBy((Channel.Sms, "+861000000001"), (Channel.Mail, "anna@contoso.example"));
        bed.People["Ben"].ReachableBy((Channel.Sms, "+861000000001"), (Channel.Mail, "ben@contoso.example"));

        bed.Look().Findings.Should().BeEmpty();
    }

    [Fact]
    public void An_office_without_a_deputy_is_found_for_every_grade_that_names_it()
    {
        bed.Hold("legal", "Carl");
        bed.Put("release", "office:legal", "office:head");

        var found = bed.Look().Findings.Single(f => f.Kind == FindingKind.NoDeputy);
        found.Should().BeEquivalentTo(new { Grades = Grades.All, Mend = Mend.NameDeputy, Subject = new { Kind = SubjectKind.Office, Key = "legal" }, Persons = new[] { new { Name = "Carl" } } });
        found.Spans.Should().Equal(new Span(ReadinessBed.From, ReadinessBed.Until));
    }

    [Fact]
    public void Holder_and_deputy_absent_at_once_is_found_while_both_are()
    {
        bed.People["Carl"].AwayUntil(ReadinessBed.From.AddDays(4));
        bed.People["Dora"].AwayUntil(ReadinessBed.From.AddDays(2));

        var found = bed.Look().Findings.Single(f => f.Kind == FindingKind.AllAbsent);
        found.Spans.Should().Equal(new Span(ReadinessBed.From, ReadinessBed.From.AddDays(2)));
        found.Persons.Select(p => p.Name).Should().Equal("Carl", "Dora");
        bed.Look().Findings.Should().Contain(f => f.Kind == FindingKind.NobodyReached && f.Subject.Key == "release");
    }

    [Fact]
    public void Addresses_are_named_by_what_is_wrong_with_them()
    {
        bed.People["Anna"].ReachBy([(Channel.Mail, "Anna@contoso.example"), (Channel.Sms, "+861000000001")]);
        bed.People["Ben"].ContactPoints[0].MarkBounced(ReadinessBed.From);
        bed.People["Dora"].ReachBy();

        var found = bed.Look().Findings;
        found.Should().ContainSingle(f => f.Kind == FindingKind.AddressUnverified).Which.Should().BeEquivalentTo(new { Detail = LocalText.Same("+861000000001"), Mend = Mend.VerifyAddress, Subject = new { Key = bed.Id("Anna").ToString() } });
        found.Should().ContainSingle(f => f.Kind == FindingKind.AddressBounces).Which.Should().BeEquivalentTo(new { Detail = LocalText.Same("Ben@contoso.example"), Mend = Mend.CorrectAddress });
        found.Should().ContainSingle(f => f.Kind == FindingKind.NoAddress).Which.Should().BeEquivalentTo(new { Mend = Mend.EnterAddress, Persons = new[] { new { Name = "Dora" } } });
    }

    [Fact]
    public void Who_stands_on_a_rota_only_is_looked_at_while_on_call()
    {
        var eve = Person.Create(Guid.NewGuid(), "Eve", "en", "Asia/Shanghai");
        eve.ReachableBy((Channel.Mail, "eve@contoso.example"));
        eve.ContactPoints[0].MarkBounced(ReadinessBed.From);
        bed.People["Eve"] = eve;
        bed.OnCall.StandIn(eve.Id, ReadinessBed.From.AddDays(1), ReadinessBed.From.AddDays(2));

        bed.Look().Findings.Single(f => f.Kind == FindingKind.AddressBounces).Spans.Should().Equal(new Span(ReadinessBed.From.AddDays(1), ReadinessBed.From.AddDays(2)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_duty_to_a_body_that_is_not_there_or_cannot_be_reached_is_a_gap(bool there)
    {
        bed.Bodies.Clear();
        if (there)
        {
            bed.Bodies["regulator"] = ExternalBody.Create("regulator", LocalText.Same("Regulator"), ExternalBodyKind.Regulator, "en", null, null);
        }

        var found = Only(FindingKind.BodyUnreachable);
        found.Should().BeEquivalentTo(new { Severity = FindingSeverity.Gap, Grades = new[] { Grade.I, Grade.II }, Mend = Mend.EnterBody, Subject = new { Kind = SubjectKind.Duty, Key = "regulator" } });
        bed.Look().Covered[Grade.I].Should().BeEmpty();
        bed.Look().Covered[Grade.III].Should().Equal(bed.Look().Interval);
    }

    [Fact]
    public void A_duty_whose_time_is_over_before_its_ladder_is_at_its_end_is_found()
    {
        Duty(29);
        Only(FindingKind.ClockTooShort).Should().BeEquivalentTo(new { Mend = Mend.AlignTimes, Grades = new[] { Grade.I, Grade.II }, Detail = LocalText.Same("legal") });
        Duty(30);
        bed.Look().Findings.Should().BeEmpty();

        void Duty(int minutes) => bed.Plan = bed.Plan with
        {
            Duties = bed.Plan.Duties.ToDictionary(d => d.Key, d => d.Value with { Within = ReadinessBed.Minutes(minutes) }, StringComparer.Ordinal),
        };
    }

    [Fact]
    public void A_release_that_one_or_none_of_those_told_could_give_is_found()
    {
        var one = ReadinessCheck.Of(bed.Input with { MayRelease = new HashSet<Guid> { bed.Id("Dora"), bed.Id("Anna") } }, ReadinessBed.From, ReadinessBed.Until);
        one.Findings.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Kind = FindingKind.OneMayRelease, Mend = Mend.GrantRelease, Persons = new[] { new { Name = "Dora" } } });
        var none = ReadinessCheck.Of(bed.Input with { MayRelease = new HashSet<Guid> { bed.Id("Anna") } }, ReadinessBed.From, ReadinessBed.Until);
        none.Findings.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Kind = FindingKind.NobodyMayRelease, Grades = new[] { Grade.I, Grade.II } });
    }

    [Fact]
    public void An_approval_that_only_its_author_could_give_is_found()
    {
        var alone = bed.Input with { MayApprove = new HashSet<Guid> { bed.Id("Anna") } };
        ReadinessCheck.Of(alone, ReadinessBed.From, ReadinessBed.Until).Findings.Should().ContainSingle().Which.Kind.Should().Be(FindingKind.OnlyAuthorMayApprove);
        ReadinessCheck.Of(alone with { Authors = new HashSet<Guid> { bed.Id("Anna") } }, ReadinessBed.From, ReadinessBed.Until).Findings.Should().ContainSingle().Which.Mend.Should().Be(Mend.GrantApproval);
        ReadinessCheck.Of(alone with { Authors = new HashSet<Guid> { bed.Id("Ben") } }, ReadinessBed.From, ReadinessBed.Until).Findings.Should().BeEmpty();
    }

    [Fact]
    public void Somebody_whose_language_has_no_text_is_found()
    {
        bed.People["Carl"].Describe("Carl", "fr", "Europe/Paris");

        Only(FindingKind.LanguageUnknown).Should().BeEquivalentTo(new { Mend = Mend.ChooseLanguage, Detail = LocalText.Same("fr"), Subject = new { Key = bed.Id("Carl").ToString() } });
    }

    [Fact]
    public void What_the_plan_names_and_the_directory_does_not_hold_is_found()
    {
        bed.Put("head", "office:head", "office:chair", "deputy:head");

        Only(FindingKind.TargetUnknown).Should().BeEquivalentTo(new { Mend = Mend.EnterTarget, Grades = new[] { Grade.I }, Subject = new { Kind = SubjectKind.Target, Key = "office:chair" } });
    }

    [Fact]
    public void An_incident_that_nobody_would_lead_is_found()
    {
        bed.Hold("chair");
        bed.Plan = bed.Plan with { Leader = [Target.Parse("office:chair")] };

        bed.Look().Findings.Select(f => f.Kind).Should().BeEquivalentTo([FindingKind.NobodyLeads, FindingKind.NoDeputy, FindingKind.AllAbsent]);
    }

    [Fact]
    public void An_office_that_only_the_organisation_of_the_plan_names_is_looked_at_for_the_plan_as_a_whole()
    {
        bed.Plan = bed.Plan with { Organisation = [new PlanUnit { Key = "team", Kind = PlanUnitKind.ImplementationGroup, Name = LocalText.Same("Team"), Members = [Target.Parse("office:evidence")] }] };
        bed.Hold("evidence", "Dora", "Carl");
        bed.Look().Findings.Should().BeEmpty();
        bed.Hold("evidence", "Dora");
        bed.Look().Findings.Should().ContainSingle(f => f.Kind == FindingKind.NoDeputy && f.Subject.Key == "evidence" && f.Grades.Count == 0);
    }

    [Fact]
    public void A_report_has_no_leader_so_that_a_ladder_of_the_leader_alone_leaves_it_to_nobody()
    {
        bed.Put("main", "leader");

        var gap = bed.Look().Findings.Single(f => f.Severity == FindingSeverity.Gap);
        gap.Audiences.Should().OnlyContain(a => a.Kind == AudienceKind.Triage).And.HaveCount(4);
        gap.Mend.Should().Be(Mend.NameAnother);
        bed.Look().Findings.Should().Contain(f => f.Kind == FindingKind.OnePerson && f.Subject.Key == "main" && f.Audiences.All(a => a.Kind == AudienceKind.Rule));
    }

    [Fact]
    public void Gaps_come_first()
    {
        bed.Bodies.Clear();
        bed.People["Anna"].AwayUntil(ReadinessBed.From.AddHours(1));

        var severities = bed.Look().Findings.Select(f => f.Severity).ToList();
        severities.Should().Contain(FindingSeverity.Weakness).And.BeInAscendingOrder();
    }

    [Fact]
    public void An_empty_stretch_is_no_question() =>
        FluentActions.Invoking(() => ReadinessCheck.Of(bed.Input, ReadinessBed.From, ReadinessBed.From)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Stretches_are_merged_cut_and_taken_away_without_an_instant_too_much()
    {
        var (a, b, c, d) = (ReadinessBed.From, ReadinessBed.From.AddHours(1), ReadinessBed.From.AddHours(2), ReadinessBed.From.AddHours(3));

        Spans.Merge([new Span(c, d), new Span(a, b), new Span(b, c), new Span(d, d)]).Should().Equal(new Span(a, d));
        Spans.Merge([new Span(a, d), new Span(b, c)]).Should().Equal(new Span(a, d));
        Spans.Without(new Span(a, d), [new Span(b, c)]).Should().Equal(new Span(a, b), new Span(c, d));
        Spans.Without(new Span(b, c), [new Span(a, d)]).Should().BeEmpty();
        Spans.Cut(new Span(a, d), [d, c, a, c]).Should().Equal(new Span(a, c), new Span(c, d));
        new Span(a, b).Meets(new Span(b, c)).Should().BeFalse();
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private Finding Only(FindingKind kind)
    {
        var found = bed.Look().Findings;
        found.Select(f => f.Kind).Should().Equal(kind);
        return found[0];
    }
}
