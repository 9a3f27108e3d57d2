namespace Licensing.Client;

/// <summary>The service, one area at a time. One instance serves a whole program, from any number of threads.</summary>
public sealed partial class LicensingClient : IDisposable
{
    private readonly Connection _connection;
    private readonly HttpClient? _own;

    /// <summary>With connections of its own, for a program without dependency injection. Dispose of it at the end.</summary>
    public LicensingClient(LicensingOptions options)
        : this(options, new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), Expect100ContinueTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Timeout.InfiniteTimeSpan })
    {
    }

    /// <summary>Over the caller's connections, which stay his. Its Timeout bounds uploads too: leave it infinite.</summary>
    public LicensingClient(LicensingOptions options, HttpMessageHandler handler)
        : this(options, new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan })
    {
    }

    internal LicensingClient(LicensingOptions options, Func<HttpClient> http) => Connect(_connection = new Connection(options, http));

    private LicensingClient(LicensingOptions options, HttpClient own)
        : this(options, () => own) => _own = own;

    public void Dispose()
    {
        _connection.Dispose();
        _own?.Dispose();
    }
}
