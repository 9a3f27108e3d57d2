using System.Buffers;
using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using Licensing.Api.Http;

namespace Licensing.Api.Features.Returns.Reading;

/// <summary>The rows of one placement, made into the JSON of a disclosure, so that the same rules hold for both formats.</summary>
internal sealed class CsvBlock : IDisposable
{
    // One more than the rules of shape allow, so that they refuse it.
    private const int MostRows = 501, MostCharacters = 1_048_576;

    /// <summary>Of one placement: who reads five hundred mistakes has found the cause.</summary>
    public const int MostRejections = 500;

    // What two cells say against each other is worth saying only where both were read.
    private static readonly FrozenSet<string> BetweenCells = ["item.refund-of-missing", "item.refund-of-unexpected", "period.reversed"];

    private readonly CsvHeader _header;
    private readonly PlacementCheck _check;
    private readonly CsvCell _cell;
    private readonly ColumnTree _placement, _item;
    private readonly List<FileColumn> _columnsOfPlacement;
    private readonly int _referenceAt;
    private readonly bool _hasWorker;
    private readonly ArrayBufferWriter<byte> _json = new(4096);
    private readonly Utf8JsonWriter _writer;
    private readonly List<CsvRow> _rows = [];
    private readonly List<RejectedValue> _rejections = [];
    // Pointers of cells that could not be read: what the rules of shape say about their absence is not worth saying.
    private readonly List<string> _failed = [];
    private readonly List<CsvRow> _itemRows = [];
    private int _characters;
    private long _lastRow;

