using Hub.Domain.Incidents;
using Hub.Domain.Response;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Web.Store.Mappings;

internal sealed class SituationReportMapping : IEntityTypeConfiguration<SituationReport>
{
    public void Configure(EntityTypeBuilder<SituationReport> builder)
    {
        builder.ToTable("SituationReports");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Culture).HasMaxLength(20);
        builder.Property(r => r.Situation).HasMaxLength(SituationReportText.Longest);
        builder.Property(r => r.Measures).HasMaxLength(SituationReportText.Longest);
        builder.Property(r => r.Systems).HasMaxLength(SituationReportText.Longest);
        builder.Property(r => r.NextSteps).HasMaxLength(SituationReportText.Longest);
        builder.Property(r => r.Needs).HasMaxLength(SituationReportText.Longest);
        builder.Property(r => r.Outlook).HasMaxLength(SituationReportText.Longest);
        builder.Property(r => r.WrittenBy).HasMaxLength(100);
        builder.Property(r => r.SubmittedBy).HasMaxLength(100);
        builder.Property(r => r.ReturnedBy).HasMaxLength(100);
        builder.Property(r => r.ReturnedBecause).HasMaxLength(2000);
        builder.Property(r => r.ApprovedBy).HasMaxLength(100);
        builder.Property(r => r.Hash).HasMaxLength(64);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.Ignore(r => r.Text);
        builder.HasOne<Incident>().WithMany().HasForeignKey(r => r.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Writers).WithOne().HasForeignKey(w => w.ReportId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(r => r.Writers).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        builder.HasIndex(r => new { r.IncidentId, r.Number }).IsUnique();
        builder.HasIndex(r => r.State);
    }
}

internal sealed class SituationReportWriterMapping : IEntityTypeConfiguration<SituationReportWriter>
{
    public void Configure(EntityTypeBuilder<SituationReportWriter> builder)
    {
        builder.ToTable("SituationReportWriters");
        builder.HasKey(w => new { w.ReportId, w.WriterId });
        builder.Property(w => w.WriterId).ValueGeneratedNever();
        builder.Property(w => w.Name).HasMaxLength(100);
    }
}
