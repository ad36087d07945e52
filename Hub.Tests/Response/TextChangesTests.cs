using CsCheck;
using Hub.Domain.Response;

namespace Hub.Tests.Response;

public sealed class TextChangesTests
{
    [Theory]
    [InlineData("Two hosts are infected", "Three hosts are isolated", "-Two +Three = hosts are  -infected +isolated")]
    [InlineData("两台主机受感染", "三台主机已隔离", "-两 +三 =台主机 -受感染 +已隔离")]
    [InlineData("", "new", "+new")]
    [InlineData("old", "", "-old")]
    [InlineData("same", "same", "=same")]
    [InlineData("", "", "")]
    [InlineData("a b", "a x b", "=a  +x  =b")]
    public void What_changed_is_shown_by_words_and_by_characters(string before, string after, string expected) =>
        string.Join(' ', TextChanges.Between(before, after).Select(p => $"{(p.Change == TextChange.Removed ? '-' : p.Change == TextChange.Added ? '+' : '=')}{p.Text}")).Should().Be(expected);

    [Fact]
    public void Both_texts_can_be_read_back_from_the_pieces()
    {
        string[] parts = ["host ", "hosts", " ", "\n", "事件", "，", "𠀀", "a"];
        var text = Gen.Int[0, parts.Length - 1].Array[0, 14].Select(picks => string.Concat(picks.Select(i => parts[i])));
        Gen.Select(text, text).Sample((before, after) =>
        {
            var pieces = TextChanges.Between(before, after);
            string.Concat(pieces.Where(p => p.Change != TextChange.Added).Select(p => p.Text)).Should().Be(before);
            string.Concat(pieces.Where(p => p.Change != TextChange.Removed).Select(p => p.Text)).Should().Be(after);
        });
    }

    [Fact]
    public void Two_texts_that_share_nothing_cost_little()
    {
        var before = string.Concat(Enumerable.Repeat("甲", 4_000));
        var after = string.Concat(Enumerable.Repeat("乙", 4_000));
        TextChanges.Between(before, after).Select(p => p.Change).Should().Equal(TextChange.Removed, TextChange.Added);
    }
}
