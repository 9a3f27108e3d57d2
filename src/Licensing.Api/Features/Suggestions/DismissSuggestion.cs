using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Suggestions;

/// <param name="Reason">Why nothing follows, for the history.</param>
public sealed record DismissSuggestionRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string SuggestionId { get; init; } = "";
}

public sealed class DismissSuggestionValidator : Validator<DismissSuggestionRequest>
{
    public DismissSuggestionValidator() => RuleFor(r => r.Reason).NotEmpty().StoredLength(2000);
}

/// <summary>Dismisses what the regime lets follow, with the reason. It is not suggested again while what it rested on counts.</summary>
public sealed class DismissSuggestion(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<DismissSuggestionRequest, Results<Ok<SuggestionView>, Problem>>
{
    public override void Configure()
    {
        Post("suggestions/{SuggestionId}/dismissal");
        Permissions(Permission.DecideSuggestions);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.SuggestionDecided, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Ok<SuggestionView>, Problem>> ExecuteAsync(DismissSuggestionRequest r, CancellationToken ct)
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
        suggestion.Dismiss(r.Reason, clock.Now(), caller.Name);
        db.Record(suggestion, new SuggestionDismissed(suggestion.Follows), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(suggestion);
        return TypedResults.Ok(SuggestionView.Of(suggestion));
    }
}
