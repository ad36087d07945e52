using System.Globalization;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Tests.Store;

/// <summary>What SQL Server would refuse and other engines do not tell.</summary>
public sealed class SqlServerModelTests
{
    [Fact]
    public void No_table_is_reached_by_two_cascades() => DoubleCascades(Model().GetRelationalModel()).Should().BeEmpty();

    [Fact]
    public void The_walk_finds_two_cascades() => DoubleCascades(new TwoWays().GetService<IDesignTimeModel>().Model.GetRelationalModel()).Should().ContainSingle().Which.Should().Contain("Leaf");

    [Fact]
    public void Every_key_and_index_fits() => Oversized(Model().GetRelationalModel()).Should().BeEmpty();

    [Fact]
    public void The_walk_finds_a_key_that_is_too_long() => Oversized(new TwoWays().GetService<IDesignTimeModel>().Model.GetRelationalModel()).Should().HaveCount(2);

    [Fact]
    public void Instants_are_datetime2_in_microseconds() =>
        Model().GetRelationalModel().Tables.SelectMany(t => t.Columns).Where(c => c.StoreType.StartsWith("datetime", StringComparison.Ordinal))
            .Should().NotBeEmpty().And.OnlyContain(c => c.StoreType == "datetime2(6)");

    [Fact]
    public void Only_texts_that_may_be_long_are_unbounded() =>
        Model().GetRelationalModel().Tables.SelectMany(t => t.Columns).Where(c => c.StoreType == "nvarchar(max)" && c.Table.Name.StartsWith("AspNet", StringComparison.Ordinal) && c.Name != "Data")
            .Should().BeEmpty();

    [Fact]
    public void The_filter_of_the_external_id_is_quoted_as_SQL_Server_does() =>
        Model().FindEntityType(typeof(Hub.Domain.Incidents.Report))!.GetIndexes().Single(i => i.IsUnique && i.Properties.Count == 2)
            .GetFilter().Should().Be("[Source] IS NOT NULL AND [ExternalId] IS NOT NULL");

    private static IModel Model()
    {
        using var db = new SqlServerDesignTime().CreateDbContext([]);
        return db.GetService<IDesignTimeModel>().Model;
    }

    /// <summary>Tables that a delete of one row somewhere would reach on two ways (SQL Server's error 1785).</summary>
    private static List<string> DoubleCascades(IRelationalModel model)
    {
        var found = new List<string>();
        foreach (var root in model.Tables)
        {
            var reached = new Dictionary<ITable, int>();
            Walk(root, reached, []);
            found.AddRange(reached.Where(r => r.Value > 1).Select(r => $"{root.Name} reaches {r.Key.Name} on {r.Value} ways"));
        }

        return found;

        static void Walk(ITable table, Dictionary<ITable, int> reached, HashSet<ITable> path)
        {
            if (!path.Add(table))
            {
                reached[table] = 2;
                return;
            }

            foreach (var key in table.ReferencingForeignKeyConstraints.Where(k => k.OnDeleteAction is ReferentialAction.Cascade or ReferentialAction.SetNull))
            {
                reached[key.Table] = reached.GetValueOrDefault(key.Table) + 1;
                Walk(key.Table, reached, path);
            }

            path.Remove(table);
        }
    }

    /// <summary>Clustered keys over 900 bytes, other keys and indexes over 1,700.</summary>
    private static List<string> Oversized(IRelationalModel model)
    {
        var found = new List<string>();
        foreach (var table in model.Tables)
        {
            foreach (var key in table.UniqueConstraints)
            {
                var isClustered = key.MappedKeys.First().IsClustered() ?? key.GetIsPrimaryKey();
                Check(key.Name, key.Columns, isClustered ? 900 : 1_700);
            }

            foreach (var index in table.Indexes)
            {
                Check(index.Name, index.Columns, 1_700);
            }
        }

        return found;

        void Check(string name, IReadOnlyList<IColumn> columns, int most)
        {
            var bytes = columns.Sum(c => Bytes(c.StoreType));
            if (bytes > most)
            {
                found.Add($"{name} on {columns[0].Table.Name} has {bytes} bytes, over {most}");
            }
        }
    }

    private static int Bytes(string type)
    {
        var open = type.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? type : type[..open];
        var length = open < 0 ? "" : type[(open + 1)..^1];
        return name switch
        {
            "nvarchar" or "nchar" => length == "max" ? 1_000_000 : 2 * int.Parse(length, CultureInfo.InvariantCulture),
            "varbinary" or "binary" => length == "max" ? 1_000_000 : int.Parse(length, CultureInfo.InvariantCulture),
            "uniqueidentifier" => 16,
            "bigint" or "datetime2" => 8,
            "int" => 4,
            "bit" or "tinyint" => 1,
            "smallint" => 2,
            _ => throw new InvalidOperationException($"How long is a {type}?"),
        };
    }

    private sealed class TwoWays() : DbContext(new DbContextOptionsBuilder().UseSqlServer("Server=none").Options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity("Top").Property<string>("Id").HasMaxLength(451);
            modelBuilder.Entity("Left").Property<int>("Id");
            modelBuilder.Entity("Right").Property<int>("Id");
            modelBuilder.Entity("Leaf").Property<int>("Id");
            modelBuilder.Entity("Leaf").Property<string>("Name").HasMaxLength(900);
            modelBuilder.Entity("Leaf").HasIndex("Name");
            modelBuilder.Entity("Left").HasOne("Top").WithMany().HasForeignKey("TopId").OnDelete(DeleteBehavior.Cascade);
            modelBuilder.Entity("Right").HasOne("Top").WithMany().HasForeignKey("TopId").OnDelete(DeleteBehavior.Cascade);
            modelBuilder.Entity("Leaf").HasOne("Left").WithMany().HasForeignKey("LeftId").OnDelete(DeleteBehavior.Cascade);
            modelBuilder.Entity("Leaf").HasOne("Right").WithMany().HasForeignKey("RightId").OnDelete(DeleteBehavior.Cascade);
        }
    }
}
