using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Web.Dispatch.Limits;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>A notice of a bundle, in the recipient's language and zone.</summary>
public sealed record BundledNotice(PhoneState State, Grade? Grade, string GradeWords, string Number, string Headline, string Title, string? By, string Token, string? AcknowledgedBy);

/// <summary>What the page behind a bundle's link shows: its notices, the most important first.</summary>
/// <param name="Culture">Its language.</param>
/// <param name="Name">To whom they are.</param>
/// <param name="IsDrill">True in a drill.</param>
/// <param name="Notices">All of them, also those that are over.</param>
public sealed record BundleView(string Culture, string Name, bool IsDrill, IReadOnlyList<BundledNotice> Notices)
{
    /// <summary>How many wait for acknowledgement.</summary>
    public int Open => Notices.Count(n => n.State == PhoneState.Open);

    /// <summary>HTTP status: gone when nothing of it concerns the recipient any more.</summary>
    public int Status => Notices.All(n => n.State is PhoneState.Superseded or PhoneState.Withdrawn) ? StatusCodes.Status410Gone : StatusCodes.Status200OK;

    /// <summary>The bundle of a token; null when there is none.</summary>
    public static async Task<BundleView?> Find(HubDbContext db, string token, CancellationToken cancellation)
    {
        if (token.Length != 16)
        {
            return null;
        }

        var bundle = await db.Bundles.AsNoTracking().FirstOrDefaultAsync(b => b.Token == token, cancellation);

        // An engine may compare without regard to case; a capability is exact.
        if (bundle?.Token != token)
        {
            return null;
        }

        var notices = ClaimedBundles.Order(await Members(db, bundle.Id).AsNoTracking().ToListAsync(cancellation));
        return notices.Count == 0 ? null : new BundleView(NoticeWords.For(notices[0].Culture).Culture.Name, notices[0].PersonName, notices[0].IsDrill, notices.ConvertAll(Of));
    }

    /// <summary>The notices of a bundle.</summary>
    internal static IQueryable<Notice> Members(HubDbContext db, Guid bundleId) =>
        db.Notices.Where(n => db.Deliveries.Any(d => d.BundleId == bundleId && d.NoticeId == n.Id));

    private static BundledNotice Of(Notice notice)
    {
        var view = PhoneView.Of(notice);
        var shown = view.Notice!;
        return new BundledNotice(view.State, notice.Grade, shown.GradeWords, shown.Number, shown.Headline, shown.Title, shown.By, notice.Token, shown.AcknowledgedBy);
    }
}
