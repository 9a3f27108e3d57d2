namespace Licensing.Client;

/// <summary>An answer that is a file, as it comes. Dispose of it: the connection is its own until then.</summary>
public sealed class LicensingFile : IDisposable, IAsyncDisposable
{
    private readonly HttpResponseMessage _response;

    internal LicensingFile(HttpResponseMessage response, Stream content)
    {
        _response = response;
        Content = content;
    }

    public Stream Content { get; }

    /// <summary>For example text/csv; null where it is unchanged.</summary>
    public string? MediaType => _response.Content.Headers.ContentType?.MediaType;

    public string? FileName => _response.Content.Headers.ContentDisposition is { } told ? (told.FileNameStar ?? told.FileName)?.Trim('"') : null;

    /// <summary>To be given as ifNoneMatch the next time.</summary>
    public string ETag => _response.Headers.ETag?.ToString() ?? "";

    /// <summary>Whether it is what ifNoneMatch named; there is no content then.</summary>
    public bool IsUnchanged => _response.StatusCode == System.Net.HttpStatusCode.NotModified;

    public void Dispose()
    {
        Content.Dispose();
        _response.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync().ConfigureAwait(false);
        _response.Dispose();
    }
}
