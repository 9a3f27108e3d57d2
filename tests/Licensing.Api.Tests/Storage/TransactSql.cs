using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Licensing.Api.Tests.Storage;

/// <summary>Reads SQL with the parser of SQL Server, and looks for what servers that merely speak its protocol lack or
/// what we have sworn off.</summary>
public sealed class TransactSql : TSqlFragmentVisitor
{
    private readonly HashSet<string> _defined = new(StringComparer.OrdinalIgnoreCase);

    private readonly List<string> _unqualified = [];

    private TransactSql()
    {
    }

    public IReadOnlyList<string> Errors { get; private set; } = [];

    public List<string> Unwanted { get; } = [];

    /// <summary>Column names of each SELECT list, outermost first; null where an expression has no name.</summary>
    public List<IReadOnlyList<string?>> Selects { get; } = [];

    /// <summary>The same with the table that each column comes from, where the text shows it: <c>Proposals.State</c>.</summary>
    public List<IReadOnlyList<string?>> Sources { get; } = [];

    /// <summary>Changes that answer with rows of their own.</summary>
    public int Outputs { get; private set; }

    public static TransactSql Read(string sql)
    {
        var fragment = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        var reading = new TransactSql { Errors = [.. errors.Select(e => $"{e.Line}:{e.Column} {e.Message}")] };
        fragment?.Accept(reading);
        // DELETE FROM [i] FROM … AS [i]: an alias is used before it is defined.
        reading.Unwanted.AddRange(reading._unqualified.Except(reading._defined, StringComparer.OrdinalIgnoreCase).Select(name => $"no schema: {name}"));
        return reading;
    }

    public override void Visit(CommonTableExpression node) => _defined.Add(node.ExpressionName.Value);

    public override void Visit(NamedTableReference node)
    {
        var name = node.SchemaObject;
        if (node.Alias is not null)
            _defined.Add(node.Alias.Value);
        if (name.SchemaIdentifier is null && !name.BaseIdentifier.Value.StartsWith('#'))
            _unqualified.Add(name.BaseIdentifier.Value);
        // Correctness rests on unique keys, never on how a server locks.
        if (node.TableHints.Count > 0)
            Unwanted.Add($"table hint on {name.BaseIdentifier.Value}");
    }

    public override void Visit(OutputClause node) => Outputs++;

    public override void Visit(MergeStatement node) => Unwanted.Add("MERGE");

    public override void Visit(TemporalClause node) => Unwanted.Add("temporal table");

    public override void Visit(QuerySpecification node)
    {
        var scalars = node.SelectElements.Select(e => e as SelectScalarExpression).ToList();
        Selects.Add([.. scalars.Select(s => s?.ColumnName?.Value ?? (s?.Expression as ColumnReferenceExpression)?.MultiPartIdentifier.Identifiers[^1].Value)]);
        Sources.Add([.. scalars.Select(s => s?.Expression is ColumnReferenceExpression { MultiPartIdentifier.Identifiers: [.., var alias, var column] }
            ? SourceOf(alias.Value, column.Value, node) : null)]);
    }

    // A derived table passes its columns through: [s].[State0] is what the subquery names State0.
    private static string? SourceOf(string alias, string column, TSqlFragment within)
    {
        var tables = new Tables();
        within.Accept(tables);
        if (tables.Named.TryGetValue(alias, out var table))
            return $"{table}.{column}";
        return tables.Derived.GetValueOrDefault(alias) is QuerySpecification inner
            && inner.SelectElements.OfType<SelectScalarExpression>().FirstOrDefault(e => (e.ColumnName?.Value ?? (e.Expression as ColumnReferenceExpression)?.MultiPartIdentifier.Identifiers[^1].Value) == column)
                is { Expression: ColumnReferenceExpression { MultiPartIdentifier.Identifiers: [.., var from, var name] } }
            ? SourceOf(from.Value, name.Value, inner) : null;
    }

    private sealed class Tables : TSqlFragmentVisitor
    {
        public Dictionary<string, string> Named { get; } = [];
        public Dictionary<string, QueryExpression> Derived { get; } = [];

        public override void Visit(NamedTableReference node) => Named.TryAdd(node.Alias?.Value ?? node.SchemaObject.BaseIdentifier.Value, node.SchemaObject.BaseIdentifier.Value);

        public override void Visit(QueryDerivedTable node) => Derived.TryAdd(node.Alias.Value, node.QueryExpression);
    }
}
