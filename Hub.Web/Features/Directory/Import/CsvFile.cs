using System.Text;

namespace Hub.Web.Features.Directory.Import;

/// <summary>Writes a table: UTF-8 with its mark, so that spreadsheets read Chinese right, and nothing in it that they would run.</summary>
internal static class CsvFile
{
    public static byte[] Write(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder();
        Line(text, head);
        foreach (var row in rows)
        {
            Line(text, row);
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static void Line(StringBuilder text, IReadOnlyList<string?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(Cell(Formula.Defused(cells[i] ?? "")));
        }

        text.Append("\r\n");
    }

    private static string Cell(string value) =>
        value.AsSpan().IndexOfAny("\",;\t\r\n") >= 0 || value != value.Trim() ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
