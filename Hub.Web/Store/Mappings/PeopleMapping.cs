using Hub.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Web.Store.Mappings;

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("Persons");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Name).HasMaxLength(100);
        builder.Property(p => p.Culture).HasMaxLength(20);
        builder.Property(p => p.TimeZone).HasMaxLength(64);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasMany(p => p.ContactPoints).WithOne().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(p => p.ContactPoints).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
    }
}

internal sealed class ContactPointMapping : IEntityTypeConfiguration<ContactPoint>
{
    public void Configure(EntityTypeBuilder<ContactPoint> builder)
    {
        builder.ToTable("ContactPoints");
        builder.HasKey(c => new { c.PersonId, c.Position });
        builder.Property(c => c.Position).ValueGeneratedNever();
        builder.Property(c => c.Address).HasMaxLength(254);
    }
}

internal sealed class OfficeMapping : IEntityTypeConfiguration<Office>
{
    public void Configure(EntityTypeBuilder<Office> builder)
    {
        builder.ToTable("Offices");
        builder.HasKey(o => o.Key);
        builder.Property(o => o.Key).HasMaxLength(64);
        builder.Property(o => o.NameEn).HasMaxLength(100);
        builder.Property(o => o.NameZh).HasMaxLength(100);
        builder.Property(o => o.Version).IsConcurrencyToken();
        builder.Ignore(o => o.Name);
        builder.HasMany(o => o.Seats).WithOne().HasForeignKey(s => s.OfficeKey).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(o => o.Seats).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
    }
}

internal sealed class SeatMapping : IEntityTypeConfiguration<Seat>
{
    public void Configure(EntityTypeBuilder<Seat> builder)
    {
        builder.ToTable("Seats");
        builder.HasKey(s => new { s.OfficeKey, s.Position });
        builder.Property(s => s.OfficeKey).HasMaxLength(64);
        builder.Property(s => s.Position).ValueGeneratedNever();
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class GroupMapping : IEntityTypeConfiguration<Group>
{
    public void Configure(EntityTypeBuilder<Group> builder)
    {
        builder.ToTable("Groups");
        builder.HasKey(g => g.Key);
        builder.Property(g => g.Key).HasMaxLength(64);
        builder.Property(g => g.NameEn).HasMaxLength(100);
        builder.Property(g => g.NameZh).HasMaxLength(100);
        builder.Property(g => g.Members).HasMaxLength(4000);
        builder.Property(g => g.Version).IsConcurrencyToken();
        builder.Ignore(g => g.Name);
    }
}

internal sealed class ExternalBodyMapping : IEntityTypeConfiguration<ExternalBody>
{
    public void Configure(EntityTypeBuilder<ExternalBody> builder)
    {
        builder.ToTable("ExternalBodies");
        builder.HasKey(b => b.Key);
        builder.Property(b => b.Key).HasMaxLength(64);
        builder.Property(b => b.NameEn).HasMaxLength(200);
        builder.Property(b => b.NameZh).HasMaxLength(200);
        builder.Property(b => b.Culture).HasMaxLength(20);
        builder.Property(b => b.Mail).HasMaxLength(254);
        builder.Property(b => b.Telephone).HasMaxLength(50);
        builder.Property(b => b.WhatToSay).HasMaxLength(1000);
        builder.Property(b => b.Portal).HasMaxLength(400);
        builder.Property(b => b.Fax).HasMaxLength(50);
        builder.Property(b => b.Hours).HasMaxLength(200);
        builder.Property(b => b.ReferenceName).HasMaxLength(100);
        builder.Property(b => b.ReferencePattern).HasMaxLength(200);
        builder.Property(b => b.Duties).HasMaxLength(2000);
        builder.Property(b => b.Version).IsConcurrencyToken();
        builder.Ignore(b => b.Name);
        builder.Ignore(b => b.Ways);
    }
}

internal sealed class AssetMapping : IEntityTypeConfiguration<Asset>
{
    public void Configure(EntityTypeBuilder<Asset> builder)
    {
        builder.ToTable("Assets");
        builder.HasKey(a => a.Key);
        builder.Property(a => a.Key).HasMaxLength(64);
        builder.Property(a => a.NameEn).HasMaxLength(200);
        builder.Property(a => a.NameZh).HasMaxLength(200);
        builder.Property(a => a.Owner).HasMaxLength(80);
        builder.Property(a => a.Place).HasMaxLength(200);
        builder.Property(a => a.Note).HasMaxLength(2000);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.Ignore(a => a.Name);
        builder.Ignore(a => a.Worth);
    }
}

internal sealed class AddressCheckMapping : IEntityTypeConfiguration<AddressCheck>
{
    public void Configure(EntityTypeBuilder<AddressCheck> builder)
    {
        builder.ToTable("AddressChecks");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Address).HasMaxLength(254);
        builder.Property(c => c.Code).HasMaxLength(6);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => new { c.PersonId, c.CreatedAt });
    }
}

internal sealed class RobotMapping : IEntityTypeConfiguration<Robot>
{
    public void Configure(EntityTypeBuilder<Robot> builder)
    {
        builder.ToTable("Robots");
        builder.HasKey(r => r.Key);
        builder.Property(r => r.Key).HasMaxLength(64);
        builder.Property(r => r.Name).HasMaxLength(100);
        builder.Property(r => r.Preset).HasMaxLength(40);
        builder.Property(r => r.ProtectedUrl).HasMaxLength(4000);
        builder.Property(r => r.ProtectedSecret).HasMaxLength(2000);
    }
}
