using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Web.Store;

/// <summary>Who has which incident open on one node, until the node tells again or the row expires.</summary>
public sealed class NodePresence
{
    /// <summary>The process, 32 characters.</summary>
    public string Node { get; set; } = "";

    /// <summary>JSON.</summary>
    public string Watching { get; set; } = "[]";

    /// <summary>From then on it says nothing any more, UTC.</summary>
    public DateTimeOffset Until { get; set; }
}

internal sealed class NodePresenceMapping : IEntityTypeConfiguration<NodePresence>
{
    public void Configure(EntityTypeBuilder<NodePresence> builder)
    {
        builder.ToTable("NodePresences");
        builder.HasKey(n => n.Node);
        builder.Property(n => n.Node).HasMaxLength(32);
        builder.Property(n => n.Watching).HasMaxLength(-1);
    }
}
