using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="Ground">A sanction needs a notice to show cause; a preventive suspension protects while an inquiry runs.</param>
/// <param name="From">First day, inclusive: the day of the approval at the earliest, unless an order was served before.</param>
/// <param name="ReasonClass">In a word that the public may read.</param>
/// <param name="Grounds">For the agency and the ministry: the facts and the law.</param>
/// <param name="Reason">Why it is proposed, for the history.</param>
/// <param name="Until">Last day, inclusive; null: until it is lifted, where the regime sets no longest time.</param>
/// <param name="Part">What is suspended, in words that the public may read; null: the whole licence.</param>
/// <param name="Condition">On what it is to be lifted. It ends by a lifting, never by itself.</param>
/// <param name="NoticeId">The notice to show cause that was answered, or whose last day has passed.</param>
/// <param name="Served">The order by which it held before it was entered here.</param>
public sealed record ProposeSuspensionRequest(
    SuspensionGround Ground, DateOnly From, MeasureReason ReasonClass, string Grounds, string Reason, DateOnly? Until = null, string? Part = null, string? Condition = null,
    string? NoticeId = null, ServedOrder? Served = null)
{
    /// <summary>Public id of the licence.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";
}

public sealed class ProposeSuspensionValidator : Validator<ProposeSuspensionRequest>
{
    public ProposeSuspensionValidator()
    {
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Grounds).NotEmpty().StoredLength(LicenceFactRow.MaxTextLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.Until!.Value).PlausibleDay().NotBefore(r => r.From).When(r => r.Until is not null);
        RuleFor(r => r.Part).NotEmpty().When(r => r.Part is not null).StoredLength(LicenceFactRow.MaxTextLength);
        RuleFor(r => r.Condition).NotEmpty().When(r => r.Condition is not null).StoredLength(LicenceFactRow.MaxTextLength);
        RuleFor(r => r.Condition).NotEmpty().When(r => r.Until is null).WithErrorCode("field.missing").WithMessage("Say until when it lasts, or on what condition it is lifted.");
        RuleFor(r => r.NoticeId).MaximumLength(PublicId.MaxLength);
        When(r => r.Served is not null, () =>
        {
            RuleFor(r => r.Served!.Order).NotEmpty().StoredLength(StorageConventions.DefaultTextLength);
            RuleFor(r => r.Served!.ServedOn).PlausibleDay();
            RuleFor(r => r.Served!.Proof).NotEmpty().StoredLength(StorageConventions.DefaultTextLength);
        });
    }
}

/// <summary>Proposes to suspend a licence, in whole or in part, as a sanction or while an inquiry runs; someone else decides. How long it may last, the regime says.</summary>
public sealed class ProposeSuspension(LicensingDb db, TwoPersonRule rule, SuspensionApproval approval, TimeProvider clock)
    : Endpoint<ProposeSuspensionRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/suspensions");
        Permissions(Permission.ProposeMeasures);
        this.Idempotent();
        this.Refuses([ProblemCode.NotFound, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict, .. ProblemCode.OfMeasures]);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeSuspensionRequest r, CancellationToken ct)
    {
        var licence = await db.Licences.AsNoTracking().Include(l => l.Facts).SingleOrDefaultAsync(l => l.PublicId == r.LicenceId, ct);
        if (licence is null)
            return new Problem(ProblemCode.NotFound);
        var change = new SuspensionChange(
            r.Ground, r.From, r.Until, r.Part is null ? null : Text.Normalise(r.Part), r.Condition is null ? null : Text.Normalise(r.Condition), r.ReasonClass,
            Text.Normalise(r.Grounds), r.NoticeId, r.Served);
        var (refused, proposal) = await rule.ProposeAsync(approval, licence, change, r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
