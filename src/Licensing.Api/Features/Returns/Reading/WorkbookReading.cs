using System.Data;
using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Returns.Reading;

/// <summary>The first sheet of a workbook (.xlsx), in the form of the CSV: each row is written as a row of CSV, and read as one, so that
/// what is taken and what is rejected is the same. Row numbers are those of the sheet, less the header.</summary>
/// <remarks>A workbook is packed and is read whole: it is held in memory, so it may be smaller than a text file.</remarks>
internal sealed class WorkbookReading(PlacementCheck check, CodeLists codes)
{
    /// <summary>Most bytes, as sent and unpacked; about 200,000 rows of a return. Tests lower the second.</summary>
    public const long MostBytes = 64L * 1024 * 1024, MostUnpackedBytes = 512L * 1024 * 1024;

    // The end of any line may be inside a cell; a cell is quoted wherever a reader could take it for two.
    private static readonly System.Buffers.SearchValues<char> Quoted = System.Buffers.SearchValues.Create(",;\t\"\r\n");

    public async IAsyncEnumerable<ReadPlacement> ReadAsync(Stream upload, [EnumeratorCancellation] CancellationToken ct)
    {
        using var held = new MemoryStream();
        var refusal = await HoldAsync(upload, held, ct) ? await CheckAsync(held, ct) : TooLarge();
        using var workbook = refusal is null ? Open(held) : null;
        if (workbook is null)
        {
            yield return OfRow(0, refusal ?? Damaged(0));
            yield break;
        }

        var pipe = new Pipe();
        var writing = Task.Run(() => WriteAsync(workbook, pipe.Writer, ct), ct);
        await using (var text = pipe.Reader.AsStream())
        {
            await foreach (var placement in new CsvReading(check, codes).ReadAsync(text, ct))
                yield return placement;
        }

        // Everything before it was read and stands.
        if (await writing is { } damagedAt)
            yield return OfRow(damagedAt, Damaged(damagedAt));
    }

    private static async Task<bool> HoldAsync(Stream upload, MemoryStream held, CancellationToken ct)
    {
        var piece = new byte[81_920];
        for (int read; (read = await upload.ReadAsync(piece, ct)) > 0;)
        {
            if (held.Length + read > MostBytes)
                return false;
            held.Write(piece, 0, read);
        }

        return true;
    }

    // What a file says of its own size is no measure: it is unpacked once, into nothing.
    private static async Task<RejectedValue?> CheckAsync(MemoryStream held, CancellationToken ct)
    {
        try
        {
            held.Position = 0;
            using var archive = new ZipArchive(held, ZipArchiveMode.Read, leaveOpen: true);
            var (left, piece) = (MostUnpackedBytes, new byte[81_920]);
            foreach (var entry in archive.Entries)
            {
                await using var packed = await entry.OpenAsync(ct);
                for (int read; (read = await packed.ReadAsync(piece, ct)) > 0;)
                {
                    if ((left -= read) < 0)
                        return TooLarge();
                }
            }

            return null;
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            return Damaged(0);
        }
    }

    private static IExcelDataReader? Open(MemoryStream held)
    {
        try
        {
            held.Position = 0;
            return ExcelReaderFactory.CreateOpenXmlReader(held, new ExcelReaderConfiguration { LeaveOpen = true });
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            return null;
        }
    }

    /// <returns>The row behind which nothing could be read; null: all was.</returns>
    private static async Task<long?> WriteAsync(IExcelDataReader workbook, PipeWriter to, CancellationToken ct)
    {
        var row = 0L;
        try
        {
            await using var text = new StreamWriter(to.AsStream(leaveOpen: true), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 32 * 1024);
            while (workbook.Read())
            {
                var last = workbook.FieldCount - 1;
                while (last >= 0 && workbook.GetValue(last) is null)
                    last--;
                for (var cell = 0; cell <= last; cell++)
                    await text.WriteAsync((cell > 0 ? "," : "") + Quote(TextOf(workbook, cell)));
                await text.WriteAsync("\r\n");
                row++;
                ct.ThrowIfCancellationRequested();
            }

            return null;
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            return row;
        }
        finally
        {
            await to.CompleteAsync();
        }
    }

    /// <summary>As a clerk would have typed it into the CSV: a spreadsheet keeps a day as a number of days, an amount as a number, and yes as true.</summary>
    private static string TextOf(IExcelDataReader workbook, int cell) => workbook.GetValue(cell) switch
    {
        null => "",
        string text => text,
        DateTime day when day.TimeOfDay == TimeSpan.Zero => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        bool yes => yes ? "yes" : "no",
        // Fifteen digits are what a spreadsheet itself keeps and shows.
        double number when Math.Abs(number) < 1e15 => ((decimal)number).ToString("0.###############", CultureInfo.InvariantCulture),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture)!,
    };

    private static string Quote(string cell) => cell.AsSpan().ContainsAny(Quoted) || cell.StartsWith(' ') || cell.EndsWith(' ')
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static bool IsOfTheFile(Exception e) =>
        e is ExcelReaderException or InvalidDataException or XmlException or FormatException or OverflowException or ArgumentException or KeyNotFoundException
            or NullReferenceException or IndexOutOfRangeException or InvalidCastException or NotSupportedException or IOException;

    private static RejectedValue TooLarge() => new(0, null, "file.workbook-too-large", null,
        "A workbook may have 64 MB, and 512 MB unpacked. In the spreadsheet choose Save As, \"CSV UTF-8\", and send that file, which may be larger.");

    private static RejectedValue Damaged(long row) => row == 0
        ? new(0, null, "file.workbook-unreadable", null, "This is no workbook (.xlsx) that can be read, or it has a password. Save it again, or as \"CSV UTF-8\".")
        : new(row, null, "file.workbook-damaged", null, "The workbook is damaged behind this row. Nothing after it was read: open it, save it again and send that.");

    private static ReadPlacement OfRow(long row, RejectedValue why) => new(row, row, null, null, [why], []);
}
