using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Suggestions;

public sealed record ListSuggestionsRequest
{
    /// <summary>Public id of the agency.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>Only those in this state; the open ones if left out.</summary>
    [QueryParam]
    public SuggestionState? State { get; init; }

    [QueryParam]
    public SuggestionSource? Source { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListSuggestionsValidator : Validator<ListSuggestionsRequest>
{
    public ListSuggestionsValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists what the regime lets follow and nobody has decided about yet, the oldest first. It is the ministry's: nothing has been decided against the agency.</summary>
public sealed class ListSuggestions(LicensingDb db) : Endpoint<ListSuggestionsRequest, Ok<PageOf<SuggestionView>>>
{
    public override void Configure()
    {
        Get("suggestions");
        Permissions(Permission.ReadSuggestions);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<SuggestionView>>> ExecuteAsync(ListSuggestionsRequest r, CancellationToken ct)
    {
        IQueryable<Suggestion> all = db.Suggestions.AsNoTracking().Include(s => s.Agency);
        var state = r.State ?? SuggestionState.Open;
        var suggestions = all.Where(s => s.State == state);
        if (r.Agency is not null) suggestions = suggestions.Where(s => s.Agency.PublicId == r.Agency);
        if (r.Source is { } source) suggestions = suggestions.Where(s => s.Source == source);
        return TypedResults.Ok(await suggestions.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, SuggestionView.Of, newestFirst: false, ct, all: all));
    }
}
