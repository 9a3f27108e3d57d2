using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Applications;

public sealed record ListApplicationsRequest
{
    /// <summary>Public id of the agency.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>The state today.</summary>
    [QueryParam]
    public ApplicationState? State { get; init; }

    [QueryParam]
    public ApplicationKind? Kind { get; init; }

    /// <summary>Only those whose time to decide has passed where the law does not say what that means.</summary>
    [QueryParam]
    public bool Overdue { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

/// <param name="State">Today.</param>
/// <param name="CorrectBy">Last day to correct it, inclusive; null where none was given.</param>
/// <param name="OverdueFrom">First day after the time to decide; null while it is in time, and where the law says what silence means.</param>
public sealed record ApplicationSummary(
    string Id, string Reference, string AgencyId, ApplicationKind Kind, ApplicationState State, string? Class, DateTime DraftedAt, DateTime? SubmittedAt, DateOnly? CorrectBy, DateOnly? OverdueFrom);

public sealed class ListApplicationsValidator : Validator<ListApplicationsRequest>
{
    public ListApplicationsValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists applications, newest first. An agency sees its own.</summary>
public sealed class ListApplications(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<ListApplicationsRequest, Ok<PageOf<ApplicationSummary>>>
{
    public override void Configure()
    {
        Get("applications");
        Permissions(Permission.ReadApplications);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<ApplicationSummary>>> ExecuteAsync(ListApplicationsRequest r, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var all = db.Applications.AsNoTracking().VisibleTo(caller);
        IQueryable<LicenceApplication> chosen = all.Include(a => a.Agency);
        if (r.Agency is not null)
            chosen = chosen.Where(a => a.Agency.PublicId == r.Agency);
        if (r.Kind is { } kind)
            chosen = chosen.Where(a => a.Kind == kind);
        if (r.Overdue)
            chosen = chosen.Where(a => a.OverdueFrom != null);
        // As LicenceApplication.StateOn says: the day to correct it has passed whether or not the job has recorded it.
        chosen = r.State switch
        {
            null => chosen,
            ApplicationState.Returned => chosen.Where(a => a.State == ApplicationState.Returned && (a.CorrectBy == null || a.CorrectBy >= today)),
            ApplicationState.Lapsed => chosen.Where(a => a.State == ApplicationState.Lapsed || (a.State == ApplicationState.Returned && a.CorrectBy < today)),
            { } state => chosen.Where(a => a.State == state),
        };
        return TypedResults.Ok(await chosen.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null },
            a => new ApplicationSummary(a.PublicId, a.Reference, a.Agency.PublicId, a.Kind, a.StateOn(today), a.Class, a.DraftedAt, a.SubmittedAt, a.CorrectBy, a.OverdueFrom), newestFirst: true, ct, all));
    }
}
