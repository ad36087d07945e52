using Hub.Domain.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Web.Store.Mappings;

internal sealed class VerdictMapping : IEntityTypeConfiguration<Verdict>
{
    public void Configure(EntityTypeBuilder<Verdict> builder)
    {
        builder.ToTable("Verdicts");
        builder.HasKey(v => new { v.IncidentId, v.Entry });
        builder.Property(v => v.Entry).ValueGeneratedNever();
        builder.Property(v => v.By).HasMaxLength(100);
        builder.Property(v => v.Reason).HasMaxLength(2000);
        builder.Property(v => v.Version).IsConcurrencyToken();
        builder.HasOne<Incident>().WithMany().HasForeignKey(v => v.IncidentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AffectedSystemMapping : IEntityTypeConfiguration<AffectedSystem>
{
    public void Configure(EntityTypeBuilder<AffectedSystem> builder)
    {
        builder.ToTable("AffectedSystems");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.AssetKey).HasMaxLength(64);
        builder.Property(s => s.Identity).HasMaxLength(210);
        builder.Property(s => s.NameEn).HasMaxLength(200);
        builder.Property(s => s.NameZh).HasMaxLength(200);
        builder.Property(s => s.By).HasMaxLength(100);
        builder.Property(s => s.Reason).HasMaxLength(500);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Ignore(s => s.Name);
        builder.HasOne<Incident>().WithMany().HasForeignKey(s => s.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.IncidentId, s.Identity }).IsUnique();
        builder.HasIndex(s => s.AssetKey);

        // The index of words follows them in the order in which they were named.
        builder.HasIndex(s => s.NamedAt);
    }
}
