using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Bars;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

/// <param name="Text">What speaks against it.</param>
/// <param name="Contact">How to reach whoever objects; left out where he does not want to be known. Sealed.</param>
public sealed record FileObjectionRequest(string Text, [property: Personal] string? Contact = null)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";
}

public sealed record ObjectionFiled(string ApplicationId, bool HasContact);

/// <param name="Id">Public id; the only trace that whoever objects keeps.</param>
public sealed record FileObjectionResponse(string Id, DateTime FiledAt);

public sealed class FileObjectionValidator : Validator<FileObjectionRequest>
{
    public FileObjectionValidator()
    {
        RuleFor(r => r.Text).NotEmpty().MaximumLength(Objection.MaxTextLength);
        RuleFor(r => r.Contact).MaximumLength(Objection.MaxContactLength);
    }
}

/// <summary>Objects to an application. Anybody may, without a sign-in, up to the last day of the time that the law gives.</summary>
public sealed class FileObjection(LicensingDb db, PersonSeal seal, ObjectionLimit limit, Ministry ministry, TimeProvider clock)
    : Endpoint<FileObjectionRequest, Results<Created<FileObjectionResponse>, Problem>>
{
    public override void Configure()
    {
        Post("open-applications/{ApplicationId}/objections");
        Permissions(Permission.ObjectToApplications);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ObjectionTooLate, ProblemCode.TooManyRequests);
    }

    public override async Task<Results<Created<FileObjectionResponse>, Problem>> ExecuteAsync(FileObjectionRequest r, CancellationToken ct)
    {
        limit.Take(HttpContext);
        var key = (await db.Applications.AsNoTracking().FindApplicationAsync(r.ApplicationId, ct))?.Id;
        // What was never open to the public is not known to it.
        var examination = await db.Examinations.Include(e => e.Application).SingleOrDefaultAsync(e => e.ApplicationId == key && e.ObjectionsUntil != null, ct);
        if (examination is null)
            return new Problem(ProblemCode.NotFound);
        var today = ministry.Today(clock);
        if (!examination.IsOpenToObjectionOn(today))
            return new Problem(ProblemCode.ObjectionTooLate, today > examination.ObjectionsUntil ? $"The last day was {examination.ObjectionsUntil:yyyy-MM-dd}." : "The application is decided or withdrawn.");
        var objection = new Objection(examination.Application, r.Text, string.IsNullOrWhiteSpace(r.Contact) ? null : seal.Seal(Text.Normalise(r.Contact)), clock.Now());
        db.Add(objection);
        db.Record(objection, new ObjectionFiled(examination.Application.PublicId, objection.Contact is not null));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created("/v1/open-applications", new FileObjectionResponse(objection.PublicId, objection.FiledAt));
    }
}
