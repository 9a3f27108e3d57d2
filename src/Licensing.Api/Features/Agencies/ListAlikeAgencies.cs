using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Names;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

public sealed record ListAlikeAgenciesRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";

    /// <summary>Only agencies with at least this score, 1 to 1000.</summary>
    [QueryParam]
    public int LeastScore { get; init; } = ListAlikeAgencies.UsualLeastScore;

    /// <summary>How many at most, the most alike first.</summary>
    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;
}

/// <param name="Score">1000: the same words. How much of each name the other one has; the lesser of the two. Words of the trade (Overseas,
/// Manpower) count a quarter, legal forms (Pvt. Ltd.) nothing; an earlier name in brackets behind the later one is a name too.</param>
/// <param name="Name">The name of the other agency.</param>
/// <param name="ResemblesName">The name of this agency that it resembles.</param>
public sealed record AlikeAgency(string Id, string Reference, string Country, int Score, string Name, string ResemblesName);

/// <param name="Items">The most alike first.</param>
public sealed record AlikeAgencies(IReadOnlyList<AlikeAgency> Items);

public sealed class ListAlikeAgenciesValidator : Validator<ListAlikeAgenciesRequest>
{
    public ListAlikeAgenciesValidator()
    {
        RuleFor(r => r.LeastScore).InclusiveBetween(1, 1000);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists agencies whose name resembles this one's, now or at another time, in whatever script. It is a question to look into: nothing is
/// merged, and two agencies may have the same name.</summary>
/// <remarks>Names that share most keys with this one's are scored, 200 at most, so the work is bounded by how many names share a key, never by
/// the register as a whole. Words of the trade find nothing, unless the name has no other.</remarks>
public sealed class ListAlikeAgencies(LicensingDb db) : Endpoint<ListAlikeAgenciesRequest, Results<Ok<AlikeAgencies>, Problem>>
{
    public const int UsualLeastScore = 750;
    private const int MostScored = 200;

    public override void Configure()
    {
        Get("agencies/{AgencyId}/alike");
        Permissions(Permission.ReadAlikeAgencies);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped);
    }

    public override async Task<Results<Ok<AlikeAgencies>, Problem>> ExecuteAsync(ListAlikeAgenciesRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().Include(a => a.Facts).FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);

        var own = agency.Facts.Where(f => f.Kind == AgencyFactKind.Name && f.WithdrawnAt is null).Select(f => (f.Value, Likeness: NameLikeness.Of(f.Value))).ToList();
        var keys = own.SelectMany(name => NameKeys.Of(name.Value).ToTellingKeys()).Select(AgencyNameKey.TextOf).Distinct().ToList();
        var found = await db.AgencyNameKeys.Where(k => keys.Contains(k.Key))
            .Join(db.AgencyFacts.Where(f => f.WithdrawnAt == null && f.AgencyId != agency.Id), k => k.FactId, f => f.Id, (k, f) => k.FactId)
            .GroupBy(id => id).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).Take(MostScored).ToListAsync(ct);
        var others = await db.AgencyFacts.AsNoTracking().Where(f => found.Contains(f.Id))
            .Select(f => new { f.Value, f.Agency.PublicId, f.Agency.Reference, f.Agency.Country }).ToListAsync(ct);

        var alike = others
            .Select(other => (Other: other, Likeness: NameLikeness.Of(other.Value)))
            .SelectMany(other => own.Select(name => new AlikeAgency(
                other.Other.PublicId, other.Other.Reference, other.Other.Country, name.Likeness.To(other.Likeness), other.Other.Value, name.Value)))
            .Where(a => a.Score >= r.LeastScore)
            .GroupBy(a => a.Id).Select(g => g.MaxBy(a => a.Score)!)
            .OrderByDescending(a => a.Score).ThenBy(a => a.Name, StringComparer.Ordinal).ThenBy(a => a.Id, StringComparer.Ordinal);
        return TypedResults.Ok(new AlikeAgencies([.. alike.Take(r.Limit)]));
    }
}
