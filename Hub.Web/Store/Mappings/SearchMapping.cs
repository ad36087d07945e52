using Hub.Web.Store.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Web.Store.Mappings;

internal sealed class SearchEntryMapping : IEntityTypeConfiguration<SearchEntry>
{
    public void Configure(EntityTypeBuilder<SearchEntry> builder)
    {
        builder.ToTable("SearchEntries");
        builder.HasKey(e => new { e.Kind, e.Id });
        builder.Property(e => e.Id).ValueGeneratedNever();
    }
}

internal sealed class SearchTermMapping : IEntityTypeConfiguration<SearchTerm>
{
    public void Configure(EntityTypeBuilder<SearchTerm> builder)
    {
        builder.ToTable("SearchTerms");
        builder.HasKey(t => new { t.Kind, t.Term, t.EntryId });
        builder.Property(t => t.Term).HasMaxLength(SearchTerm.Longest);
        builder.Property(t => t.EntryId).ValueGeneratedNever();
    }
}

internal sealed class SearchMarkMapping : IEntityTypeConfiguration<SearchMark>
{
    public void Configure(EntityTypeBuilder<SearchMark> builder)
    {
        builder.ToTable("SearchMarks");
        builder.HasKey(m => m.Kind);
        builder.Property(m => m.Kind).ValueGeneratedNever();
        builder.Property(m => m.Number).HasMaxLength(210);
    }
}
