using System.Security.Claims;

namespace Licensing.Api.Security;

/// <summary>A role that someone holds, for an agency where the role is an agency's.</summary>
public sealed record HeldRole(CallerRole Role, string? AgencyId = null, long? AgencyKey = null);

/// <summary>Who asks, for the length of one request or one job. It is the same object throughout a scope, so that whoever
/// was built before the caller was known (the database context that looks memberships up) sees it afterwards.</summary>
public sealed class Caller
{
    private IReadOnlyList<HeldRole> _acting = [];

    /// <summary>The subject of the token, or the job's name: what the audit trail shows.</summary>
    public string Name { get; private set; } = "public";

    /// <summary>Everything that was given to the caller, whatever is asked now.</summary>
    public IReadOnlyList<HeldRole> Roles { get; private set; } = [];

    /// <summary>The role in which the caller acts: the first of his roles that holds the permission of the endpoint.</summary>
    public CallerRole Role => _acting.Count == 0 ? CallerRole.Public : _acting[0].Role;

    /// <summary>Whether the acting role is one for the whole ministry.</summary>
    public bool ActsForMinistry => _acting.Any(held => held.Role != CallerRole.Public && !Hats.IsOfAgency(held.Role));

    /// <summary>Internal keys of the agencies for which the caller acts now.</summary>
    public IReadOnlyList<long> AgencyKeys => [.. _acting.Select(held => held.AgencyKey).OfType<long>().Distinct()];

    public static Caller Of(string name, params IReadOnlyList<HeldRole> roles) => new() { Name = name, Roles = roles, _acting = roles };

    /// <summary>A ministry officer with every role of the ministry: for tests and the demonstration.</summary>
    public static Caller Officer(string name) => Of(
        name, new(CallerRole.LicensingOfficer), new(CallerRole.CaseOfficer), new(CallerRole.Supervisor), new(CallerRole.LawEditor));

    /// <summary>The agency itself, with every right of an agency.</summary>
    public static Caller Agency(string publicId, long key) => Of(
        publicId, new(CallerRole.AgencyFiler, publicId, key), new(CallerRole.AgencyManager, publicId, key));

    public static Caller System(string job) => Of(job, new HeldRole(CallerRole.System));

    public bool Holds(string permission) => Permission.IsPublic(permission) || Roles.Any(held => Permission.Held(held.Role).Contains(permission));

    /// <summary>Whether the caller may do this to what belongs to the agency. For fields; rows are limited by
    /// <see cref="Visibility"/>.</summary>
    public bool MayFor(long agencyKey, string permission) => Roles.Any(held =>
        Permission.Held(held.Role).Contains(permission) && (!Hats.IsOfAgency(held.Role) || held.AgencyKey == agencyKey));

    /// <summary>"is administrator", for a refusal.</summary>
    public string RolesInWords() =>
        Roles.Count == 0 ? "holds no role" : $"is {string.Join(", ", Roles.Select(held => Http.Json.Words.ConvertName(held.Role.ToString())).Distinct())}";

    /// <summary>Narrows what the caller acts as to the roles that hold the permission. Whoever may file for one agency and
    /// only manage another then sees, where filing is asked, the first one's rows.</summary>
    public void ActUnder(string permission) => _acting = [.. Roles.Where(held => Permission.Held(held.Role).Contains(permission))];

    public void Become(Caller other) => (Name, Roles, _acting) = (other.Name, other.Roles, other._acting);

    /// <summary>As the framework's authorization sees the caller. Public callers get an identity too: otherwise it would
    /// refuse them before their permissions are looked at.</summary>
    public ClaimsPrincipal ToPrincipal()
    {
        var claims = Permission.All.Where(Holds).Select(held => new Claim("permissions", held));
        return new(new ClaimsIdentity([new Claim(ClaimTypes.Name, Name), .. claims], authenticationType: "Licensing"));
    }
}
