using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Proposals;

public sealed record ListProposalsRequest
{
    [QueryParam]
    public ProposalKind? Kind { get; init; }

    /// <summary>What it is about.</summary>
    [QueryParam]
    public string? Subject { get; init; }

    /// <summary>Also those that are decided, withdrawn or expired.</summary>
    [QueryParam]
    public bool Closed { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListProposalsValidator : Validator<ListProposalsRequest>
{
    public ListProposalsValidator()
    {
        RuleFor(r => r.Subject).MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists proposals, the newest first.</summary>
public sealed class ListProposals(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<ListProposalsRequest, Ok<PageOf<ProposalView>>>
{
    public override void Configure()
    {
        Get("proposals");
        Permissions(Permission.ReadProposals);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<ProposalView>>> ExecuteAsync(ListProposalsRequest r, CancellationToken ct)
    {
        var now = clock.Now();
        var proposals = db.Proposals.AsNoTracking().VisibleTo(caller);
        if (r.Kind is { } kind)
            proposals = proposals.Where(p => p.Kind == kind);
        if (r.Subject is not null)
            proposals = proposals.Where(p => p.SubjectId == r.Subject);
        if (!r.Closed)
            proposals = proposals.Where(p => p.State == ProposalState.Open && p.ExpiresAt > now);
        return TypedResults.Ok(await proposals.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, p => ProposalView.Of(p, now), newestFirst: true, ct));
    }
}
