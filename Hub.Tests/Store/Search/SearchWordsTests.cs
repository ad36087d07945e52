using Hub.Web.Store.Search;

namespace Hub.Tests.Store.Search;

public sealed class SearchWordsTests
{
    private static SearchText Text(string title, string? description = null, string number = "INC-2026-0017", string? place = null) =>
        new(Guid.NewGuid(), DateTimeOffset.UnixEpoch, number, title, place, description);

    [Theory]
    [InlineData("code red", "Code Red II on web server WEB2", true)]
    [InlineData("serv red", "Code Red II on web server WEB2", true)]
    [InlineData("RED CODE", "Code Red II on web server WEB2", true)]
    [InlineData("code blue", "Code Red II on web server WEB2", false)]
    [InlineData("web2", "Code Red II on web server WEB2", true)]
    [InlineData("勒索", "财务部服务器感染勒索病毒", true)]
    [InlineData("病毒", "财务部服务器感染勒索病毒", true)]
    [InlineData("毒", "财务部服务器感染勒索病毒", true)]
    [InlineData("务", "财务部服务器感染勒索病毒", true)]
    [InlineData("财务部", "财务部服务器感染勒索病毒", true)]
    [InlineData("病索", "财务部服务器感染勒索病毒", false)]
    [InlineData("勒索 财务", "财务部服务器感染勒索病毒", true)]
    [InlineData("服务器WEB2", "服务器 WEB2 断网", true)]
    [InlineData("root.exe", "found root.exe in /scripts", true)]
    [InlineData("root.ex", "found root.exe in /scripts", true)]
    [InlineData("10.0.0.5", "seen from 10.0.0.5", true)]
    [InlineData("10.0.0.5", "seen from 10.0.5.0", false)]
    [InlineData("０００１", "see 0001", true)]
    [InlineData("ＷＥＢ２", "web2 is down", true)]
    public void Words_are_found_as_people_type_them(string question, string text, bool isFound)
    {
        SearchWords.Of(question).Match(Text(text)).Should().Be(isFound);
        SearchWords.Of(question).Match(Text("other", text)).Should().Be(isFound);
        SearchWords.Of(question).Match(Text("other", null, place: text)).Should().Be(isFound);
    }

    [Fact]
    public void Characters_that_stand_apart_are_no_word_of_three()
    {
        // 安全网 and 网络 stand in it, 全网络 does not
        SearchWords.Of("安全网络").Match(Text("安全网关与网络")).Should().BeFalse();
        SearchWords.Of("安全网").Match(Text("安全网关与网络")).Should().BeTrue();
    }

    [Theory]
    [InlineData("0017")]
    [InlineData("17")]
    [InlineData("2026-0017")]
    [InlineData("INC-2026-0017")]
    [InlineData("inc-2026-0017")]
    public void A_number_is_found_by_its_parts(string question) => SearchWords.Of(question).Match(Text("Worm")).Should().BeTrue();

    [Theory]
    [InlineData("INC-2026-00", "INC-2026-00")]
    [InlineData("r-2026", "R-2026")]
    [InlineData("dr-2026-0001", "DR-2026-0001")]
    [InlineData("INC", null)]
    [InlineData("INC-2026 worm", null)]
    [InlineData("0001", null)]
    [InlineData("inc-house", null)]
    public void The_beginning_of_a_number_is_known_as_one(string question, string? begins) => SearchWords.Of(question).NumberBegins.Should().Be(begins);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \t")]
    [InlineData("!?%_[]'\";--")]
    [InlineData("\ud83d")]
    [InlineData("🔥🔥")]
    public void What_holds_no_word_asks_for_nothing(string? question)
    {
        SearchWords.Of(question).IsEmpty.Should().BeTrue();
        SearchWords.Of(question).Match(Text("Worm")).Should().BeFalse();
        SearchWords.Of(question).StandIn("Worm").Should().BeFalse();
    }

    [Fact]
    public void A_hostile_text_makes_few_and_short_terms_each_once()
    {
        var text = Text("\ud83d\ude00 half of a pair \ud83d alone 𠮷𠮷", string.Concat(Enumerable.Repeat("network.", 5_000)) + new string('x', 5_000));
        var terms = SearchWords.Terms(text);
        terms.Should().OnlyHaveUniqueItems().And.OnlyContain(t => t.Length <= SearchTerm.Longest && t.Length > 0);
        terms.Should().OnlyContain(t => !t.Any(char.IsSurrogate), "half a character cannot be stored");
        terms.Count.Should().BeLessThan(50);
        SearchWords.Terms(Text(new string('字', 200), new string('词', 10_000))).Count.Should().BeLessThan(50);
    }

    [Fact]
    public void A_long_question_is_cut_and_asks_for_a_dozen_terms()
    {
        var words = SearchWords.Of(string.Join(' ', Enumerable.Range(100, 500)));
        words.Wanted.Count.Should().BeLessThanOrEqualTo(12);
    }

    [Theory]
    [InlineData("eb2", true)]
    [InlineData("web server", true)]
    [InlineData("mail", false)]
    public void What_is_few_is_found_by_any_piece(string question, bool isFound) => SearchWords.Of(question).StandIn("Web server", null, "WEB2").Should().Be(isFound);
}
