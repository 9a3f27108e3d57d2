using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Law;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Remedies;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Remedies;

public sealed record ReadAnswerableRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string PlacementId { get; init; } = "";

    /// <summary>The day; the day of the placement if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }
}

public sealed class ReadAnswerableValidator : Validator<ReadAnswerableRequest>
{
    public ReadAnswerableValidator() => RuleFor(r => r.On!.Value).PlausibleDay().OverridePropertyName("On").When(r => r.On is not null);
}

/// <summary>A sentence of law that says who answers together with the agency.</summary>
/// <param name="Holds">no-doubt, or in-doubt where the day lies in the doubt of its beginning or end.</param>
public sealed record LiabilityView(string Rule, string Title, IReadOnlyList<Answerable> Who, string Holds, SourceView Source);

/// <summary>An agency as it was on the day.</summary>
/// <param name="Names">In each language on record.</param>
/// <param name="Licences">Licence numbers on record.</param>
public sealed record AnswerableAgency(string Id, string Reference, string Country, IReadOnlyList<string> Names, IReadOnlyList<string> Licences);

/// <summary>Who acted for the agency.</summary>
/// <param name="From">First day, inclusive.</param>
public sealed record AnswerablePerson(string Id, RepresentativeKind Kind, string Name, string Country, DateOnly From);

/// <summary>To which agency this one led on the day: one that took it over, that it went into, or that it is.</summary>
public sealed record AnswerableSuccessor(AgencyLinkKind Kind, AnswerableAgency Agency, DateOnly From);

/// <summary>Who answered abroad, as the agency reported it.</summary>
/// <param name="Country">ISO 3166-1 alpha-2; null where it was not reported.</param>
public sealed record AnswerableAbroad(string Name, string? Country);

/// <param name="On">The day.</param>
/// <param name="DisclosureNumber">The version of the disclosure that names employer and partner agency; null where nothing was reported.</param>
/// <param name="Successors">Agencies to which it led on that day.</param>
/// <param name="Officers">Persons on record who might sign for the agency on that day; none where none is on record.</param>
/// <param name="Representatives">Sub-agents and representatives abroad on that day.</param>
/// <param name="Law">Sentences of law by which others answer too. None: no such sentence is known, which is not to say that nobody does.</param>
public sealed record AnswerableView(
    string PlacementId, DateOnly On, AnswerableAgency Agency, IReadOnlyList<AnswerableSuccessor> Successors, AnswerableAbroad? Employer, AnswerableAbroad? PartnerAgency, int? DisclosureNumber,
    IReadOnlyList<AnswerablePerson> Officers, IReadOnlyList<AnswerablePerson> Representatives, IReadOnlyList<LiabilityView> Law);

/// <summary>Shows who answered for a placement on a day: the agency and those it led to, employer and partner agency as reported, and who acted for the agency, each as it is on record;
/// and the law by which they answer together.</summary>
public sealed class ReadAnswerable(LicensingDb db, RemedyBook book, TimeProvider clock) : Endpoint<ReadAnswerableRequest, Results<Ok<AnswerableView>, Problem>>
{
    public override void Configure()
    {
        Get("placements/{PlacementId}/answerable");
        Permissions(Permission.ReadAnswerable);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<AnswerableView>, Problem>> ExecuteAsync(ReadAnswerableRequest r, CancellationToken ct)
    {
        var placement = await db.Placements.AsNoTracking().Include(p => p.Agency).ThenInclude(a => a.Facts).SingleOrDefaultAsync(p => p.PublicId == r.PlacementId, ct);
        if (placement is null)
            return new Problem(ProblemCode.NotFound);
        var (on, now) = (r.On ?? placement.HappenedOn, clock.Now());
        var version = await db.DisclosureVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Disclosure.PlacementId == placement.Id && v.IsCurrent, ct);
        var reported = version?.ReadReported();
        var links = await db.AgencyLinks.AsNoTracking().Include(l => l.Other).ThenInclude(a => a.Facts).Where(l => l.AgencyId == placement.AgencyId && l.From <= on).OrderBy(l => l.From).ThenBy(l => l.Id).ToListAsync(ct);
        var acted = (await db.Representatives.AsNoTracking().Where(p => p.AgencyId == placement.AgencyId && p.From <= on).OrderBy(p => p.From).ThenBy(p => p.Id).ToListAsync(ct)).Where(p => p.ActsOn(on, now)).ToList();
        return TypedResults.Ok(new AnswerableView(
            placement.PublicId, on, Of(placement.Agency, on, now), [.. links.Where(l => l.HoldsOn(on, now)).Select(l => new AnswerableSuccessor(l.Kind, Of(l.Other, on, now), l.From))],
            reported?.Employer is { } employer ? new(employer.Name, employer.Country) : null, reported?.PartnerAgency is { } partner ? new(partner.Name, partner.Country) : null, version?.Number,
            [.. acted.Where(p => p.Kind == RepresentativeKind.Authorised).Select(Of)], [.. acted.Where(p => p.Kind != RepresentativeKind.Authorised).Select(Of)],
            [.. book.Packs.Where(p => p.AppliesTo(placement.Origin, placement.Destination)).SelectMany(p => p.Liability).Select(l => (Rule: l, Holds: l.InForce.Contains(on))).Where(l => l.Holds != Holds.No)
                .Select(l => new LiabilityView(l.Rule.Name, l.Rule.Title, l.Rule.Who, l.Holds == Holds.Yes ? "no-doubt" : "in-doubt", SourceView.Of(l.Rule.Source)))]));
    }

    private static AnswerableAgency Of(Agency agency, DateOnly on, DateTime now)
    {
        var facts = agency.FactsOn(on, now).OrderBy(f => f.Language, StringComparer.Ordinal).ThenBy(f => f.Id).ToList();
        return new(agency.PublicId, agency.Reference, agency.Country, [.. facts.Where(f => f.Kind == AgencyFactKind.Name).Select(f => f.Value)], [.. facts.Where(f => f.Kind == AgencyFactKind.LicenceNumber).Select(f => f.Value)]);
    }

    private static AnswerablePerson Of(Representative p) => new(p.PublicId, p.Kind, p.Name, p.Country, p.From);
}
