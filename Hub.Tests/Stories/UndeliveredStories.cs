using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Notices;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>Whom no channel reaches stands in the open until somebody has told them.</summary>
public sealed class UndeliveredStories
{
    [Fact]
    public async Task What_no_channel_could_carry_is_listed_with_who_as_what_why_and_since_when()
    {
        await using var story = await DeafDirector();
        await story.Pass(3);
        var only = (await List(story)).Items.Should().ContainSingle().Which;
        only.Person.Should().Be("director");
        only.As.En.Should().Be("director");
        only.Number.Should().Be(story.Number);
        only.Since.Should().Be(story.Time.GetUtcNow().AddMinutes(-3));
        only.Ways.Select(w => (w.Channel, w.Why, w.IsUnderWay)).Should().Equal((Channel.Mail, "550 no such user", false), (Channel.Sms, "550 no such user", false));
        only.Phones.Should().Equal("+861000000001");
    }

    [Fact]
    public async Task Whoever_may_neither_triage_nor_command_sees_no_list_and_sends_nothing_again()
    {
        await using var story = await DeafDirector();
        var id = (await List(story)).Items.Single().Id;
        (await story.Try<UndeliveredQuery, UndeliveredList>(q => q.Run(Story.Legal, null, 10))).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await story.Try<SendAgain, SentOnceMore>(s => s.Run(Story.Legal, id))).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await story.Try<TellByTelephone, Acknowledged>(t => t.Run(Story.Legal, id))).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
    }

    [Fact]
    public async Task Sent_again_it_gets_through_and_leaves_the_list_by_itself()
    {
        await using var story = await DeafDirector();
        var id = (await List(story)).Items.Single().Id;
        story.Mail.Refused.Clear();
        story.Sms.Refused.Clear();
        var sent = await story.Do<SendAgain, SentOnceMore>(s => s.Run(Story.Chief, id));
        sent.Addresses.Should().Equal("director@contoso.example", "+861000000001");
        await story.Expects("director Activated", "director Activated sms");
        (await List(story)).Items.Should().BeEmpty();
        (await story.Record()).Last(e => e.Kind == FactKind.SentAgain).Actor.Should().Be("chief");
        await using var db = story.Store.CreateDbContext();
        (await db.Changes.OrderBy(c => c.Sequence).Select(c => c.Kind).LastAsync()).Should().Be("delivered", "the open pages must look again");
    }

    [Fact]
    public async Task Sent_again_in_vain_it_stays_and_the_ladder_does_not_climb_for_it_twice()
    {
        await using var story = await DeafDirector();
        var id = (await List(story)).Items.Single().Id;
        await story.Do<SendAgain, SentOnceMore>(s => s.Run(Story.Chief, id));
        await story.Expects();
        (await List(story)).Items.Single().Ways.Should().AllSatisfy(w => w.IsUnderWay.Should().BeFalse());
        (await story.Record()).Count(e => e.Kind == FactKind.Undelivered).Should().Be(1);
        (await story.Record()).Count(e => e.Kind == FactKind.LadderClimbed).Should().Be(1);
    }

    [Fact]
    public async Task Another_address_is_used_once_and_the_directory_stays_as_it_is()
    {
        await using var story = await DeafDirector();
        var id = (await List(story)).Items.Single().Id;
        await story.Do<SendAgain, SentOnceMore>(s => s.Run(Story.Chief, id, Channel.Mail, "director@home.example"));
        await story.Expects("director Activated");
        (await List(story)).Items.Should().BeEmpty();
        await using var db = story.Store.CreateDbContext();
        (await db.Persons.SingleAsync(p => p.Name == "director")).ContactPoints.Select(c => c.Address).Should().NotContain("director@home.example");
    }

    [Theory]
    [InlineData(Channel.Mail, "nobody", "MailAddressWrong")]
    [InlineData(Channel.Mail, "a@b.example\nBcc: c@d.example", "ControlCharacters")]
    [InlineData(Channel.Sms, "12345", "TelephoneWrong")]
    [InlineData(Channel.Robot, "war-room", "Unknown")]
    [InlineData(Channel.Mail, "Duty@Regulator.example", "AddressOfExternalBody")]
    [InlineData(Channel.Mail, null, "Required")]
    [InlineData(null, "director@home.example", "Required")]
    public async Task An_address_that_is_none_or_an_external_bodys_is_refused(Channel? channel, string? address, string code)
    {
        await using var story = await DeafDirector();
        var id = (await List(story)).Items.Single().Id;
        (await story.Try<SendAgain, SentOnceMore>(s => s.Run(Story.Chief, id, channel, address))).Refusal!.Code.Should().Be(code);
        await story.Settle();
        await story.Expects();
    }

    [Fact]
    public async Task What_is_being_sent_already_or_was_acknowledged_is_not_sent_again()
    {
        await using var story = await Story.Begin();
        story.Mail.IsUp = false;
        await story.Open(Grade.IV);
        await using var db = story.Store.CreateDbContext();
        var id = await db.Notices.Where(n => n.PersonName == "director").Select(n => n.Id).SingleAsync();
        (await story.Try<SendAgain, SentOnceMore>(s => s.Run(Story.Chief, id))).Refusal!.Code.Should().Be("NoticeBeingSent");
        story.Mail.IsUp = true;
        await story.Pass(TimeSpan.FromSeconds(2));
        await story.Expects("director Activated");
        await story.Acknowledge("director");
        (await story.Try<SendAgain, SentOnceMore>(s => s.Run(Story.Chief, id))).Refusal!.Code.Should().Be("NoticeAcknowledged");
    }

    [Fact]
    public async Task Told_by_telephone_counts_as_acknowledged_in_the_name_of_who_told_and_stops_the_ladder()
    {
        await using var story = await DeafDirector(answered: false);
        var id = (await List(story)).Items.Single().Id;
        await story.Pass(5);
        var told = story.Time.GetUtcNow().AddMinutes(-2);
        var outcome = await story.Do<TellByTelephone, Acknowledged>(t => t.Run(Story.Chief, id, told));
        outcome.By.Should().Be("chief");
        (await List(story)).Items.Should().BeEmpty();
        await story.Pass(600);
        await story.Expects();
        await using var db = story.Store.CreateDbContext();
        var acknowledgement = await db.Acknowledgements.SingleAsync();
        acknowledgement.Means.Should().Be(AcknowledgementMeans.Telephone);
        acknowledgement.By.Should().Be("chief");
        var fact = (await story.Record()).Single(e => e.Kind == FactKind.ToldByTelephone);
        fact.Actor.Should().Be("chief");
        fact.ReadData().Should().Contain(("at", told.UtcDateTime.ToString("O"))).And.Contain(("name", "director"));
        (await story.Do<TellByTelephone, Acknowledged>(t => t.Run(Story.Samantha, id))).Should().Be(new Acknowledged("chief", outcome.At, true));
    }

    [Fact]
    public async Task Nobody_tells_in_the_future_or_before_there_was_anything_to_tell()
    {
        await using var story = await DeafDirector();
        var id = (await List(story)).Items.Single().Id;
        var now = story.Time.GetUtcNow();
        (await story.Try<TellByTelephone, Acknowledged>(t => t.Run(Story.Chief, id, now.AddHours(1)))).Refusal!.Code.Should().Be("InTheFuture");
        (await story.Try<TellByTelephone, Acknowledged>(t => t.Run(Story.Chief, id, now.AddHours(-1)))).Refusal!.Code.Should().Be("BeforeTheNotice");
    }

    [Fact]
    public async Task What_was_for_information_counts_as_delivered_once_somebody_told_it()
    {
        await using var story = await Story.Begin();
        story.Mail.Refused.Add("legal@contoso.example");
        await story.Open(Grade.III);
        await story.Expects("director Activated");
        var legal = (await List(story)).Items.Should().ContainSingle().Which;
        legal.Person.Should().Be("legal");
        await story.Do<TellByTelephone, Acknowledged>(t => t.Run(Story.Chief, legal.Id));
        (await List(story)).Items.Should().BeEmpty();
        (await story.Record()).Should().Contain(e => e.Kind == FactKind.ToldByTelephone);
        await story.Acknowledge("director");
    }

    [Fact]
    public async Task What_is_for_information_and_was_told_by_telephone_stays_told_whatever_becomes_of_what_is_still_on_its_way()
    {
        await using var story = await Story.Begin();
        story.Mail.Refused.Add("legal@contoso.example");
        await story.Open(Grade.III);
        await story.Expects("director Activated");
        var id = (await List(story)).Items.Single().Id;
        story.Mail.IsUp = false;
        await story.Do<SendAgain, SentOnceMore>(s => s.Run(Story.Chief, id));
        (await story.Do<TellByTelephone, Acknowledged>(t => t.Run(Story.Chief, id))).WasBefore.Should().BeFalse();
        story.Mail.IsUp = true;
        await story.Pass(2);
        await story.Expects();
        (await List(story)).Items.Should().BeEmpty();

        var again = await story.Do<TellByTelephone, Acknowledged>(t => t.Run(Story.Samantha, id));
        (again.WasBefore, again.By).Should().Be((true, "chief"));
        (await story.Record()).Count(e => e.Kind == FactKind.ToldByTelephone).Should().Be(1);
    }

    /// <summary>The director has two dead addresses: the deputy is told at once, and the director stands on the list.</summary>
    private static async Task<Story> DeafDirector(bool answered = true)
    {
        var story = await Story.Begin();
        story.Mail.Refused.Add("director@contoso.example");
        story.Sms.Refused.Add("+861000000001");
        await story.Open(Grade.IV);
        await story.Expects("deputy Activated");
        if (answered)
        {
            await story.Acknowledge("deputy");
        }

        return story;
    }

    private static async Task<UndeliveredList> List(Story story)
    {
        var outcome = await story.Try<UndeliveredQuery, UndeliveredList>(q => q.Run(Story.Chief, null, 10));
        outcome.Refusal.Should().BeNull();
        return outcome.Value;
    }
}
