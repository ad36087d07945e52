using Hub.Web.Components;

namespace Hub.Tests.Components;

public sealed class LanguagesTests
{
    [Theory]
    [InlineData(null, null, null, null, "en")]
    [InlineData(null, null, null, "zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans")]
    [InlineData(null, null, null, "fr,en;q=0.5,zh;q=0.7", "zh-Hans")]
    [InlineData(null, null, null, "zh;q=0,en;q=0.1", "en")]
    [InlineData(null, null, null, "not a header;;;", "en")]
    [InlineData(null, null, "zh-Hans", "en", "zh-Hans")]
    [InlineData("en", "u1", "zh-Hans", "zh", "en")]
    [InlineData("en", "u1", "zh-Hans~u1", "en", "zh-Hans")]
    [InlineData("en", "u1", "zh-Hans~u2", "zh", "en")]
    [InlineData("xx", "u1", "gibberish~u1", null, "en")]
    public void A_language_is_chosen(string? claim, string? user, string? cookie, string? accept, string expected) =>
        Languages.Choose(claim, user, cookie, accept, Languages.English).Should().Be(expected);

    [Fact]
    public void What_a_person_picked_is_remembered_as_his_own()
    {
        var cookie = Languages.Remember(Languages.Chinese, "u1");
        Languages.Choose("en", "u1", cookie, null, "en").Should().Be(Languages.Chinese);
        Languages.Choose("en", "u2", cookie, null, "en").Should().Be(Languages.English);
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/incidents?q=a", true)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("/a\r\nSet-Cookie: x", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_addresses_of_this_site_are_returned_to(string? url, bool expected) => Languages.IsLocal(url).Should().Be(expected);
}
