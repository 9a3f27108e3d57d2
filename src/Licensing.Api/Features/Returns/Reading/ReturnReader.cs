using Licensing.Rules.Values;

namespace Licensing.Api.Features.Returns.Reading;

/// <summary>Reads an upload placement by placement, flat in memory. What is wrong with the upload comes as rejections, never
/// as an exception.</summary>
/// <remarks>Safe for several uploads at once.</remarks>
public sealed class ReturnReader(CodeLists codes)
{
    private readonly PlacementCheck _check = new(codes);

    /// <param name="upload">Decompressed; CSV also in UTF-16 with a byte-order mark. Read to its end, not closed.</param>
    /// <exception cref="IOException">The upload itself could not be read.</exception>
    public IAsyncEnumerable<ReadPlacement> ReadAsync(Stream upload, ReturnFormat format, CancellationToken ct) => format switch
    {
        ReturnFormat.Ndjson => new NdjsonReading(_check).ReadAsync(upload, ct),
        _ => new CsvReading(_check, codes).ReadAsync(upload, ct),
    };
}
