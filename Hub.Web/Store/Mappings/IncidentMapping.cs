using Hub.Domain.Clocks;
using Hub.Domain.Incidents;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Web.Store.Mappings;

internal sealed class ReportMapping : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.ToTable("Reports");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Number).HasMaxLength(20);
        builder.Property(r => r.Title).HasMaxLength(200);
        builder.Property(r => r.Description).HasMaxLength(-1);
        builder.Property(r => r.Place).HasMaxLength(200);
        builder.Property(r => r.Persons).HasMaxLength(1000);
        builder.Property(r => r.MeasuresTaken).HasMaxLength(2000);
        builder.Property(r => r.ReporterName).HasMaxLength(100);
        builder.Property(r => r.ReporterContact).HasMaxLength(200);
        builder.Property(r => r.Source).HasMaxLength(100);
        builder.Property(r => r.ExternalId).HasMaxLength(200);
        builder.Property(r => r.TriagedBy).HasMaxLength(100);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => r.Number).IsUnique();

        // SQLite holds rows without an id for different ones; on SQL Server EF filters them out with its own quoting.
        builder.HasIndex(r => new { r.Source, r.ExternalId }).IsUnique();
        builder.HasIndex(r => new { r.State, r.ReceivedAt });
        builder.HasIndex(r => r.ReceivedAt);
        builder.HasIndex(r => r.ClimbId);
        builder.HasIndex(r => r.IncidentId);
    }
}

internal sealed class IncidentMapping : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("Incidents");
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.Number).HasMaxLength(20);
        builder.Property(i => i.Title).HasMaxLength(200);
        builder.Property(i => i.Description).HasMaxLength(-1);
        builder.Property(i => i.Place).HasMaxLength(200);
        builder.Property(i => i.LeaderName).HasMaxLength(100);
        builder.Property(i => i.LatestUpdate).HasMaxLength(4000);
        builder.Property(i => i.LatestUpdateBy).HasMaxLength(100);
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.HasOne<PlanVersion>().WithMany().HasForeignKey(i => i.PlanVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => i.Number).IsUnique();
        builder.HasIndex(i => new { i.State, i.Grade, i.OpenedAt });
        builder.HasIndex(i => i.OpenedAt);

        // Counts read this and no row: what a caller may see, by state and grade.
        builder.HasIndex(i => new { i.IsRestricted, i.State, i.Grade, i.LeaderId, i.Id });
    }
}

internal sealed class TimelineMapping : IEntityTypeConfiguration<TimelineEntry>
{
    public void Configure(EntityTypeBuilder<TimelineEntry> builder)
    {
        builder.ToTable("Timeline");
        builder.HasKey(e => new { e.Chain, e.Number });
        builder.Property(e => e.Chain).HasMaxLength(40);
        builder.Property(e => e.Number).ValueGeneratedNever();
        builder.Property(e => e.Actor).HasMaxLength(100);
        builder.Property(e => e.Data).HasMaxLength(-1);
        builder.Property(e => e.PreviousHash).HasMaxLength(32).IsFixedLength();
        builder.Property(e => e.Hash).HasMaxLength(32).IsFixedLength();
    }
}

internal sealed class PlanVersionMapping : IEntityTypeConfiguration<PlanVersion>
{
    public void Configure(EntityTypeBuilder<PlanVersion> builder)
    {
        builder.ToTable("PlanVersions");
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.PlanKey).HasMaxLength(64);
        builder.Property(v => v.NameEn).HasMaxLength(200);
        builder.Property(v => v.NameZh).HasMaxLength(200);
        builder.Property(v => v.Json).HasMaxLength(-1);
        builder.Property(v => v.Authors).HasMaxLength(-1).HasDefaultValue("");
        builder.Property(v => v.ChangedBy).HasMaxLength(100);
        builder.Property(v => v.Summary).HasMaxLength(PlanVersion.LongestReason);
        builder.Property(v => v.SubmittedBy).HasMaxLength(100);
        builder.Property(v => v.ApprovedBy).HasMaxLength(100);
        builder.Property(v => v.ApprovalReason).HasMaxLength(PlanVersion.LongestReason);
        builder.Property(v => v.EndedBy).HasMaxLength(100);
        builder.Property(v => v.EndReason).HasMaxLength(PlanVersion.LongestReason);
        builder.Ignore(v => v.Name);
        builder.Ignore(v => v.AuthorNames);
        builder.Property(v => v.Version).IsConcurrencyToken();
        builder.HasIndex(v => new { v.PlanKey, v.Number, v.IsDrillCopy }).IsUnique();
    }
}

internal sealed class DutyMapping : IEntityTypeConfiguration<Duty>
{
    public void Configure(EntityTypeBuilder<Duty> builder)
    {
        builder.ToTable("Duties");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Key).HasMaxLength(64);
        builder.Property(d => d.NameEn).HasMaxLength(200);
        builder.Property(d => d.NameZh).HasMaxLength(200);
        builder.Property(d => d.BodyKey).HasMaxLength(64);
        builder.Property(d => d.BodyNameEn).HasMaxLength(200);
        builder.Property(d => d.BodyNameZh).HasMaxLength(200);
        builder.Property(d => d.Subject).HasMaxLength(200);
        builder.Property(d => d.Body).HasMaxLength(-1);
        builder.Property(d => d.Culture).HasMaxLength(20);
        builder.Property(d => d.DecidedBy).HasMaxLength(100);
        builder.Property(d => d.WaiverReason).HasMaxLength(2000);
        builder.Property(d => d.ReferenceNumber).HasMaxLength(100);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.Ignore(d => d.Name);
        builder.Ignore(d => d.BodyName);
        builder.HasOne<Incident>().WithMany().HasForeignKey(d => d.IncidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.State, d.DueAt });
    }
}

internal sealed class DeadlineMapping : IEntityTypeConfiguration<Deadline>
{
    public void Configure(EntityTypeBuilder<Deadline> builder)
    {
        builder.ToTable("Deadlines");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.HasIndex(d => new { d.State, d.DueAt });
        builder.HasIndex(d => new { d.SubjectId, d.State });
        builder.HasIndex(d => new { d.IncidentId, d.State });
    }
}
