using System.Text;
using Hub.Web.Features.Directory.Import;

namespace Hub.Tests.Features.Directory;

public sealed class CsvTests
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(54936)!;

    [Fact]
    public void A_text_is_read_in_the_encodings_that_spreadsheets_write()
    {
        const string Text = "姓名,mail\r\n王伟,w@corp.example\r\n";
        foreach (var bytes in new byte[][]
        {
            Encoding.UTF8.GetBytes(Text), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)], Gb18030.GetBytes(Text),
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)], [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Text)],
        })
        {
            CsvText.Read(bytes).Value.Should().Be(Text);
        }
    }

    [Fact]
    public void What_is_no_text_too_large_or_empty_is_refused()
    {
        CsvText.Read([0x50, 0x4B, 0x03, 0x04, 0x00, 0x00]).Refusal!.Code.Should().Be("ImportNoText", "a workbook is no table");
        CsvText.Read([0x80, 0xFF, 0xFF, 0x0A]).Refusal!.Code.Should().Be("ImportNoText");
        CsvText.Read(new byte[CsvText.MostBytes + 1]).Refusal!.Code.Should().Be("ImportTooLarge");
        CsvText.Read([]).Refusal!.Code.Should().Be("ImportEmpty");
        CsvText.Read([0xEF, 0xBB, 0xBF]).Refusal!.Code.Should().Be("ImportEmpty");
    }

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a;b\r\n1;2")]
    [InlineData("a\tb\r1\t2\r")]
    [InlineData("sep=;\na;b\n1;2\n")]
    [InlineData("\"a\",\"b\"\n\n \"1\",2\n,\n")]
    public void What_separates_the_cells_is_found(string text)
    {
        var table = Table(text);
        table.Rows.Should().ContainSingle();
        table.Rows[0]["a"]!.Trim(' ', '"').Should().Be("1");
        table.Rows[0]["b"].Should().Be("2");
    }

    [Fact]
    public void Quoted_cells_hold_separators_quotation_marks_and_lines_and_the_line_is_counted_in_the_file()
    {
        var table = Table("a,b\n\"1,\"\"x\"\"\n2\",y\nz,w\n");
        table.Rows.Select(r => (r.Line, r["a"], r["b"])).Should().Equal((2, "1,\"x\"\n2", "y"), (4, "z", "w"));
    }

    [Theory]
    [InlineData("a,b\n\"1,2\n3,4\n", "ImportQuoteOpen")]
    [InlineData("a,A\n1,2\n", "ImportColumnTwice")]
    [InlineData("x,y\n1,2\n", "ImportNoColumn")]
    [InlineData("\n\n", "ImportEmpty")]
    public void A_table_that_is_none_says_so(string text, string code) => CsvTable.Read(text, Column).Refusal!.Code.Should().Be(code);

    [Fact]
    public void More_lines_than_may_be_are_refused_and_as_many_as_may_be_are_taken()
    {
        static string Lines(int count) => "a\n" + string.Concat(Enumerable.Repeat("1\n", count));
        Table(Lines(CsvTable.MostRows)).Rows.Should().HaveCount(10_000);
        CsvTable.Read(Lines(CsvTable.MostRows + 1), Column).Refusal!.Code.Should().Be("ImportTooManyLines");
    }

    [Fact]
    public void Columns_that_are_not_read_are_named() => Table("a,Department,b\n1,x,2\n").Unknown.Should().Equal("Department");

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+861000000011", "'+861000000011")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1", "'＝1")]
    [InlineData("'=1", "''=1")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("plain", "plain")]
    [InlineData("'", "'")]
    public void What_a_spreadsheet_would_run_is_defused_and_comes_back_as_it_was(string text, string written)
    {
        Formula.Defused(text).Should().Be(written);
        Formula.Restored(written).Should().Be(text);
    }

    [Fact]
    public void Every_text_comes_back_from_a_file_as_it_was()
    {
        string[] texts = ["a\"b", "a,b;c\td", "line\nline", "=HYPERLINK(\"x\")", "''=x", "王伟", "x", "'", "-", "1 | 2"];
        var file = CsvFile.Write(["a", "b"], texts.Select(t => (IReadOnlyList<string?>)[t, null]));
        file.Should().StartWith([0xEF, 0xBB, 0xBF], "spreadsheets read Chinese right only with the mark");

        var table = Table(CsvText.Read(file).Value);

        table.Rows.Select(r => r["a"]).Should().Equal(texts);
        table.Rows.Should().OnlyContain(r => r["b"] == null);
    }

    private static CsvTable Table(string text) => CsvTable.Read(text, Column).Value;

    private static string? Column(string said) => said.ToLowerInvariant() is "a" or "b" ? said.ToLowerInvariant() : null;
}
