using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

public sealed record ListOpenApplicationsRequest
{
    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

/// <param name="Id">Public id of the application.</param>
/// <param name="Name">Under which the applicant is registered.</param>
/// <param name="Place">Town of its office; null where it was not said.</param>
/// <param name="LastDay">Last day on which anybody may object, inclusive, in the ministry's time zone.</param>
public sealed record OpenApplicationView(string Id, string Reference, ApplicationKind Kind, string Name, string? Class, string? Place, DateOnly LastDay);

public sealed class ListOpenApplicationsValidator : Validator<ListOpenApplicationsRequest>
{
    public ListOpenApplicationsValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
}

/// <summary>Lists the applications that anybody may object to today.</summary>
public sealed class ListOpenApplications(LicensingDb db, Ministry ministry, TimeProvider clock) : Endpoint<ListOpenApplicationsRequest, Ok<PageOf<OpenApplicationView>>>
{
    public override void Configure()
    {
        Get("open-applications");
        Permissions(Permission.ObjectToApplications);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<OpenApplicationView>>> ExecuteAsync(ListOpenApplicationsRequest r, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var all = db.Examinations.AsNoTracking();
        return TypedResults.Ok(await all.OpenToObjectionOn(today).Include(e => e.Application).ToPageAsync(
            r.Limit, r.Cursor, new { },
            e => new OpenApplicationView(e.Application.PublicId, e.Application.Reference, e.Application.Kind, e.PublicName, e.Application.Class, e.PublicPlace, e.ObjectionsUntil!.Value),
            newestFirst: false, ct, all));
    }
}

internal static class ObjectionWindow
{
    // Also while it is sent back for a correction: the public's time runs on.
    private static readonly ApplicationState[] Undecided = [ApplicationState.UnderExamination, ApplicationState.Returned, ApplicationState.Submitted];

    /// <param name="day">In the ministry's time zone; the last day counts.</param>
    public static IQueryable<Examination> OpenToObjectionOn(this IQueryable<Examination> examinations, DateOnly day) =>
        examinations.Where(e => e.ObjectionsUntil != null && e.ObjectionsUntil >= day && Undecided.Contains(e.Application.State));

    /// <summary>The same of one, with its application.</summary>
    public static bool IsOpenToObjectionOn(this Examination examination, DateOnly day) =>
        examination.ObjectionsUntil is { } last && last >= day && Undecided.Contains(examination.Application.State);
}
