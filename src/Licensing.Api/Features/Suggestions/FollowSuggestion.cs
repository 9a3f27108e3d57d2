using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Suggestions;

/// <param name="ProposalId">Public id of the proposal that was made of it, about the same agency.</param>
public sealed record FollowSuggestionRequest(string ProposalId)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string SuggestionId { get; init; } = "";
}

public sealed class FollowSuggestionValidator : Validator<FollowSuggestionRequest>
{
    public FollowSuggestionValidator() => RuleFor(r => r.ProposalId).NotEmpty().MaximumLength(PublicId.MaxLength);
}

/// <summary>Says which proposal an officer made of a suggestion. Proposing is done where its kind is proposed; two people decide it.</summary>
public sealed class FollowSuggestion(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<FollowSuggestionRequest, Results<Ok<SuggestionView>, Problem>>
{
    public override void Configure()
    {
        Post("suggestions/{SuggestionId}/proposal");
        Permissions(Permission.DecideSuggestions);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.SuggestionDecided, ProblemCode.SuggestionOtherProposal, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Ok<SuggestionView>, Problem>> ExecuteAsync(FollowSuggestionRequest r, CancellationToken ct)
    {
        var suggestion = await db.Suggestions.AsTracking().Include(s => s.Agency).SingleOrDefaultAsync(s => s.PublicId == r.SuggestionId, ct);
        if (suggestion is null)
            return new Problem(ProblemCode.NotFound);
        if (suggestion.State != SuggestionState.Open)
            return new Problem(ProblemCode.SuggestionDecided);
        if (HttpContext.RefuseStale(suggestion) is { } stale)
            return stale;
        if (await db.WhyNotFreeAsync(caller, suggestion.AgencyId, ct) is { } notFree)
            return notFree;
        var proposal = await db.Proposals.AsNoTracking().SingleOrDefaultAsync(p => p.PublicId == r.ProposalId, ct);
        if (proposal is null || proposal.AgencyId != suggestion.AgencyId || proposal.StateAt(clock.Now()) is not (ProposalState.Open or ProposalState.Approved))
            return new Problem(ProblemCode.SuggestionOtherProposal);
        suggestion.Follow(proposal.PublicId, clock.Now(), caller.Name);
        db.Record(suggestion, new SuggestionFollowed(proposal.PublicId));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(suggestion);
        return TypedResults.Ok(SuggestionView.Of(suggestion));
    }
}
