namespace Licensing.Client.Tests;

/// <summary>The service on a port of this machine, for what is no .NET, with a clock that a test sets. Its jobs run.</summary>
public class ListeningHost : ServiceHost, IAsyncLifetime
{
    public ListeningHost()
    {
        Settings["Jobs:Enabled"] = "true";
        UseKestrel(0);
    }

    public Uri Address => ClientOptions.BaseAddress;

    public virtual ValueTask InitializeAsync()
    {
        StartServer();
        return ValueTask.CompletedTask;
    }
}