    public CsvBlock(CsvHeader header, PlacementCheck check, CsvCell cell)
    {
        (_header, _check, _cell) = (header, check, cell);
        var columns = header.Columns.OfType<FileColumn>().Where(c => c.Column != ReturnColumn.Problem).ToList();
        _referenceAt = columns.Single(c => c.Column == ReturnColumn.Reference).Index;
        _columnsOfPlacement = [.. columns.Where(c => !c.Column.IsOfItem && c.Column != ReturnColumn.Reference)];
        _placement = ColumnTree.Of(columns.Where(c => !c.Column.IsOfItem), columns);
        _hasWorker = _placement.Members.Any(IsWorker);
        _item = ColumnTree.Of(columns.Where(c => c.Column.IsOfItem), columns);
        _writer = new Utf8JsonWriter(_json, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public void Dispose() => _writer.Dispose();

    public bool IsOpen => _rows.Count > 0;

    /// <summary>Whether the row is of the same placement as those before.</summary>
    public bool Takes(CsvRow row) => row.Cells[_referenceAt] is { } reference && reference == _rows[0].Cells[_referenceAt];

    public void Add(CsvRow row)
    {
        _lastRow = row.Number;
        if (_rows.Count >= MostRows || _characters > MostCharacters)
            return;
        _rows.Add(row);
        foreach (var cell in row.Cells)
            _characters += cell?.Length ?? 0;
    }

    public ReadPlacement Close()
    {
        var first = _rows[0];
        foreach (var row in _rows)
        {
            foreach (var (column, code, mend) in row.Mistakes)
                RejectCell(row, column, code, mend);
            if (row != first)
                RejectContradictions(first, row);
        }

        if (_characters > MostCharacters)
            _rejections.Add(new RejectedValue(first.Number, null, "list.too-long", null, $"The rows of one placement may have {MostCharacters} characters together. File fewer items, the rest as a correction."));
        WriteJson(first);
        var (filing, errors) = _check.Read(_json.WrittenMemory);
        foreach (var error in errors)
            RejectError(first, error);
        var read = new ReadPlacement(first.Number, _lastRow, first.Cells[_referenceAt], _rejections.Count == 0 ? filing : null,
            _rejections.Count == 0 ? [] : [.. _rejections.OrderBy(r => r.Row).Take(MostRejections)], _rejections.Count == 0 ? [] : [.. _rows.Select(Raw)]);
        _rows.Clear();
        _rejections.Clear();
        _failed.Clear();
        _itemRows.Clear();
        _characters = 0;
        return read;
    }

    private void RejectContradictions(CsvRow first, CsvRow row)
    {
        foreach (var column in _columnsOfPlacement)
        {
            // A blank cell says nothing: many fill the placement's columns in once.
            if (row.Cells[column.Index] is { } value && value != first.Cells[column.Index])
            {
                _rejections.Add(new RejectedValue(row.Number, column.Name, "row.contradicts", Shown(column, value),
                    $"Row {first.Number} says otherwise of the same placement. Write the same in all its rows, or another reference."));
            }
        }
    }

    private void WriteJson(CsvRow first)
    {
        _json.ResetWrittenCount();
        _writer.Reset(_json);
        _writer.WriteStartObject();
        WriteMembers(_placement, first);
        if (!_hasWorker)
        {
            _writer.WriteStartObject("worker"u8);
            _writer.WriteEndObject();
        }

        _writer.WriteStartArray("items"u8);
        foreach (var row in _rows)
        {
            if (!_item.IsFilled(row))
                continue;
            _writer.WriteStartObject();
            _itemRows.Add(row);
            WriteMembers(_item, row);
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
        _writer.WriteEndObject();
        _writer.Flush();
    }

    private void WriteMembers(ColumnTree node, CsvRow row)
    {
        foreach (var member in node.Members)
        {
            if (member.Cell is not null)
            {
                WriteCell(member, row);
            }
            else if (member.IsList)
            {
                _writer.WriteStartArray(member.Name);
                foreach (var element in member.Members)
                {
                    if (!element.IsFilled(row))
                        continue;
                    _writer.WriteStartObject();
                    WriteMembers(element, row);
                    _writer.WriteEndObject();
                }

                _writer.WriteEndArray();
            }
            else if (member.IsFilled(row) || IsWorker(member))
            {
                _writer.WriteStartObject(member.Name);
                WriteMembers(member, row);
                _writer.WriteEndObject();
            }
        }
    }

    private void WriteCell(ColumnTree leaf, CsvRow row)
    {
        var column = leaf.Cell!;
        if (row.Cells[column.Index] is not { } cell)
            return;
        var mistake = row.Mistakes.Count > 0 && row.Mistakes.Any(m => m.Column == column) ? ("", "")
            : _cell.Write(_writer, leaf.Name, column.Column, cell, leaf.Currency is { } c ? row.Cells[c.Index] : null);
        if (mistake is not var (code, mend))
            return;
        _failed.Add(PointerOf(column));
        if (code.Length > 0)
            RejectCell(row, column, code, mend);
    }

    // A contract says nothing of a worker without any fact; the JSON has him all the same.
    private static bool IsWorker(ColumnTree member) => member.Name.Value == "worker";

    /// <summary>Of a cell, in the JSON being written.</summary>
    private string PointerOf(FileColumn column)
    {
        var index = column.Column.IsOfItem ? _itemRows.Count - 1
            : column.Column.IsNumbered ? ListOf(column.Column.Path[0]).TakeWhile(e => e.Number < column.Number).Count() : 0;
        return column.Column.Pointer.Replace("#", index.ToString(), StringComparison.Ordinal);
    }

    private IEnumerable<ColumnTree> ListOf(string name) => _placement.Members.Single(m => m.Name.Value == name).Members.Where(e => e.IsFilled(_rows[0]));

    private void RejectCell(CsvRow row, FileColumn? column, string code, string mend) =>
        _rejections.Add(new RejectedValue(row.Number, column?.Name, code, column is null ? null : Shown(column, row.Cells[column.Index]), mend));

    private void RejectError(CsvRow first, ProblemError error)
    {
        if (_failed.Any(f => IsWithin(error.At, f) || (error.Code == "field.missing" && IsWithin(f, error.At))))
            return;
        if (BetweenCells.Contains(error.Code) && _failed.Any(f => IsWithin(f, error.At) || ParentOf(f) == ParentOf(error.At)))
            return;
        if (error.Code == "field.missing")
            _failed.Add(error.At);
        var (row, column, number) = Locate(first, error.At);
        if (column is null || error.Code == "list.too-long")
        {
            _rejections.Add(PlacementCheck.Reject(error, row.Number, null));
            return;
        }

        var cell = _header.Columns.FirstOrDefault(c => c?.Column == column && c.Number == number) is { } held ? row.Cells[held.Index] : null;
        var missing = error.Code == "field.missing" ? error with { Detail = "The cell is blank.", Mend = column.Example.Length > 0 ? $"Fill it in, for example {column.Example}." : "Fill it in." } : error;
        _rejections.Add(PlacementCheck.Reject(missing with { Value = cell is null ? null : Shorten(cell) }, row.Number, column.NameWith(number)));
    }

    /// <summary>The row, and the column where the pointer is that of one or of the object that it begins.</summary>
    private (CsvRow Row, ReturnColumn? Column, int Number) Locate(CsvRow first, string pointer)
    {
        var (row, number, template) = (first, 1, pointer);
        if (pointer.Split('/') is [_, var list, var text, ..] && int.TryParse(text, out var index))
        {
            template = $"/{list}/#{pointer[(list.Length + text.Length + 2)..]}";
            if (list == "items")
                row = _itemRows[index];
            else
                number = ListOf(list).ElementAt(index).Number;
        }

        var column = ReturnColumn.All.FirstOrDefault(c => c.Pointer == template) ?? (template.EndsWith('#') ? null : ReturnColumn.All.FirstOrDefault(c => IsWithin(c.Pointer, template)));
        return (row, template.Length == 0 ? null : column, number);
    }

    private RawRow Raw(CsvRow row) => new(row.Number, _header.Columns.OfType<FileColumn>()
        .Where(c => row.Cells[c.Index] is not null).ToDictionary(c => c.Name, c => row.Cells[c.Index]!));

    private static string? Shown(FileColumn column, string? value) => value is null ? null : column.Column.IsPersonal ? "***" : Shorten(value);

    private static string Shorten(string value) => value.Length <= 60 ? value : string.Concat(value.AsSpan(0, 59), "…");

    private static string ParentOf(string pointer) => pointer[..Math.Max(0, pointer.LastIndexOf('/'))];

    private static bool IsWithin(string pointer, string outer) =>
        pointer.StartsWith(outer, StringComparison.Ordinal) && (pointer.Length == outer.Length || pointer[outer.Length] == '/');
}
