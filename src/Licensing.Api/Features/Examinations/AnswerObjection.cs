using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

/// <param name="Answer">What the ministry makes of it; without who objected.</param>
public sealed record AnswerObjectionRequest(string Answer)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ObjectionId { get; init; } = "";
}

public sealed record ObjectionAnswered(string ApplicationId);

public sealed class AnswerObjectionValidator : Validator<AnswerObjectionRequest>
{
    public AnswerObjectionValidator() => RuleFor(r => r.Answer).NotEmpty().MaximumLength(Objection.MaxTextLength);
}

/// <summary>Says what the ministry makes of an objection.</summary>
public sealed class AnswerObjection(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<AnswerObjectionRequest, Results<Ok<ObjectionView>, Problem>>
{
    public override void Configure()
    {
        Post("objections/{ObjectionId}/answer");
        Permissions(Permission.ExamineApplications);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Ok<ObjectionView>, Problem>> ExecuteAsync(AnswerObjectionRequest r, CancellationToken ct)
    {
        var objection = await db.Objections.Include(o => o.Application).SingleOrDefaultAsync(o => o.PublicId == r.ObjectionId, ct);
        if (objection is null)
            return new Problem(ProblemCode.NotFound);
        if (await db.WhyNotFreeAsync(caller, objection.Application.AgencyId, ct) is { } notFree)
            return notFree;
        objection.Say(r.Answer, caller.Name, clock.Now());
        db.Record(objection, new ObjectionAnswered(objection.Application.PublicId));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(ObjectionView.Of(objection));
    }
}
