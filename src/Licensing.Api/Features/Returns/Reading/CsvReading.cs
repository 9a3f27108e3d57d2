using Licensing.Rules.Values;

namespace Licensing.Api.Features.Returns.Reading;

internal sealed class CsvReading(PlacementCheck check, CodeLists codes)
{
    public IAsyncEnumerable<ReadPlacement> ReadAsync(Stream upload, CancellationToken ct) => throw new NotImplementedException($"{check}{codes}{upload}{ct}");
}
