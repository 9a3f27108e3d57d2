using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

public sealed record ListFindingsRequest
{
    /// <summary>Public id of the agency.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [QueryParam]
    public string? Origin { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [QueryParam]
    public string? Destination { get; init; }

    /// <summary>The deciding provision, for example np.service-fee.</summary>
    [QueryParam]
    public string? Provision { get; init; }

    /// <summary>What the deciding rule says.</summary>
    [QueryParam]
    public Result? Result { get; init; }

    [QueryParam]
    public BreachKind? Breach { get; init; }

    [QueryParam]
    public FindingStatus? Status { get; init; }

    /// <summary>Public id of the change of law that last opened, changed or withdrew it.</summary>
    [QueryParam]
    public string? LawChange { get; init; }

    /// <summary>Least excess in minor units; needs currency.</summary>
    [QueryParam]
    public long? LeastExcess { get; init; }

    /// <summary>ISO 4217, for leastExcess.</summary>
    [QueryParam]
    public string? Currency { get; init; }

    /// <summary>First day of the placements, inclusive.</summary>
    [QueryParam]
    public DateOnly? From { get; init; }

    /// <summary>Last day of the placements, inclusive.</summary>
    [QueryParam]
    public DateOnly? To { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }

    public IQueryable<Finding> Choose(IQueryable<Finding> findings)
    {
        if (Agency is not null) findings = findings.Where(f => f.Placement.Agency.PublicId == Agency);
        if (Origin is not null) findings = findings.Where(f => f.Origin == Origin);
        if (Destination is not null) findings = findings.Where(f => f.Destination == Destination);
        if (Provision is not null) findings = findings.Where(f => f.Provision == Provision);
        if (Result is { } result) findings = findings.Where(f => f.Result == result);
        if (Breach is { } breach) findings = findings.Where(f => f.Kind == breach);
        if (Status is { } status) findings = findings.Where(f => f.Status == status);
        if (LawChange is not null) findings = findings.Where(f => f.LawStep!.PublicId == LawChange);
        if (LeastExcess is { } least) findings = findings.Where(f => f.Excess.Any(e => e.Currency == Currency && e.AmountMinor >= least));
        if (From is { } from) findings = findings.Where(f => f.HappenedOn >= from);
        if (To is { } to) findings = findings.Where(f => f.HappenedOn <= to);
        return findings;
    }
}

public sealed class ListFindingsValidator : Validator<ListFindingsRequest>
{
    public ListFindingsValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Origin).Matches("^[A-Z]{2}$").WithErrorCode("country.unknown").WithMessage("Expected an ISO 3166-1 country code.");
        RuleFor(r => r.Destination).Matches("^[A-Z]{2}$").WithErrorCode("country.unknown").WithMessage("Expected an ISO 3166-1 country code.");
        RuleFor(r => r.Provision).MaximumLength(100);
        RuleFor(r => r.LawChange).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Currency).Matches("^[A-Z]{3}$").WithErrorCode("currency.unknown").WithMessage("Expected an ISO 4217 currency code.");
        RuleFor(r => r.Currency).NotEmpty().When(r => r.LeastExcess is not null).WithErrorCode("currency.missing").WithMessage("leastExcess needs a currency: amounts of several currencies are not compared.");
        RuleFor(r => r.LeastExcess).GreaterThan(0);
        RuleFor(r => r.To).Must((r, to) => to is null || r.From is null || r.From <= to).WithErrorCode("period.reversed").WithMessage("The period ends before it begins.");
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists findings, newest first; an agency sees its own.</summary>
public sealed class ListFindings(LicensingDb db, Caller caller) : Endpoint<ListFindingsRequest, Ok<PageOf<FindingView>>>
{
    public override void Configure()
    {
        Get("findings");
        Permissions(Permission.ReadFindings);
    }

    public override async Task<Ok<PageOf<FindingView>>> ExecuteAsync(ListFindingsRequest r, CancellationToken ct)
    {
        var visible = db.Findings.AsNoTracking().VisibleTo(caller);
        var findings = r.Choose(visible);
        var page = await findings.ToPageOfAsync<Finding, FindingRow>(
            r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, FindingRow.Projection, newestFirst: true, ct, all: visible);
        return TypedResults.Ok(new PageOf<FindingView>(await FindingView.OfAsync(db, page.Items, ct), page.Next));
    }
}
