using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

public sealed record ListObjectionsRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";

    /// <summary>Only those that nobody has answered.</summary>
    [QueryParam]
    public bool Unanswered { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

/// <param name="Text">Null once its time is over.</param>
/// <param name="HasContact">Whether it is sealed how to reach whoever objects: POST /objections/{id}/contact-reads opens it.</param>
public sealed record ObjectionView(string Id, string? Text, bool HasContact, DateTime FiledAt, string? Answer, string? AnsweredBy, DateTime? AnsweredAt)
{
    public static ObjectionView Of(Objection o) => new(o.PublicId, o.Text, o.PersonKey is not null, o.FiledAt, o.Answer, o.AnsweredBy, o.AnsweredAt);
}

public sealed class ListObjectionsValidator : Validator<ListObjectionsRequest>
{
    public ListObjectionsValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
}

/// <summary>Lists what the public says against an application, the first filed first.</summary>
public sealed class ListObjections(LicensingDb db) : Endpoint<ListObjectionsRequest, Results<Ok<PageOf<ObjectionView>>, Problem>>
{
    public override void Configure()
    {
        Get("applications/{ApplicationId}/objections");
        Permissions(Permission.ReadExaminations);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.CursorInvalid);
    }

    public override async Task<Results<Ok<PageOf<ObjectionView>>, Problem>> ExecuteAsync(ListObjectionsRequest r, CancellationToken ct)
    {
        var application = await db.Applications.AsNoTracking().FindApplicationAsync(r.ApplicationId, ct);
        if (application is null)
            return new Problem(ProblemCode.NotFound);
        var all = db.Objections.AsNoTracking().Where(o => o.ApplicationId == application.Id);
        var shown = r.Unanswered ? all.Where(o => o.AnsweredAt == null) : all;
        return TypedResults.Ok(await shown.ToPageAsync(r.Limit, r.Cursor, new { application.PublicId, r.Unanswered }, ObjectionView.Of, newestFirst: false, ct, all));
    }
}
