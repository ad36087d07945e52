using Hub.Domain.Notices;
using Hub.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Web.Store.Mappings;

internal sealed class ClimbMapping : IEntityTypeConfiguration<Climb>
{
    public void Configure(EntityTypeBuilder<Climb> builder)
    {
        builder.ToTable("Climbs");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Matter).HasMaxLength(80);
        builder.Property(c => c.Rule).HasMaxLength(64);
        builder.Property(c => c.Ladder).HasMaxLength(64);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasMany(c => c.Told).WithOne().HasForeignKey(t => t.ClimbId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(c => c.Told).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        builder.HasIndex(c => c.IncidentId);
        builder.HasIndex(c => c.Matter);
        builder.HasIndex(c => new { c.State, c.NobodyAnswersSince });
    }
}

internal sealed class ToldMapping : IEntityTypeConfiguration<Told>
{
    public void Configure(EntityTypeBuilder<Told> builder)
    {
        builder.ToTable("ClimbTold");
        builder.HasKey(t => new { t.ClimbId, t.PersonId });
    }
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("Notices");
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Matter).HasMaxLength(80);
        builder.Property(n => n.PersonName).HasMaxLength(100);
        builder.Property(n => n.AsEn).HasMaxLength(120);
        builder.Property(n => n.AsZh).HasMaxLength(120);
        builder.Property(n => n.Culture).HasMaxLength(20);
        builder.Property(n => n.TimeZone).HasMaxLength(64);
        builder.Property(n => n.AcknowledgedBy).HasMaxLength(100);
        builder.Property(n => n.Token).HasMaxLength(16);
        builder.Property(n => n.Code).HasMaxLength(4);
        builder.Property(n => n.ReplyCode).HasMaxLength(10);
        builder.Property(n => n.HandedTo).HasMaxLength(100);
        builder.Property(n => n.Content).HasConversion<AsJson<NoticeContent>>().HasMaxLength(-1);
        builder.Property(n => n.Version).IsConcurrencyToken();
        builder.Ignore(n => n.As);
        builder.Ignore(n => n.AsksAcknowledgement);
        builder.HasOne<Person>().WithMany().HasForeignKey(n => n.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => n.Token).IsUnique();
        builder.HasIndex(n => n.ReplyCode);
        builder.HasIndex(n => new { n.Matter, n.PersonId, n.Issue }).IsUnique();
        builder.HasIndex(n => new { n.PersonId, n.State });
        builder.HasIndex(n => new { n.IncidentId, n.State });
        builder.HasIndex(n => n.IsUndelivered);
    }
}

internal sealed class DeliveryMapping : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("Deliveries");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Address).HasMaxLength(254);
        builder.Property(d => d.LastError).HasMaxLength(500);
        builder.Property(d => d.HeldBecause).HasMaxLength(20);
        builder.Property(d => d.ProviderId).HasMaxLength(100);

        // Few have these: only those are in the index.
        builder.HasIndex(d => d.BundleId).HasFilter("BundleId IS NOT NULL");
        builder.HasIndex(d => d.ProviderId).HasFilter("ProviderId IS NOT NULL");
        builder.HasIndex(d => new { d.State, d.Rank, d.NextAttemptAt });
        builder.HasIndex(d => d.NoticeId);
        builder.HasIndex(d => d.DutyId);
        builder.HasIndex(d => d.IncidentId);
    }
}

internal sealed class DeliveryAttemptMapping : IEntityTypeConfiguration<DeliveryAttempt>
{
    public void Configure(EntityTypeBuilder<DeliveryAttempt> builder)
    {
        builder.ToTable("DeliveryAttempts");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Answer).HasMaxLength(500);
        builder.HasIndex(a => a.DeliveryId);
    }
}

internal sealed class AcknowledgementMapping : IEntityTypeConfiguration<Acknowledgement>
{
    public void Configure(EntityTypeBuilder<Acknowledgement> builder)
    {
        builder.ToTable("Acknowledgements");
        builder.HasKey(a => new { a.NoticeId, a.Issue });
        builder.Property(a => a.Issue).ValueGeneratedNever();
        builder.Property(a => a.By).HasMaxLength(100);
        builder.Property(a => a.From).HasMaxLength(64);
    }
}

internal sealed class BundleMapping : IEntityTypeConfiguration<Bundle>
{
    public void Configure(EntityTypeBuilder<Bundle> builder)
    {
        builder.ToTable("Bundles");
        builder.Property(b => b.Id).ValueGeneratedNever();
        builder.Property(b => b.Address).HasMaxLength(254);
        builder.Property(b => b.Token).HasMaxLength(16);
        builder.Property(b => b.Code).HasMaxLength(4);
        builder.Property(b => b.ReplyCode).HasMaxLength(10);
        builder.HasIndex(b => b.Token).IsUnique();
        builder.HasIndex(b => b.ReplyCode);
        builder.HasIndex(b => b.PersonId);
    }
}

internal sealed class InboundMessageMapping : IEntityTypeConfiguration<InboundMessage>
{
    public void Configure(EntityTypeBuilder<InboundMessage> builder)
    {
        builder.ToTable("InboundMessages");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.ExternalId).HasMaxLength(200);
        builder.Property(m => m.From).HasMaxLength(254);
        builder.Property(m => m.Answer).HasMaxLength(2000);
        builder.HasIndex(m => new { m.Channel, m.ExternalId }).IsUnique();
        builder.HasIndex(m => new { m.From, m.ReceivedAt });
    }
}
