using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Suggestions;

public sealed record ReadSuggestionRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string SuggestionId { get; init; } = "";
}

/// <summary>Shows what the regime lets follow, why, and what became of it.</summary>
public sealed class ReadSuggestion(LicensingDb db) : Endpoint<ReadSuggestionRequest, Results<Ok<SuggestionView>, Problem>>
{
    public override void Configure()
    {
        Get("suggestions/{SuggestionId}");
        Permissions(Permission.ReadSuggestions);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<SuggestionView>, Problem>> ExecuteAsync(ReadSuggestionRequest r, CancellationToken ct)
    {
        var suggestion = await db.Suggestions.AsNoTracking().Include(s => s.Agency).SingleOrDefaultAsync(s => s.PublicId == r.SuggestionId, ct);
        if (suggestion is null)
            return new Problem(ProblemCode.NotFound);
        HttpContext.ShowVersion(suggestion);
        return TypedResults.Ok(SuggestionView.Of(suggestion));
    }
}
