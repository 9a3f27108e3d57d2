using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <param name="To">First day on which it acts no longer.</param>
/// <param name="Reason">Why, for the audit trail.</param>
public sealed record EndRepresentativeRequest(DateOnly To, string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string RepresentativeId { get; init; } = "";
}

public sealed record RepresentativeEnded(string AgencyId, RepresentativeKind Kind, DateOnly To);

public sealed class EndRepresentativeValidator : Validator<EndRepresentativeRequest>
{
    public EndRepresentativeValidator()
    {
        RuleFor(r => r.To).PlausibleDay();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Records that somebody acts for an agency no longer, from a day on.</summary>
public sealed class EndRepresentative(LicensingDb db, TimeProvider clock) : Endpoint<EndRepresentativeRequest, Results<Ok<RepresentativeView>, Problem>>
{
    public override void Configure()
    {
        Post("representatives/{RepresentativeId}/end");
        Permissions(Permission.RecordAgencyFacts);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.RepresentativeEnded, ProblemCode.EndBeforeBeginning);
    }

    public override async Task<Results<Ok<RepresentativeView>, Problem>> ExecuteAsync(EndRepresentativeRequest r, CancellationToken ct)
    {
        var representative = await db.Representatives.Include(x => x.Agency).SingleOrDefaultAsync(x => x.PublicId == r.RepresentativeId, ct);
        if (representative is null)
            return new Problem(ProblemCode.NotFound);
        if (representative.To is not null)
            return new Problem(ProblemCode.RepresentativeEnded);
        if (r.To < representative.From)
            return new Problem(ProblemCode.EndBeforeBeginning, $"It began on {representative.From:yyyy-MM-dd}.");
        if (HttpContext.RefuseStale(representative) is { } stale)
            return stale;
        representative.End(r.To, clock.Now());
        db.Record(representative, new RepresentativeEnded(representative.Agency.PublicId, representative.Kind, r.To), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(representative);
        return TypedResults.Ok(RepresentativeView.Of(representative));
    }
}
