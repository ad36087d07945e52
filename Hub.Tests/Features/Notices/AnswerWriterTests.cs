using CsCheck;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Dispatch;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Features.Notices;

namespace Hub.Tests.Features.Notices;

public sealed class AnswerWriterTests
{
    private const string Link = "https://hub.example/n/AbCdEfGh12345678";

    [Fact]
    public void Any_answer_by_short_message_fits_into_one_segment_and_the_details_into_two()
    {
        var text = Gen.OneOf(Gen.String, Gen.Int[0, 5].Select(i => new[] { "灾", "🚨", "a", "[€", "\r\n", "\uD83D" }[i])).Array[0, 40].Select(string.Concat);
        Gen.Select(text, text, Gen.Bool, Gen.Bool).Sample((title, name, isChinese, drill) =>
        {
            var culture = isChinese ? "zh-Hans" : "en";
            var notice = Letters.Notice(Letters.Samantha(culture), NoticeEvent.Activated, Grade.II, drill, title: title, number: "INC-2026-10000");
            var done = Letters.Notice(Letters.Samantha(culture), title: title);
            done.Acknowledge(name.Length <= 100 ? name : name[..100], Letters.Now);
            var writer = new AnswerWriter(culture, Channel.Sms);
            foreach (var answer in new[]
            {
                writer.Acknowledged(notice, []), writer.Acknowledged(notice, [done, done, done]), writer.Repeated(done), writer.Over(notice), writer.Declined(notice, climbed: true), writer.Declined(notice, climbed: false),
                writer.Needless(notice), writer.NotUnderstood(notice), writer.Several(declined: false, [notice, notice, notice]), writer.Several(declined: true, [.. Enumerable.Repeat(notice, 9)]),
                writer.SeveralNotUnderstood([notice, notice], "4821"), writer.NothingWaits(), writer.UnknownCode("4821"),
            })
            {
                Fits(answer, 1).Should().BeTrue(answer);
                answer.Any(char.IsControl).Should().BeFalse();
            }

            Fits(writer.Details(notice, name, [done, done, done], Link), 2).Should().BeTrue();
            Fits(writer.WhichOne([.. Enumerable.Repeat(notice, 9)]), 2).Should().BeTrue();
            Fits(writer.SeveralDetails([.. Enumerable.Repeat(notice, 9)], Link), 2).Should().BeTrue();
        });
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public void The_details_keep_their_link(string culture) =>
        new AnswerWriter(culture, Channel.Sms).Details(Letters.Notice(Letters.Samantha(culture), title: new string('长', 200)), "Taylor Maxwell", [], Link).Should().EndWith(Link);

    [Fact]
    public void A_mail_has_room_for_everything() =>
        new AnswerWriter("zh-Hans", Channel.Mail).Acknowledged(Letters.Notice(Letters.Samantha("zh-Hans"), title: new string('长', 200)), []).Should().Contain(new string('长', 200));

    private static bool Fits(string text, int segments) =>
        Gsm7.Septets(text) is { } septets ? septets <= SmsText.Longest(segments, isLatin: true) : text.Length <= SmsText.Longest(segments, isLatin: false);
}
