using Hub.Domain.People;
using Hub.Web.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Hub.Web.Store.Mappings;

internal sealed class RotaMapping : IEntityTypeConfiguration<Rota>
{
    public void Configure(EntityTypeBuilder<Rota> builder)
    {
        builder.ToTable("Rotas");
        builder.HasKey(r => r.Key);
        builder.Property(r => r.Key).HasMaxLength(64);
        builder.Property(r => r.NameEn).HasMaxLength(100);
        builder.Property(r => r.NameZh).HasMaxLength(100);
        builder.Property(r => r.TimeZone).HasMaxLength(64);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.Ignore(r => r.Name);
        builder.Ignore(r => r.Subject);
        builder.HasMany(r => r.Layers).WithOne().HasForeignKey(l => l.RotaKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(r => r.Overrides).WithOne().HasForeignKey(o => o.RotaKey).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(r => r.Layers).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        builder.Navigation(r => r.Overrides).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
    }
}

internal sealed class RotaLayerMapping : IEntityTypeConfiguration<RotaLayer>
{
    public void Configure(EntityTypeBuilder<RotaLayer> builder)
    {
        builder.ToTable("RotaLayers");
        builder.HasKey(l => new { l.RotaKey, l.Position });
        builder.Property(l => l.RotaKey).HasMaxLength(64);
        builder.Property(l => l.Position).ValueGeneratedNever();
        builder.Property(l => l.NameEn).HasMaxLength(100);
        builder.Property(l => l.NameZh).HasMaxLength(100);
        builder.Property(l => l.Participants).HasMaxLength(4000);
        builder.Property(l => l.Hours).HasConversion(new AsSpans(), SameSpans).HasMaxLength(1000);
        builder.Ignore(l => l.Name);
        builder.Ignore(l => l.Terms);
    }

    private static readonly ValueComparer<List<WeeklySpan>> SameSpans = new(
        (one, other) => ReferenceEquals(one, other) || (one != null && other != null && one.SequenceEqual(other)),
        spans => spans.Aggregate(0, (hash, span) => HashCode.Combine(hash, span)),
        spans => spans.ToList());

    private sealed class AsSpans() : ValueConverter<List<WeeklySpan>, string>(
        spans => string.Join(';', spans),
        text => text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(WeeklySpan.Read).OfType<WeeklySpan>().ToList());
}

internal sealed class ShiftOverrideMapping : IEntityTypeConfiguration<ShiftOverride>
{
    public void Configure(EntityTypeBuilder<ShiftOverride> builder)
    {
        builder.ToTable("ShiftOverrides");
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.RotaKey).HasMaxLength(64);
        builder.HasOne<Person>().WithMany().HasForeignKey(o => o.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => new { o.RotaKey, o.Until });
    }
}

internal sealed class UnavailabilityMapping : IEntityTypeConfiguration<Unavailability>
{
    public void Configure(EntityTypeBuilder<Unavailability> builder)
    {
        builder.ToTable("Unavailabilities");
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.Property(u => u.Note).HasMaxLength(200);
        builder.HasOne<Person>().WithMany().HasForeignKey(u => u.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(u => u.Until);
    }
}

internal sealed class CoverRequestMapping : IEntityTypeConfiguration<CoverRequest>
{
    public void Configure(EntityTypeBuilder<CoverRequest> builder)
    {
        builder.ToTable("CoverRequests");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.RotaKey).HasMaxLength(64);
        builder.Property(c => c.Note).HasMaxLength(200);
        builder.Property(c => c.DeclinedBy).HasMaxLength(4000);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasOne<Rota>().WithMany().HasForeignKey(c => c.RotaKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.AskedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.State, c.From });
    }
}

internal sealed class CalendarFeedMapping : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> builder)
    {
        builder.ToTable("CalendarFeeds");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Hash).HasMaxLength(64);
        builder.Property(f => f.RotaKey).HasMaxLength(64);
        builder.Property(f => f.CreatedBy).HasMaxLength(100);
        builder.HasIndex(f => f.Hash).IsUnique();
        builder.HasIndex(f => f.PersonId);
        builder.HasIndex(f => f.RotaKey);
    }
}
