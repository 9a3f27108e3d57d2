using System.Security.Cryptography;
using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Licensing.Api.Security.Issuer;

/// <summary>The keys of the embedded issuer as this instance knows them. The table is the truth; each instance looks again
/// when it is asked for a key that it does not know, and at the latest after <see cref="Freshness"/> when it signs or publishes.</summary>
/// <remarks>Rotation without a break: the newest key signs. The one before validates until the last token that any instance
/// may have signed with it has expired, and both stand in the JWKS until then.</remarks>
public sealed class SigningKeyRing(IServiceScopeFactory scopes, DeploymentKey deployment, IdentityOptions identity, TimeProvider clock)
    : IConfigureOptions<OpenIddictServerOptions>, IOptionsChangeTokenSource<OpenIddictServerOptions>, IDisposable
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    // Anyone can send a token with an invented kid; it must not become a query each.
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1, 1);
    private CancellationTokenSource _changed = new();
    private volatile IReadOnlyList<Known> _keys = [];
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    private sealed record Known(ECDsaSecurityKey Key, DateTime? GoodUntil);

    public string Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(_changed.Token);

    /// <summary>The newest signs; the server takes the first.</summary>
    public void Configure(OpenIddictServerOptions options)
    {
        foreach (var known in Good())
            options.SigningCredentials.Add(new SigningCredentials(known.Key, SecurityAlgorithms.EcdsaSha256));
    }

    /// <summary>Reads the table, and makes the first key where there is none.</summary>
    public async Task OpenAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        if (_keys.Any(k => k.GoodUntil is null))
            return;
        await RotateAsync(revokeOld: false, ct);
    }

    /// <summary>Makes a new key, which signs from now on.</summary>
    /// <param name="revokeOld">The old ones are known to others: what they signed is worth nothing from now on.</param>
    public async Task RotateAsync(bool revokeOld, CancellationToken ct)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var caller = scope.ServiceProvider.GetRequiredService<Caller>();
            if (caller.Roles.Count == 0)
                caller.Become(Caller.System("issuer"));
            var db = scope.ServiceProvider.GetRequiredService<LicensingDb>();
            var now = clock.Now();
            // Another instance may sign with the old key until it has looked again, just before that.
            var goodUntil = revokeOld ? now : now + identity.TokenLifetime + 2 * Freshness;
            foreach (var old in await db.SigningKeys.Where(k => k.GoodUntil == null || k.GoodUntil > goodUntil).ToListAsync(ct))
            {
                old.Replace(goodUntil);
                db.Record(old, new SigningKeyReplaced(goodUntil));
            }

            var key = new SigningKey(deployment, now);
            db.Add(key);
            db.Record(key, new SigningKeyMade(SecurityAlgorithms.EcdsaSha256));
            await db.SaveChangesAsync(ct);
        }

        await ReadAsync(ct);
    }

    /// <summary>Looks again if that is due.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        if (clock.GetUtcNow() - _readAt >= Freshness)
            await ReadAsync(ct);
    }

    /// <summary>The key of a token's kid, if it is good now. Called by the validation of tokens, which cannot wait
    /// asynchronously; an unknown kid is rare.</summary>
    public IEnumerable<SecurityKey> Find(string? kid)
    {
        if (kid is not null && _keys.All(k => k.Key.KeyId != kid) && clock.GetUtcNow() - _readAt >= LeastPause)
            ReadAsync(CancellationToken.None).GetAwaiter().GetResult();
        return Good().Where(k => k.Key.KeyId == kid).Select(k => k.Key);
    }

    private IEnumerable<Known> Good()
    {
        var now = clock.Now();
        return _keys.Where(k => k.GoodUntil is null || k.GoodUntil > now);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LicensingDb>();
            var now = clock.Now();
            var rows = await db.SigningKeys.AsNoTracking().Where(k => k.GoodUntil == null || k.GoodUntil > now).OrderByDescending(k => k.Id).ToListAsync(ct);
            var before = _keys;
            _keys = [.. rows.Select(row => new Known(
                before.FirstOrDefault(k => k.Key.KeyId == row.PublicId)?.Key ?? new ECDsaSecurityKey(row.Open(deployment)) { KeyId = row.PublicId }, row.GoodUntil))];
            _readAt = clock.GetUtcNow();
            if (!before.Select(k => k.Key.KeyId).SequenceEqual(_keys.Select(k => k.Key.KeyId)))
                await Interlocked.Exchange(ref _changed, new CancellationTokenSource()).CancelAsync();
        }
        catch (CryptographicException)
        {
            throw new StartRefusedException("The keys that sign tokens were sealed under another Identity:Key. Put that key back, or delete the rows of SigningKeys: every client then needs a new token.");
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _one.Dispose();
        _changed.Dispose();
    }
}
