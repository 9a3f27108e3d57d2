using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

public sealed record RevokeConfirmationCodeRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string CodeId { get; init; } = "";
}

public sealed class RevokeConfirmationCodeValidator : Validator<RevokeConfirmationCodeRequest>
{
    public RevokeConfirmationCodeValidator() => RuleFor(r => r.Reason).NotEmpty().StoredLength(2000);
}

/// <summary>Revokes a code: it can be used no longer, and the secret that it was exchanged for opens nothing any more. What was said stays.</summary>
public sealed class RevokeConfirmationCode(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<RevokeConfirmationCodeRequest, Results<Ok<ConfirmationCodeView>, Problem>>
{
    public override void Configure()
    {
        Post("confirmation-codes/{CodeId}/revocation");
        Permissions(Permission.IssueConfirmationCodes);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalConflict, ProblemCode.CodeRevoked);
    }

    public override Task<Results<Ok<ConfirmationCodeView>, Problem>> ExecuteAsync(RevokeConfirmationCodeRequest r, CancellationToken ct) => db.AgainIfQuickerAsync(() => RevokeAsync(r, ct));

    private async Task<Results<Ok<ConfirmationCodeView>, Problem>> RevokeAsync(RevokeConfirmationCodeRequest r, CancellationToken ct)
    {
        var code = await db.ConfirmationCodes.AsTracking().Include(c => c.Confirmation).ThenInclude(c => c.Placement).SingleOrDefaultAsync(c => c.PublicId == r.CodeId, ct);
        if (code is null)
            return new Problem(ProblemCode.NotFound);
        await db.MustBeFreeAsync(caller, code.Confirmation, ct);
        if (code.RevokedAt is not null)
            return new Problem(ProblemCode.CodeRevoked);
        // One code at a time is good, so what is open was opened by this one, or by none.
        code.Revoke(clock.Now());
        code.Confirmation.Shut(clock.Now());
        db.Record(code.Confirmation, new ConfirmationCodeRevoked(code.PublicId), r.Reason);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(ConfirmationCodeView.Of(code));
    }
}
