using System.Globalization;
using System.Security.Cryptography;

namespace Hub.Domain.Notices;

/// <summary>By what a recipient answers: link, mail and short message each have a code of their own.</summary>
public static class AnswerCodes
{
    /// <summary>Letters and digits that nobody confuses (Crockford's base 32).</summary>
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A capability: 96 random bits in 16 characters that stand in an address as they are.</summary>
    public static string NewToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(12)).Replace('+', '-').Replace('/', '_');

    /// <summary>Four digits for a short message; the number it comes from says whose they are. Two of one telephone may by chance be the same: then it is asked which is meant.</summary>
    public static string NewCode() => RandomNumberGenerator.GetInt32(10_000).ToString("D4", CultureInfo.InvariantCulture);

    /// <summary>Four digits that are not among the <paramref name="taken"/>, as long as there are any.</summary>
    public static string NewCode(IReadOnlySet<string> taken)
    {
        var code = NewCode();
        for (var tries = 0; tries < 10_000 && taken.Contains(code); tries++)
        {
            code = NewCode();
        }

        return code;
    }

    /// <summary>Ten characters (50 random bits) for the subject of a mail, since the sender of a mail can be forged.</summary>
    public static string NewReplyCode() => RandomNumberGenerator.GetString(Letters, 10);
}
