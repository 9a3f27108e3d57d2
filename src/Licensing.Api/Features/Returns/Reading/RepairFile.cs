using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Licensing.Api.Http;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Returns.Reading;

/// <summary>A placement that was not accepted: why, and its rows (<see cref="ReadPlacement.Raw"/>, or of a sound one
/// <see cref="RepairFile.RowsOf"/>).</summary>
public sealed record Rejected(IReadOnlyList<RejectedValue> Rejections, IReadOnlyList<RawRow> Rows);

/// <summary>What was rejected, in a form to mend and send again as it is: CSV with the template's columns and, in front, what
/// is wrong; NDJSON with the same in the member <c>problem</c>.</summary>
public static class RepairFile
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = PlacementCheck.Strict.Encoder };
    private static readonly JsonSerializerOptions WithoutNulls = new(PlacementCheck.Strict) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The header to begin with, with a byte-order mark, without which spreadsheets misread names.</summary>
    public static async Task WriteTemplateAsync(TextWriter writer) => await WriteHeaderAsync(writer, TemplateColumns(), ',');

    /// <param name="rejected">In the order of the rows; read twice, first to find how many numbered columns are needed.
    /// Rejections of the file as a whole have no rows and are left out.</param>
    public static async Task WriteCsvAsync(TextWriter writer, Func<IAsyncEnumerable<Rejected>> rejected, char separator = ',', CancellationToken ct = default)
    {
        var numbers = new Dictionary<string, int>();
        await foreach (var placement in rejected().WithCancellation(ct))
        {
            foreach (var (column, number) in placement.Rows.SelectMany(r => r.Cells?.Keys ?? []).Select(CsvHeader.Find).OfType<(ReturnColumn Column, int Number)>())
                numbers[column.Path[0]] = Math.Max(number, numbers.GetValueOrDefault(column.Path[0], ReturnColumn.NumbersInTemplate));
        }

        var columns = ReturnColumn.Expand(list => numbers.GetValueOrDefault(list, ReturnColumn.NumbersInTemplate)).Select(c => c.Column.NameWith(c.Number)).ToList();
        await WriteHeaderAsync(writer, columns, separator);
        await foreach (var (rejections, rows) in rejected().WithCancellation(ct))
        {
            foreach (var row in rows.Where(r => r.Cells is not null))
            {
                // What is said of no row that is kept stands at the first.
                var problem = Describe(rejections.Where(r => r.Row == row.Row || (row == rows[0] && rows.All(kept => kept.Row != r.Row))));
                for (var i = 0; i < columns.Count; i++)
                {
                    if (i > 0)
                        await writer.WriteAsync(separator);
                    if ((i == 0 ? problem : row.Cells!.GetValueOrDefault(columns[i])) is { } cell)
                        CsvText.WriteCell(writer, cell);
                }

                await writer.WriteAsync("\r\n");
            }
        }
    }

    /// <summary>Every line as it was; one that is no JSON object cannot hold its problem.</summary>
    public static async Task WriteNdjsonAsync(TextWriter writer, IAsyncEnumerable<Rejected> rejected, CancellationToken ct = default)
    {
        await foreach (var (rejections, rows) in rejected.WithCancellation(ct))
        {
            foreach (var line in rows.Select(r => r.Line).OfType<string>())
                await writer.WriteAsync(WithProblem(line, Describe(rejections)) + "\n");
        }
    }

    /// <summary>A sound placement as rows, for one that is refused for another reason than its shape.</summary>
    /// <param name="firstRow">Of its rows; the next have the next numbers.</param>
    public static IReadOnlyList<RawRow> RowsOf(ReturnedPlacement placement, ReturnFormat format, CodeLists codes, long firstRow)
    {
        var json = JsonSerializer.Serialize(placement, WithoutNulls);
        if (format == ReturnFormat.Ndjson)
            return [new RawRow(firstRow, Line: json)];
        var node = JsonNode.Parse(json)!.AsObject();
        var items = node["items"]!.AsArray();
        var shared = CellsOf(node, ofItem: false, codes);
        return [.. Enumerable.Range(0, Math.Max(1, items.Count)).Select(i => new RawRow(firstRow + i,
            new Dictionary<string, string>(items.Count == 0 ? shared : [.. shared, .. CellsOf(items[i]!, ofItem: true, codes)])))];
    }

    private static Dictionary<string, string> CellsOf(JsonNode root, bool ofItem, CodeLists codes)
    {
        var cells = new Dictionary<string, string>();
        foreach (var column in ReturnColumn.All.Where(c => c.IsOfItem == ofItem && c != ReturnColumn.Problem))
        {
            var count = column.IsNumbered ? (root[column.Path[0]] as JsonArray)?.Count ?? 0 : 1;
            for (var number = 1; number <= count; number++)
            {
                if (At(root, column.Path, number) is { } value)
                    cells[column.NameWith(number)] = CellOf(column, value, At(root, column.CurrencyPath, number)?.GetValue<string>(), codes);
            }
        }

        return cells;
    }

    private static JsonNode? At(JsonNode root, string[] path, int number)
    {
        var node = (JsonNode?)root;
        foreach (var name in path)
            node = name == "#" ? node?.AsArray()[number - 1] : node?[name];
        return node;
    }

    private static string CellOf(ReturnColumn column, JsonNode value, string? currency, CodeLists codes) => column.Form switch
    {
        CellForm.Amount => Decimals(value.GetValue<long>(), codes.MinorUnits.GetValueOrDefault(currency ?? "")),
        CellForm.YesOrNo => value.GetValue<bool>() ? "yes" : "no",
        _ => value.ToString(),
    };

    private static string Decimals(long minor, int digits)
    {
        var text = minor.ToString().PadLeft(digits + 1, '0');
        return digits == 0 ? text : $"{text[..^digits]}.{text[^digits..]}";
    }

    private static List<string> TemplateColumns() => [.. ReturnColumn.Expand(_ => ReturnColumn.NumbersInTemplate)
        .Where(c => c.Column != ReturnColumn.Problem).Select(c => c.Column.NameWith(c.Number))];

    private static async Task WriteHeaderAsync(TextWriter writer, List<string> columns, char separator) =>
        await writer.WriteAsync("\uFEFF" + string.Join(separator, columns) + "\r\n");

    private static string Describe(IEnumerable<RejectedValue> rejections) => string.Join(" | ",
        rejections.Select(r => (r.Column is null ? "" : $"{r.Column}: ") + $"{r.Mend} ({r.Code})"));

    private static string WithProblem(string line, string problem)
    {
        try
        {
            if (JsonNode.Parse(line) is JsonObject placement)
            {
                placement.Remove("problem");
                placement.Insert(0, "problem", problem);
                return placement.ToJsonString(Readable);
            }
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // No JSON, or with the same member twice: as it was.
        }

        return line;
    }
}
