using System.Net;
using System.Net.Sockets;
using Licensing.Api.Http;

namespace Licensing.Api.Features.Webhooks;

/// <summary>How names become addresses.</summary>
public sealed record HostNames(Func<string, CancellationToken, Task<IPAddress[]>> ResolveAsync);

/// <summary>Nothing is sent to it: it has no address, or not only public ones.</summary>
public sealed class HostRefusedException() : Exception("The host has no address, or one that webhooks may not be sent to.");

/// <summary>Which addresses webhooks are sent to: public ones. Otherwise whoever subscribes could have the service speak to its own network for him.</summary>
/// <remarks>Asked when somebody subscribes, and again of the very addresses that are connected to: a name can point elsewhere in between.</remarks>
public sealed class WebhookAddress(WebhookOptions options, HostNames names)
{
    /// <summary>A name that takes longer would hold the request of who subscribes; less only where a test waits for it to end.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    // What the registries of special addresses (RFC 6890 and later) do not give out for the whole world.
    private static readonly IPNetwork[] NotPublic4 =
    [
        .. ((string[])["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"]).Select(IPNetwork.Parse),
    ];

    // Only 2000::/3 is given out at all: what maps, embeds or translates an IPv4 address lies outside, but for 6to4 and Teredo.
    private static readonly IPNetwork Public6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] NotPublic6 = [.. ((string[])["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"]).Select(IPNetwork.Parse)];

    // A mapped IPv4 address is refused before any network is asked: IPNetwork compares it in a way of its own.
    public bool IsAllowed(IPAddress address) => !address.IsIPv4MappedToIPv6 && (options.AllowedNetworks.Any(n => n.Contains(address)) || IsPublic(address));

    public static bool IsPublic(IPAddress address) => !address.IsIPv4MappedToIPv6 && address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !NotPublic4.Any(n => n.Contains(address)),
        AddressFamily.InterNetworkV6 => Public6.Contains(address) && !NotPublic6.Any(n => n.Contains(address)),
        _ => false,
    };

    /// <summary>The addresses of a host, all of them checked.</summary>
    /// <exception cref="HostRefusedException">There is none, or one of them is not allowed.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken ct)
    {
        IPAddress[] addresses;
        try
        {
            // Also 2130706433, 0x7f.1 and the like: what a resolver would read as an address is checked as one.
            addresses = IPAddress.TryParse(host.Trim('[', ']'), out var said) ? [said] : await names.ResolveAsync(host, ct);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new HostRefusedException();
        }

        return addresses.Length > 0 && addresses.All(IsAllowed) ? addresses : throw new HostRefusedException();
    }

    /// <summary>The address as it is stored; or what is wrong with it.</summary>
    public async Task<(string? Url, ProblemError? Error)> CheckAsync(string text, CancellationToken ct)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.HostNameType is UriHostNameType.Unknown or UriHostNameType.Basic || text.Any(c => c is <= ' ' or '\\' or '\x7f'))
            return Wrong("url.malformed", "Expected an absolute address.");
        if (uri.Scheme != Uri.UriSchemeHttps && !(options.AllowHttp && uri.Scheme == Uri.UriSchemeHttp))
            return Wrong("url.not-https", "Webhooks are sent by https only.");
        if (uri.GetLeftPart(UriPartial.Authority).Contains('@') || text.AsSpan(0, text.IndexOfAny(['/', '?', '#'], uri.Scheme.Length + 3) is var end and > 0 ? end : text.Length).Contains('@'))
            return Wrong("url.user-info", "An address with a name or password in it is not taken.", "Verify the signature instead.");
        if (text.Contains('#'))
            return Wrong("url.fragment", "A fragment is never sent.", "Leave out # and what follows.");
        if (uri.Port is not (443 or >= 1024) && !(uri.Scheme == Uri.UriSchemeHttp && uri.Port == 80))
            return Wrong("url.port", "Webhooks are not sent to this port.", "Use 443, or one from 1024 on.");
        if (uri.AbsoluteUri.Length > WebhookSubscription.MaxUrlLength)
            return Wrong("text.too-long", $"At most {WebhookSubscription.MaxUrlLength} characters.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            await ResolveAsync(uri.IdnHost, patience.Token).WaitAsync(patience.Token);
            return (uri.AbsoluteUri, null);
        }
        catch (Exception e) when (e is HostRefusedException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return Wrong("url.host-refused", "The host has no address, or one that is not public.", "Name a host that the whole world reaches.");
        }

        (string?, ProblemError?) Wrong(string code, string detail, string? mend = "Write it as https://example.org/hooks.") => (null, new(code, "/url", detail, text, mend));
    }
}
