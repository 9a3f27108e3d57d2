using System.Text.Json;

namespace Licensing.Api.Features.Returns.Reading;

/// <summary>The columns of a file as the tree that JSON makes of them; worked out once for a file.</summary>
internal sealed class ColumnTree
{
    private ColumnTree(string name) => Name = JsonEncodedText.Encode(name);

    public JsonEncodedText Name { get; }
    public List<ColumnTree> Members { get; } = [];
    /// <summary>Of a leaf.</summary>
    public FileColumn? Cell { get; private set; }
    /// <summary>Of an amount.</summary>
    public FileColumn? Currency { get; private set; }
    /// <summary>Its members are the elements, in the order of their numbers.</summary>
    public bool IsList { get; private set; }
    /// <summary>Of an element of a list.</summary>
    public int Number { get; private set; }

    /// <param name="columns">What is to be in the tree.</param>
    /// <param name="all">Where the currencies of amounts are.</param>
    public static ColumnTree Of(IEnumerable<FileColumn> columns, IReadOnlyList<FileColumn> all)
    {
        var root = new ColumnTree("");
        foreach (var column in columns.OrderBy(c => c.Number))
        {
            var node = root;
            foreach (var name in column.Column.Path)
            {
                node.IsList |= name == "#";
                node = name == "#" ? node.Element(column.Number) : node.Member(name);
            }

            node.Cell = column;
            if (column.Column.Form == CellForm.Amount)
                node.Currency = all.FirstOrDefault(c => c.Number == column.Number && c.Column.IsCurrencyOf(column.Column));
        }

        return root;
    }

    public bool IsFilled(CsvRow row)
    {
        if (Cell is { } cell)
            return row.Cells[cell.Index] is not null;
        foreach (var member in Members)
        {
            if (member.IsFilled(row))
                return true;
        }

        return false;
    }

    private ColumnTree Member(string name) => Members.FirstOrDefault(m => m.Name.Value == name) ?? Add(new(name));

    private ColumnTree Element(int number) => Members.FirstOrDefault(m => m.Number == number) ?? Add(new("") { Number = number });

    private ColumnTree Add(ColumnTree node)
    {
        Members.Add(node);
        return node;
    }
}
