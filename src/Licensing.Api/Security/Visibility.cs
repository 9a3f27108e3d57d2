namespace Licensing.Api.Security;

/// <summary>A row that belongs to one agency and that no other agency may know of.</summary>
public interface IOwnedByAgency
{
    long AgencyId { get; }
}

public static class Visibility
{
    /// <summary>Only the rows that the caller may know of. Another's row is simply not there, so the answer is 404: a 403
    /// would tell one agency that another's disclosure exists.</summary>
    public static IQueryable<T> VisibleTo<T>(this IQueryable<T> rows, Caller caller)
        where T : class, IOwnedByAgency => caller.Role switch
        {
            CallerRole.Officer or CallerRole.System => rows,
            CallerRole.Agency => rows.Where(row => row.AgencyId == caller.AgencyKey),
            _ => rows.Where(_ => false),
        };
}
