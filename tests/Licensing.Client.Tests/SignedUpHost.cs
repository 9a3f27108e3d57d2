using Microsoft.EntityFrameworkCore;

namespace Licensing.Client.Tests;

/// <summary>The service on a port of this machine, for what is no .NET, with a clock that a test sets. An agency and a portal are signed up.</summary>
public sealed class SignedUpHost : ServiceHost, IAsyncLifetime
{
    public SignedUpHost() => UseKestrel(0);

    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>What the programs of Node are told.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; private set; } = new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        StartServer();
        var agency = await RegisterAgencyAsync("Sample Agency Lotus");
        var (id, secret) = await ClientHost.SignUpAsync(this, "portal-system", null, "licensing-officer");
        Environment = new Dictionary<string, string>
        {
            ["LICENSING_URL"] = Address.ToString(), ["LICENSING_AGENCY_ID"] = agency.Id, ["LICENSING_CLIENT_ID"] = id, ["LICENSING_CLIENT_SECRET"] = secret,
        };
    }

    /// <summary>Takes in and judges what is filed, as the jobs do, until it is stopped: they themselves would look once a minute.</summary>
    public async Task TakeInWhatComesAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var id in await InDatabaseAsync(db => db.Returns.Where(r => r.RefusedAt == null && r.JudgedAt == null).Select(r => r.PublicId).ToListAsync(CancellationToken.None)))
            {
                await this.TakeInAsync(id);
                await JudgeAsync();
                await this.TakeInAsync(id);
            }

            await Task.Delay(100, CancellationToken.None);
        }
    }
}
