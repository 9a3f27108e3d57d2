namespace Licensing.Api.Security;

/// <summary>In which capacity someone acts. What each may do is the table in <see cref="Permission"/>.</summary>
public enum CallerRole
{
    /// <summary>Anyone, known or not.</summary>
    Public,

    /// <summary>Files for one agency, or for several by several memberships.</summary>
    AgencyFiler,

    /// <summary>Acts for an agency in everything but filing.</summary>
    AgencyManager,

    /// <summary>An officer who handles findings, complaints and refunds.</summary>
    CaseOfficer,

    /// <summary>An officer who handles agencies, applications and licences.</summary>
    LicensingOfficer,

    /// <summary>An officer who decides what others propose.</summary>
    Supervisor,

    /// <summary>Drafts law, rates and settings, and proposes them.</summary>
    LawEditor,

    /// <summary>Stands outside the ministry's chain and reads everything.</summary>
    Commissioner,

    /// <summary>Reads everything that is not a worker's identity, and changes nothing.</summary>
    Auditor,

    /// <summary>A system of others that reads what is public, under a name of its own.</summary>
    Portal,

    /// <summary>Gives and takes roles, and sees no case.</summary>
    Administrator,

    /// <summary>Our own jobs. Nobody can be given this role.</summary>
    System,
}

/// <summary>Which roles go together in one person.</summary>
public static class Hats
{
    // Who regulates does not file; who gives roles sees no case; who watches the ministry is not in it.
    private static readonly CallerRole[][] Groups =
    [
        [CallerRole.AgencyFiler, CallerRole.AgencyManager],
        [CallerRole.CaseOfficer, CallerRole.LicensingOfficer, CallerRole.Supervisor, CallerRole.LawEditor],
        [CallerRole.Commissioner],
        [CallerRole.Auditor],
        [CallerRole.Portal],
        [CallerRole.Administrator],
    ];

    /// <summary>Every role that a person or a system can be given.</summary>
    public static IReadOnlyList<CallerRole> Givable { get; } = [.. Groups.SelectMany(g => g)];

    public static bool GoTogether(CallerRole one, CallerRole other) => Groups.Any(g => g.Contains(one) && g.Contains(other));

    /// <summary>Whether one person can hold all of these.</summary>
    public static bool GoTogether(IEnumerable<CallerRole> roles) => roles.Distinct().ToList() is var all && (all.Count == 0 || Groups.Any(g => all.All(g.Contains)));

    /// <summary>Held for an agency; every other role is held for the whole ministry.</summary>
    public static bool IsOfAgency(CallerRole role) => role is CallerRole.AgencyFiler or CallerRole.AgencyManager;
}
