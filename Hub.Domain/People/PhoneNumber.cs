namespace Hub.Domain.People;

/// <summary>Telephone numbers as people and gateways write them, in the one form of the address book: E.164 with its plus sign.</summary>
public static class PhoneNumber
{
    private const int Fewest = 7;
    private const int Most = 15;

    /// <summary>A national number has at least so many digits: what is left after a country code must be one.</summary>
    private const int FewestNational = 8;

    /// <summary>The number in E.164, such as <c>+8613800000001</c>; null when the text is none.</summary>
    /// <param name="text">With or without plus sign, <c>00</c>, spaces, hyphens, brackets; at most 40 characters.</param>
    /// <param name="countryCode">Digits of the country that a number without its country belongs to; empty: such a number is none.</param>
    public static string? Normalise(string? text, string countryCode)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 40)
        {
            return null;
        }

        var plain = text.Trim().Replace("(0)", "", StringComparison.Ordinal);
        if (plain.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
        {
            plain = plain[4..];
        }

        var isInternational = plain.StartsWith('+');
        var digits = string.Concat((isInternational ? plain[1..] : plain).Where(c => c is not (' ' or '-' or '.' or '(' or ')' or '/' or '\u00A0')));
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit))
        {
            return null;
        }

        if (!isInternational && digits.StartsWith("00", StringComparison.Ordinal))
        {
            (isInternational, digits) = (true, digits[2..]);
        }

        if (!isInternational)
        {
            digits = WithCountry(digits, countryCode);
        }

        return digits.Length is >= Fewest and <= Most && digits[0] != '0' ? "+" + digits : null;
    }

    /// <summary>Gateways often leave out the plus sign; people leave out the country and may dial a zero first.</summary>
    private static string WithCountry(string digits, string countryCode)
    {
        if (digits[0] != '0' && countryCode.Length > 0 && digits.StartsWith(countryCode, StringComparison.Ordinal) && digits.Length - countryCode.Length >= FewestNational)
        {
            return digits;
        }

        return countryCode.Length == 0 ? "" : countryCode + digits.TrimStart('0');
    }
}
