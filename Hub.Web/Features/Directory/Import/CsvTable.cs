using System.Text;
using Hub.Domain.Shared;

namespace Hub.Web.Features.Directory.Import;

/// <summary>A line of a table, by column.</summary>
internal sealed class CsvRow(int line, string[] cells, IReadOnlyDictionary<string, int> columns)
{
    /// <summary>Line of the file at which it begins, from 1.</summary>
    public int Line => line;

    /// <summary>Cells that it has; a sound line has as many as the head.</summary>
    public int Count => cells.Length;

    /// <summary>True when the file has the column: a cell that is empty there clears the field.</summary>
    public bool Has(string column) => columns.ContainsKey(column);

    /// <summary>A cell; null when it is empty or the column is missing.</summary>
    public string? this[string column] => columns.TryGetValue(column, out var at) && at < cells.Length ? Text.Clean(Formula.Restored(cells[at])) : null;
}

/// <summary>A table with a head, as it came in a file: comma, semicolon or tab, with quoted cells.</summary>
internal sealed record CsvTable(IReadOnlyList<CsvRow> Rows, int Width, IReadOnlyList<string> Unknown)
{
    /// <summary>Most lines below the head.</summary>
    public const int MostRows = 10_000;

    private const int MostColumns = 100;

    /// <summary>
    /// Reads a text. Refused: a quotation mark that is never closed; no column that is known; a column twice; more lines than may be.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="column">The column's own name for what the head says; null: it is not read.</param>
    public static Outcome<CsvTable> Read(string text, Func<string, string?> column)
    {
        var (separator, from) = Separator(text);
        var lines = new List<(int Line, string[] Cells)>();
        var reader = new Reader(text, from, separator);
        while (reader.Next() is { } cells)
        {
            if (cells.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            lines.Add((reader.Began, cells));
            if (lines.Count > MostRows + 1)
            {
                return Refusal.Invalid("file", "ImportTooManyLines", MostRows);
            }
        }

        if (reader.IsOpen)
        {
            return Refusal.Invalid("file", "ImportQuoteOpen", reader.Began);
        }

        return lines.Count == 0 ? Refusal.Invalid("file", "ImportEmpty") : Head(lines, column);
    }

    private static Outcome<CsvTable> Head(List<(int Line, string[] Cells)> lines, Func<string, string?> column)
    {
        var head = lines[0].Cells;
        if (head.Length > MostColumns)
        {
            return Refusal.Invalid("file", "ImportTooManyColumns", MostColumns);
        }

        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var unknown = new List<string>();
        for (var i = 0; i < head.Length; i++)
        {
            var said = head[i].Trim();
            if (column(said) is not { } name)
            {
                if (said.Length > 0)
                {
                    unknown.Add(said.Length > 60 ? said[..60] : said);
                }
            }
            else if (!columns.TryAdd(name, i))
            {
                return Refusal.Invalid("file", "ImportColumnTwice", name);
            }
        }

        return columns.Count == 0
            ? Refusal.Invalid("file", "ImportNoColumn")
            : new CsvTable([.. lines.Skip(1).Select(l => new CsvRow(l.Line, l.Cells, columns))], head.Length, unknown);
    }

    /// <summary>What separates the cells: what stands oftenest in the head outside quotation marks; and where the head begins, after a hint <c>sep=;</c>.</summary>
    private static (char Separator, int From) Separator(string text)
    {
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4 && text[4] is ',' or ';' or '\t')
        {
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            return (text[4], end < 0 ? text.Length : end + 1);
        }

        var counts = new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 };
        var quoted = false;
        foreach (var c in text.TrimStart('\r', '\n'))
        {
            if (c is '\r' or '\n' && !quoted)
            {
                break;
            }

            quoted ^= c == '"';
            if (!quoted && counts.TryGetValue(c, out var count))
            {
                counts[c] = count + 1;
            }
        }

        return (counts.MaxBy(c => c.Value).Key, 0);
    }

    private sealed class Reader(string text, int from, char separator)
    {
        private int at = from;
        private int line = 1 + text.AsSpan(0, from).Count('\n');

        public int Began { get; private set; }

        public bool IsOpen { get; private set; }

        /// <summary>The cells of the next line; null at the end.</summary>
        public string[]? Next()
        {
            if (at >= text.Length || IsOpen)
            {
                return null;
            }

            Began = line;
            var cells = new List<string>();
            var cell = new StringBuilder();
            while (at < text.Length)
            {
                var c = text[at++];
                if (c == '"' && cell.Length == 0)
                {
                    if (!Quoted(cell))
                    {
                        return null;
                    }
                }
                else if (c == separator)
                {
                    cells.Add(cell.ToString());
                    cell.Clear();
                }
                else if (c is '\r' or '\n')
                {
                    at += c == '\r' && at < text.Length && text[at] == '\n' ? 1 : 0;
                    line++;
                    break;
                }
                else
                {
                    cell.Append(c);
                }
            }

            cells.Add(cell.ToString());
            return [.. cells];
        }

        /// <summary>The rest of a quoted cell, in which two quotation marks are one; false when it is never closed.</summary>
        private bool Quoted(StringBuilder cell)
        {
            while (at < text.Length)
            {
                var c = text[at++];
                if (c == '"')
                {
                    if (at >= text.Length || text[at] != '"')
                    {
                        return true;
                    }

                    at++;
                }
                else if (c == '\n')
                {
                    line++;
                }

                cell.Append(c);
            }

            IsOpen = true;
            return false;
        }
    }
}
