namespace Licensing.Client.Tests;

/// <summary>The service on a port of this machine, for what is no .NET, with a clock that a test sets. Its jobs run; an agency and a portal are signed up.</summary>
public sealed class SignedUpHost : ServiceHost, IAsyncLifetime
{
    public SignedUpHost()
    {
        Settings["Jobs:Enabled"] = "true";
        UseKestrel(0);
    }

    public Uri Address => ClientOptions.BaseAddress;

    public RegisteredAgency Agency { get; private set; } = null!;

    public (string Id, string Secret) Filer { get; private set; }

    /// <summary>What the programs of Node are told.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; private set; } = new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        StartServer();
        await ApproveLawAsync("np", "ilo");
        Agency = await RegisterAgencyAsync("Sample Agency Lotus");
        Filer = await ClientHost.SignUpAsync(this, "lotus-accounts", Agency.Id, "agency-filer");
        var (id, secret) = await ClientHost.SignUpAsync(this, "portal-system", null, "licensing-officer");
        Environment = new Dictionary<string, string>
        {
            ["LICENSING_URL"] = Address.ToString(), ["LICENSING_AGENCY_ID"] = Agency.Id, ["LICENSING_CLIENT_ID"] = id, ["LICENSING_CLIENT_SECRET"] = secret,
        };
    }
}
