namespace Licensing.Api.Security;

/// <summary>Where tokens come from, and what in them says who the caller is. Settings: docs/identity.md.</summary>
public sealed class IdentityOptions
{
    public const string DefaultAudience = "licensing";
    private const string DefaultIssuer = "http://localhost:5080/";

    /// <summary>The ministry's own OpenID Connect provider. Null: the embedded issuer serves.</summary>
    public string? Authority { get; set; }

    /// <summary>Where its metadata stands, if not below the authority.</summary>
    public string? MetadataAddress { get; set; }

    /// <summary>Who a token must be meant for.</summary>
    public string Audience { get; set; } = DefaultAudience;

    /// <summary>The name of the embedded issuer: the address at which the service is reached.</summary>
    public string? Issuer { get; set; }

    /// <summary>How long a token of the embedded issuer is good for.</summary>
    public int TokenMinutes { get; set; } = 60;

    /// <summary>After how many days the job replaces the key that signs tokens.</summary>
    public int SigningKeyDays { get; set; } = 90;

    public ClaimNames Claims { get; set; } = new();

    /// <summary>What a value of the roles claim means here: "licensing-supervisors": "Supervisor".</summary>
    public Dictionary<string, CallerRole> Roles { get; set; } = [];

    /// <summary>As what the dashboard is registered at the provider; without it the dashboard is there for this machine only.</summary>
    public DashboardClient Dashboard { get; set; } = new();

    /// <summary>A client for each role with secrets that stand in a file; Development only.</summary>
    public bool? DemonstrationClients { get; set; }

    public bool IsEmbedded => string.IsNullOrWhiteSpace(Authority);

    public TimeSpan TokenLifetime => TimeSpan.FromMinutes(TokenMinutes);

    /// <summary>With the slash that RFC 8414 readers expect to find in both places.</summary>
    public Uri IssuerAddress => new(Issuer is { Length: > 0 } named ? named.EndsWith('/') ? named : named + "/" : DefaultIssuer);

    /// <summary>Reads the settings, and refuses those that would let in whom they should not.</summary>
    public static IdentityOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        IdentityOptions identity;
        try
        {
            identity = configuration.GetSection("Identity").Get<IdentityOptions>() ?? new();
        }
        catch (InvalidOperationException e)
        {
            throw new StartRefusedException($"The settings of Identity cannot be read: {e.InnerException?.Message ?? e.Message}");
        }

        var development = environment.IsDevelopment();
        identity.DemonstrationClients ??= development && identity.IsEmbedded;
        if (!development && identity.DemonstrationClients == true)
            throw new StartRefusedException("Identity:DemonstrationClients is on outside Development. Their secrets lie in a file: register clients of your own instead (docs/identity.md).");
        if (identity.DemonstrationClients == true && !identity.IsEmbedded)
            throw new StartRefusedException("Identity:DemonstrationClients needs the embedded issuer; leave out Identity:Authority, or them.");
        foreach (var mapped in configuration.GetSection("Identity:Roles").GetChildren())
        {
            // An empty value takes a mapping out again.
            if (string.IsNullOrEmpty(mapped.Value))
                continue;
            if (!Enum.TryParse<CallerRole>(mapped.Value, ignoreCase: true, out var role) || !Hats.Givable.Contains(role))
                throw new StartRefusedException($"Identity:Roles:{mapped.Key} is '{mapped.Value}'. It can be one of {string.Join(", ", Hats.Givable.Where(r => r != CallerRole.Commissioner))}.");
            if (role == CallerRole.Commissioner)
                throw new StartRefusedException($"Identity:Roles:{mapped.Key} is Commissioner. A commissioner is appointed here by two people, never by whoever administers the provider.");
        }

        if (identity.Roles.Count > 0 && identity.Claims.Roles is null)
            throw new StartRefusedException("Identity:Roles is set and Identity:Claims:Roles is not: say in which claim the roles stand.");
        if (identity.TokenMinutes is < 1 or > 24 * 60)
            throw new StartRefusedException($"Identity:TokenMinutes is {identity.TokenMinutes}; 1 to 1440 is needed.");
        if (identity.SigningKeyDays < 1)
            throw new StartRefusedException($"Identity:SigningKeyDays is {identity.SigningKeyDays}; at least 1 is needed.");
        if (string.IsNullOrWhiteSpace(identity.Audience) || string.IsNullOrWhiteSpace(identity.Claims.Subject))
            throw new StartRefusedException("Identity:Audience and Identity:Claims:Subject must not be empty: a token for anyone, or of nobody, would do.");
        if (string.IsNullOrWhiteSpace(identity.Dashboard.ClientId) != string.IsNullOrWhiteSpace(identity.Dashboard.ClientSecret))
            throw new StartRefusedException("Identity:Dashboard:ClientId and Identity:Dashboard:ClientSecret go together: one of them is missing.");
        if (identity.Dashboard.IsSet && identity.IsEmbedded)
            throw new StartRefusedException("Identity:Dashboard needs Identity:Authority: the embedded issuer signs nobody in. Leave it out, and open the dashboard on the machine itself.");
        RequireSafeAddress("Identity:Authority", identity.Authority, development);
        RequireSafeAddress("Identity:MetadataAddress", identity.MetadataAddress, development);
        if (identity.IsEmbedded)
        {
            if (!development && string.IsNullOrWhiteSpace(identity.Issuer))
                throw new StartRefusedException("Set Identity:Authority (the ministry's OpenID Connect provider), or Identity:Issuer (the https address of this service) to use the embedded issuer. See docs/identity.md.");
            RequireSafeAddress("Identity:Issuer", identity.Issuer, development);
        }

        return identity;
    }

    // Whoever can change what travels in the clear can put in keys of his own, and be anyone.
    private static void RequireSafeAddress(string setting, string? address, bool development)
    {
        if (string.IsNullOrWhiteSpace(address))
            return;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            throw new StartRefusedException($"{setting} is '{address}'; an https address is needed.");
        if (uri.Scheme != "https" && !development)
            throw new StartRefusedException($"{setting} is '{address}', in plain HTTP. Outside Development only https will do: whoever sits on the line could hand us keys of his own.");
    }
}

/// <summary>A confidential client of the provider's, for the code flow.</summary>
public sealed class DashboardClient
{
    public string? ClientId { get; set; }
    public string? ClientSecret { get; set; }

    public bool IsSet => !string.IsNullOrWhiteSpace(ClientId);
}

/// <summary>Names of claims; a dot goes into an object (realm_access.roles).</summary>
public sealed class ClaimNames
{
    /// <summary>A claim that nobody can choose for himself: sub, or oid at Entra ID. Never an e-mail address.</summary>
    public string Subject { get; set; } = "sub";

    /// <summary>Null: roles come from memberships alone.</summary>
    public string? Roles { get; set; }

    /// <summary>Public ids of the agencies for which the agency roles of the roles claim are held.</summary>
    public string? Agencies { get; set; }
}
