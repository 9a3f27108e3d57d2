using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Licensing.Api.Features.Returns.Reading;

/// <summary>One placement a line, each the JSON of a disclosure.</summary>
internal sealed class NdjsonReading(PlacementCheck check)
{
    public const int LongestLine = 1_048_576;

    public async IAsyncEnumerable<ReadPlacement> ReadAsync(Stream upload, [EnumeratorCancellation] CancellationToken ct)
    {
        var pipe = PipeReader.Create(upload, new StreamPipeReaderOptions(bufferSize: 65_536, leaveOpen: true));
        var row = 0L;
        var tooLong = false;
        while (true)
        {
            var read = await pipe.ReadAsync(ct);
            var rest = read.Buffer;
            while (TakeLine(ref rest, read.IsCompleted, out var line))
            {
                row++;
                if (tooLong || line.Length > LongestLine)
                    yield return TooLong(row);
                else if (ReadLine(row, line) is { } placement)
                    yield return placement;
                tooLong = false;
            }

            if (read.IsCompleted)
                break;
            if (rest.Length > LongestLine)
            {
                // The rest of the line is let go as it comes: a file without line ends costs no memory.
                tooLong = true;
                rest = rest.Slice(rest.End);
            }

            pipe.AdvanceTo(rest.Start, read.Buffer.End);
        }

        if (tooLong)
            yield return TooLong(row + 1);
        await pipe.CompleteAsync();
    }

    private static bool TakeLine(ref ReadOnlySequence<byte> rest, bool last, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        line = rest;
        if (!last || rest.IsEmpty)
            return false;
        rest = rest.Slice(rest.End);
        return true;
    }

    private ReadPlacement? ReadLine(long row, ReadOnlySequence<byte> sequence)
    {
        ReadOnlyMemory<byte> line = sequence.IsSingleSegment ? sequence.First : sequence.ToArray();
        if (row == 1 && line.Span.StartsWith(Encoding.UTF8.Preamble))
            line = line[Encoding.UTF8.Preamble.Length..];
        if (line.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
            return null;
        if (!Utf8.IsValid(line.Span))
            return Refused(row, "text.not-utf8", "The line is not UTF-8. Write the file in UTF-8.");
        var (placement, errors) = check.Read(line);
        if (placement is not null)
            return new ReadPlacement(row, row, placement.PlacementReference, placement, [], []);
        return new ReadPlacement(row, row, ReferenceIn(line), null,
            [.. errors.Select(e => PlacementCheck.Reject(e, row, e.At.Length == 0 ? null : e.At))], [new RawRow(row, Line: Encoding.UTF8.GetString(line.Span))]);
    }

    private static string? ReferenceIn(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("placementReference", out var reference) && reference.ValueKind == JsonValueKind.String ? reference.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ReadPlacement TooLong(long row) => Refused(row, "line.too-long", $"A line may have {LongestLine} bytes. No placement needs as much.");

    private static ReadPlacement Refused(long row, string code, string mend) => new(row, row, null, null, [new RejectedValue(row, null, code, null, mend)], []);
}
