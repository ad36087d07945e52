using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>Whose number it is: gateways write it with and without plus sign, with 00, or as it is dialled inside the country.</summary>
internal static class TelephoneOwners
{
    /// <summary>Fewer digits than these name no telephone without its country code.</summary>
    private const int FewestDigits = 8;

    /// <summary>The contact points with the number, of one address; none when nobody has it, or when it is in doubt who.</summary>
    public static async Task<List<ContactPoint>> Of(Work work, string from, CancellationToken cancellation)
    {
        var written = Written(from);
        var digits = string.Concat(written.Where(char.IsAsciiDigit));
        var has00 = digits.StartsWith("00", StringComparison.Ordinal);
        digits = has00 ? digits[2..] : digits;
        digits = digits.Length is > 0 and <= 15 ? digits : "";
        var points = Trusted(await Living(work).Where(c => c.Address == "+" + digits).ToListAsync(cancellation));

        // With its country the number is whole: what only ends alike is a telephone of another country.
        var national = digits.TrimStart('0');
        if (points.Count > 0 || has00 || written.StartsWith('+') || national.Length < FewestDigits)
        {
            return points;
        }

        // A number without its country code (one to three digits) must leave no doubt.
        var alike = await Living(work).Where(c => c.Address.EndsWith(national)).ToListAsync(cancellation);
        alike = Trusted(alike.FindAll(c => c.Address.Length - 1 - national.Length is >= 1 and <= 3));
        return alike.Select(c => c.Address).Distinct(StringComparer.Ordinal).Count() == 1 ? alike : [];
    }

    /// <summary>The number as it came, without what nobody reads; at most 32 characters.</summary>
    public static string Written(string from)
    {
        var shown = string.Concat(AnswerWords.Plain(from).Where(c => char.IsAsciiLetterOrDigit(c) || c == '+'));
        return shown.Length <= 32 ? shown : shown[..32];
    }

    /// <summary>Anybody may enter a number: who proved that it is theirs goes before who did not.</summary>
    private static List<ContactPoint> Trusted(List<ContactPoint> points)
    {
        var verified = points.FindAll(c => c.VerifiedAt is not null);
        return verified.Count > 0 ? verified : points;
    }

    private static IQueryable<ContactPoint> Living(Work work) =>
        work.Db.Persons.Where(p => !p.IsRetired).SelectMany(p => p.ContactPoints).Where(c => c.Channel == Channel.Sms).OrderBy(c => c.PersonId).AsNoTracking();
}
