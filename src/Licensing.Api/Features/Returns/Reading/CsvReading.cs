using System.Runtime.CompilerServices;
using Licensing.Rules.Values;
using nietras.SeparatedValues;

namespace Licensing.Api.Features.Returns.Reading;

/// <summary>One row for each fee item; the rows of one placement stand together.</summary>
internal sealed class CsvReading(PlacementCheck check, CodeLists codes)
{
    /// <summary>Characters; a quote that is never closed would else swallow the rest of the file.</summary>
    public const int LongestRow = 65_536;

    public async IAsyncEnumerable<ReadPlacement> ReadAsync(Stream upload, [EnumeratorCancellation] CancellationToken ct)
    {
        using var opening = await CsvOpening.ReadAsync(upload, ct);
        if (opening.Refusal is { } refusal)
        {
            yield return OfFile(refusal);
            yield break;
        }

        // Quotes are read by CsvRow, which can say what is wrong with them.
        using var rows = await Sep.New(opening.Separator).Reader(o => o with { HasHeader = false, DisableColCountCheck = true, Unescape = false })
            .FromAsync(opening.Text, ct);
        await rows.MoveNextAsync(ct);
        var header = CsvHeader.Of(CellsOf(rows.Current));
        if (header.Rejections.Count > 0)
        {
            yield return OfFile([.. header.Rejections]);
            yield break;
        }

        using var block = new CsvBlock(header, check, new CsvCell(codes, opening.Separator));
        for (var number = 1L; ; number++)
        {
            bool more;
            RejectedValue? broken = null;
            try
            {
                more = await rows.MoveNextAsync(ct);
            }
            catch (Exception e) when (e is NotSupportedException or InvalidDataException)
            {
                // Longer than the parser can hold: a quote was never closed.
                more = false;
                broken = new RejectedValue(number, null, "row.too-long", null, "The row does not end: a quote is not closed. Nothing after it was read.");
            }

            var row = more ? CsvRow.Of(number, rows.Current, header) : null;
            if (more && row is null)
                continue;
            if (block.IsOpen && (row is null || !block.Takes(row)))
                yield return block.Close();
            if (broken is not null)
                yield return new ReadPlacement(number, number, null, null, [broken], []);
            if (row is null)
                yield break;
            block.Add(row);
        }
    }

    private static List<string> CellsOf(SepReader.Row row)
    {
        var cells = new List<string>();
        for (var i = 0; i < row.ColCount; i++)
            cells.Add(row[i].ToString());
        return cells;
    }

    private static ReadPlacement OfFile(params RejectedValue[] rejections) => new(0, 0, null, null, rejections, []);
}
