using System.Text;
using Hub.Domain.Shared;

namespace Hub.Web.Features.Directory.Import;

/// <summary>Bytes of a file as text: UTF-8 or UTF-16 by its mark, else UTF-8 when it is sound, else GB18030, which spreadsheets in China write.</summary>
internal static class CsvText
{
    /// <summary>Largest file, bytes.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding StrictGb18030 = CodePagesEncodingProvider.Instance.GetEncoding(54936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The text. Refused: empty, too large (4 MB), no text in these encodings.</summary>
    public static Outcome<string> Read(byte[] bytes)
    {
        if (bytes.Length > MostBytes)
        {
            return Refusal.Invalid("file", "ImportTooLarge", MostBytes / 1024 / 1024);
        }

        var text = Marked(bytes) ?? Decoded(StrictUtf8, bytes) ?? Decoded(StrictGb18030, bytes);
        if (text is null || text.Contains('\0', StringComparison.Ordinal))
        {
            return Refusal.Invalid("file", "ImportNoText");
        }

        return string.IsNullOrWhiteSpace(text) ? Refusal.Invalid("file", "ImportEmpty") : text;
    }

    private static string? Marked(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Decoded(StrictUtf8, bytes[3..]),
        [0xFF, 0xFE, ..] => Decoded(new UnicodeEncoding(false, false, true), bytes[2..]),
        [0xFE, 0xFF, ..] => Decoded(new UnicodeEncoding(true, false, true), bytes[2..]),
        _ => null,
    };

    private static string? Decoded(Encoding encoding, byte[] bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
