namespace Licensing.Api.Security;

public enum CallerRole
{
    Public,
    Agency,
    Officer,
    System,
}

/// <summary>Who asks, for the length of one request or one job. It is the same object throughout a scope, so that whoever
/// was built before the caller was known (the database context that looks the agency up) sees it afterwards.</summary>
public sealed class Caller
{
    /// <summary>The officer's name, the agency's public id, or the job's name: what the audit trail shows.</summary>
    public string Name { get; private set; } = "public";

    public CallerRole Role { get; private set; } = CallerRole.Public;

    /// <summary>Public id of the calling agency; null for everyone else.</summary>
    public string? AgencyId { get; private set; }

    /// <summary>Internal key of the calling agency, for queries; null for everyone else.</summary>
    public long? AgencyKey { get; private set; }

    public static Caller Officer(string name) => new() { Name = name, Role = CallerRole.Officer };

    public static Caller Agency(string publicId, long key) =>
        new() { Name = publicId, Role = CallerRole.Agency, AgencyId = publicId, AgencyKey = key };

    public static Caller System(string job) => new() { Name = job, Role = CallerRole.System };

    public bool Holds(string permission) => Permission.Held(Role).Contains(permission);

    public void Become(Caller other) =>
        (Name, Role, AgencyId, AgencyKey) = (other.Name, other.Role, other.AgencyId, other.AgencyKey);
}
