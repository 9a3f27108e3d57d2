using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

/// <param name="Answer">explained: it is all right, or only seems to be the same; confirmed: it is the same, and weighs.</param>
public sealed record AnswerAlertRequest(AlertAnswer Answer, string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string AlertId { get; init; } = "";
}

public sealed record AlertRaised(string ApplicationId, AlertMatch Match, AlertWith With, string WithId, DateOnly Since);
public sealed record AlertAnswered(AlertAnswer Answer);

public sealed class AnswerAlertValidator : Validator<AnswerAlertRequest>
{
    public AnswerAlertValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(ExaminationAlert.MaxReasonLength);
}

/// <summary>Answers an alert with a reason. Another answer takes the place of an earlier one, which the audit trail keeps.</summary>
public sealed class AnswerAlert(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<AnswerAlertRequest, Results<Ok<AlertView>, Problem>>
{
    public override void Configure()
    {
        Post("examination-alerts/{AlertId}/answer");
        Permissions(Permission.ExamineApplications);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalConflict, ProblemCode.ExaminationOver);
    }

    public override async Task<Results<Ok<AlertView>, Problem>> ExecuteAsync(AnswerAlertRequest r, CancellationToken ct)
    {
        var alert = await db.ExaminationAlerts.Include(a => a.Examination).ThenInclude(e => e.Application).SingleOrDefaultAsync(a => a.PublicId == r.AlertId, ct);
        if (alert is null)
            return new Problem(ProblemCode.NotFound);
        if (await db.WhyNotFreeAsync(caller, alert.Examination.Application.AgencyId, ct) is { } notFree)
            return notFree;
        if (alert.Examination.WhyNotOpen(ministry.Today(clock)) is { } over)
            return over;
        alert.Say(r.Answer, r.Reason, caller.Name, clock.Now());
        db.Record(alert, new AlertAnswered(r.Answer), r.Reason);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(AlertView.Of(alert));
    }
}
