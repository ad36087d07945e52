using Hub.Tests.Harness;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Hub.Tests.Store;

/// <summary>T-SQL as SQL Server 2022 reads it.</summary>
internal static class SqlText
{
    public static string File(string name) => System.IO.File.ReadAllText(Path.Combine(Sources.Root, "sql", name));

    /// <summary>Parses a script; the faults as <c>line: message</c>.</summary>
    public static (TSqlFragment? Script, IReadOnlyList<string> Faults) Parse(string text)
    {
        using var reader = new StringReader(text);
        var script = new TSql160Parser(initialQuotedIdentifiers: true, SqlEngineType.All).Parse(reader, out var errors);
        return (script, [.. errors.Select(e => $"{e.Line}: {e.Message}")]);
    }

    /// <summary>
    /// Every statement that makes a table, index, constraint or view, also those inside of conditions and of <c>EXEC(N'…')</c>, as text. A column
    /// that a later migration adds stands in its table's own statement, since a model of a database knows no other place for it.
    /// </summary>
    public static IReadOnlyList<string> Definitions(string text)
    {
        var collector = new Collector();
        Parse(text).Script!.Accept(collector);
        return collector.Definitions;
    }

    /// <summary>Tables with their columns as <c>NAME type null</c>.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Tables(string text)
    {
        var collector = new Collector();
        Parse(text).Script!.Accept(collector);
        return collector.Tables;
    }

    private sealed class Collector : TSqlFragmentVisitor
    {
        private readonly Dictionary<string, int> created = new(StringComparer.OrdinalIgnoreCase);

        public List<string> Definitions { get; } = [];

        public Dictionary<string, IReadOnlyList<string>> Tables { get; } = new(StringComparer.OrdinalIgnoreCase);

        public override void Visit(CreateTableStatement node)
        {
            created[node.SchemaObjectName.BaseIdentifier.Value] = Definitions.Count;
            Add(node);
            Tables[node.SchemaObjectName.BaseIdentifier.Value] = [.. node.Definition.ColumnDefinitions.Select(Column)];
        }

        public override void Visit(CreateIndexStatement node) => Add(node);

        public override void Visit(AlterTableAddTableElementStatement node)
        {
            if (node.Definition.ColumnDefinitions.Count == 0)
            {
                Add(node);
                return;
            }

            var name = node.SchemaObjectName.BaseIdentifier.Value;
            var place = created[name];
            var table = Definitions[place].TrimEnd(';', ' ', '\n');
            Definitions[place] = $"{table[..table.LastIndexOf(')')]}, {string.Join(", ", node.Definition.ColumnDefinitions.Select(Text))})";
            Tables[name] = [.. Tables[name], .. node.Definition.ColumnDefinitions.Select(Column)];
        }

        public override void Visit(CreateOrAlterViewStatement node) =>
            Definitions.Add(Text(node).Replace("CREATE OR ALTER VIEW", "CREATE VIEW", StringComparison.OrdinalIgnoreCase));

        public override void Visit(ExecuteStatement node)
        {
            if (node.ExecuteSpecification.ExecutableEntity is ExecutableStringList { Strings: [StringLiteral inner] })
            {
                Parse(inner.Value).Script!.Accept(this);
            }
        }

        private static string Column(ColumnDefinition column) =>
            $"{column.ColumnIdentifier.Value} {Text(column.DataType)} {(column.Constraints.OfType<NullableConstraintDefinition>().All(n => n.Nullable) ? "NULL" : "NOT NULL")}";

        private static string Text(TSqlFragment node) =>
            string.Concat(node.ScriptTokenStream.Skip(node.FirstTokenIndex).Take(node.LastTokenIndex - node.FirstTokenIndex + 1).Select(t => t.Text));

        private void Add(TSqlFragment node) => Definitions.Add(Text(node));
    }
}
