using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Law;

/// <param name="Reason">Why, for the history.</param>
public sealed record WithdrawLawPackRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string PackId { get; init; } = "";
}

public sealed record LawDraftWithdrawn(string Name, int Number, string Digest);

public sealed class WithdrawLawPackValidator : Validator<WithdrawLawPackRequest>
{
    public WithdrawLawPackValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Takes a draft away that never was law, so that nobody proposes it any more. It stays readable.</summary>
public sealed class WithdrawLawPack(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<WithdrawLawPackRequest, Results<Ok<LawPackView>, Problem>>
{
    public override void Configure()
    {
        Post("law/packs/{PackId}/withdrawal");
        Permissions(Permission.ProposeLaw);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.LawAlreadyApproved, ProblemCode.LawAlreadyProposed, ProblemCode.LawWithdrawn);
    }

    public override async Task<Results<Ok<LawPackView>, Problem>> ExecuteAsync(WithdrawLawPackRequest r, CancellationToken ct)
    {
        var pack = await db.LawPacks.SingleOrDefaultAsync(p => p.PublicId == r.PackId, ct);
        if (pack is null)
            return new Problem(ProblemCode.NotFound);
        if (pack.WithdrawnAt is not null)
            return new Problem(ProblemCode.LawWithdrawn);
        if (pack.ApprovedAt is not null)
            return new Problem(ProblemCode.LawAlreadyApproved, $"It is law; two people withdraw it: POST /v1/law/packs/{pack.PublicId}/withdrawal-proposal.");
        if (pack.ProposedAt is not null && await db.Proposals.OpenOf(pack).AnyAsync(p => p.ExpiresAt > clock.Now(), ct))
            return new Problem(ProblemCode.LawAlreadyProposed, "It is proposed; take the proposal back first, or have another officer refuse it.");
        if (HttpContext.RefuseStale(pack) is { } stale)
            return stale;

        pack.Withdraw(caller.Name, clock.Now());
        db.Record(pack, new LawDraftWithdrawn(pack.Name, pack.Number, pack.Digest), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(pack);
        return TypedResults.Ok(LawPackView.Of(pack, new LawStanding([], clock.Now(), ministry.Today(clock))));
    }
}
