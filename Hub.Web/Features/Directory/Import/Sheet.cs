using System.Globalization;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Web.Features.Directory.Import;

/// <summary>How one part of the directory stands in a table: its columns, what a line means, and how it is written.</summary>
internal abstract class Sheet
{
    /// <summary>The columns that are known.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Columns that are read and not exported, since another one says the same.</summary>
    public virtual IReadOnlyList<string> OnlyRead => [];

    /// <summary>Other names of columns.</summary>
    protected abstract IReadOnlyDictionary<string, string> Aliases { get; }

    /// <summary>What the lines would do to what ladders hang on.</summary>
    public List<Deed> Deeds { get; } = [];

    /// <summary>The column's own name for what a head says; null when it is not read.</summary>
    public string? ColumnOf(string said) =>
        Columns.FirstOrDefault(c => string.Equals(c, said, StringComparison.OrdinalIgnoreCase)) ?? Aliases.GetValueOrDefault(said.ToLowerInvariant());

    /// <summary>How the columns may be called in a file, in a language.</summary>
    public IEnumerable<string> Heads(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase)
        ? Columns.Select(c => Aliases.FirstOrDefault(a => a.Value == c && !char.IsAscii(a.Key[0])).Key ?? c)
        : Columns;

    /// <summary>Reads what stands in the directory.</summary>
    public abstract Task Load(HubDbContext db, CancellationToken cancellation);

    /// <summary>Every entry with its version, in a settled order.</summary>
    public abstract IEnumerable<string> Versions();

    /// <summary>The fate of a line; notes what <see cref="Write"/> must do.</summary>
    public abstract ImportLine Judge(CsvRow row);

    /// <summary>Writes what the lines that are not faulty ask for.</summary>
    public abstract Task Write(Work work, CancellationToken cancellation);

    /// <summary>What stands in the directory, line by line.</summary>
    public abstract IEnumerable<IReadOnlyList<string?>> Export();

    protected static ImportLine Faulty(CsvRow row, string name, Refusal fault) => new(row.Line, Short(name), LineFate.Faulty, [], fault);

    protected static string Short(string? name) => name is null ? "" : name.Length > 100 ? name[..100] : name;

    protected static bool? Yes(string? cell) => cell?.ToLowerInvariant() switch
    {
        null => false,
        "yes" or "true" or "1" or "y" or "是" => true,
        "no" or "false" or "0" or "n" or "否" => false,
        _ => null,
    };

    protected static string? Culture(string? cell) => cell?.ToLowerInvariant() switch
    {
        "zh-hans" or "zh" or "zh-cn" or "chinese" or "中文" or "简体中文" => "zh-Hans",
        "en" or "en-us" or "en-gb" or "english" or "英文" or "英语" => "en",
        _ => cell,
    };

    protected static T? Named<T>(string? cell)
        where T : struct, Enum =>
        cell is not null && !char.IsAsciiDigit(cell[0]) && cell[0] != '-' && !cell.Contains(',', StringComparison.Ordinal) && Enum.TryParse<T>(cell, ignoreCase: true, out var value) ? value : null;

    protected static string Camel<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    protected static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    protected static string? YesOrNothing(bool value) => value ? "yes" : null;
}
