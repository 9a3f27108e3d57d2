namespace Licensing.Api.Security;

/// <summary>A row that belongs to one agency and that no other agency may know of.</summary>
public interface IOwnedByAgency
{
    long AgencyId { get; }
}

public static class Visibility
{
    /// <summary>Only the rows that the caller may act on here. Another's row is simply not there, so the answer is 404: a
    /// 403 would tell one agency that another's disclosure exists.</summary>
    /// <remarks>The caller acts under the permission of the endpoint (<see cref="Caller.ActUnder"/>), so reading is limited
    /// to the agencies for which he may read, filing to those for which he may file.</remarks>
    public static IQueryable<T> VisibleTo<T>(this IQueryable<T> rows, Caller caller)
        where T : class, IOwnedByAgency
    {
        if (caller.ActsForMinistry)
            return rows;
        var own = caller.AgencyKeys;
        return rows.Where(row => own.Contains(row.AgencyId));
    }
}
