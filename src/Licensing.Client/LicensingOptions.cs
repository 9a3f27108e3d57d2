namespace Licensing.Client;

public sealed class LicensingOptions
{
    /// <summary>Where the service is, for example https://licensing.example.gov. Required.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>Name of the client that signs in; left out, only what is public can be asked.</summary>
    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>Where the ministry's own OpenID provider gives tokens; left out, connect/token of the service.</summary>
    public Uri? TokenEndpoint { get; set; }

    /// <summary>What some providers want to be told, for example api://licensing/.default.</summary>
    public string? Scope { get; set; }

    /// <summary>Gives the token of each call, in place of a client's name and secret: where a person has signed in. Null: a public call.</summary>
    public Func<CancellationToken, ValueTask<string?>>? AccessToken { get; set; }

    /// <summary>How often a call that may be repeated is repeated at most.</summary>
    public int MostRetries { get; set; } = 4;

    /// <summary>A service that asks for more patience than this is not waited for: the exception's RetryAfter says how long it would be.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Of one attempt of a call. Files have no limit but the caller's own.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>By which tokens end and retries wait.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    internal Uri Root() => BaseAddress is { IsAbsoluteUri: true } address
        ? address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/")
        : throw new InvalidOperationException("Set BaseAddress of LicensingOptions to the address of the service.");
}
