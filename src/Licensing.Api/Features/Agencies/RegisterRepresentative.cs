using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <param name="Name">As on its papers.</param>
/// <param name="Country">ISO 3166-1 alpha-2, where it acts: the home country for a sub-agent, another for one abroad.</param>
/// <param name="From">First day, inclusive.</param>
/// <param name="Place">Town or district.</param>
/// <param name="Registration">Number of its own card or registration.</param>
/// <param name="Reason">Why it is recorded, for the audit trail.</param>
public sealed record RegisterRepresentativeRequest(
    RepresentativeKind Kind, string Name, string Country, DateOnly From, string? Place = null, string? Registration = null, string? Reason = null)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";
}

public sealed record RepresentativeRegistered(string AgencyId, RepresentativeKind Kind, string Country, DateOnly From);

public sealed class RegisterRepresentativeValidator : Validator<RegisterRepresentativeRequest>
{
    public RegisterRepresentativeValidator(CodeLists codes)
    {
        RuleFor(r => r.Name).NotEmpty().ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Country).CountryCode(codes);
        RuleFor(r => r.Place).ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Registration).ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Reason).MaximumLength(2000);
    }
}

/// <summary>Records who acts for an agency. Sub-agents are refused where the regime forbids them, and undecided where it is silent.</summary>
public sealed class RegisterRepresentative(LicensingDb db, Caller caller, RegimeInForce regimes, Ministry ministry, TimeProvider clock)
    : Endpoint<RegisterRepresentativeRequest, Results<Created<RepresentativeView>, Problem>>
{
    public override void Configure()
    {
        Post("agencies/{AgencyId}/representatives");
        Permissions(Permission.RecordAgencyFacts);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.RegimeNotSet, ProblemCode.SubAgentForbidden);
    }

    public override async Task<Results<Created<RepresentativeView>, Problem>> ExecuteAsync(RegisterRepresentativeRequest r, CancellationToken ct)
    {
        if (WhyNotThere(r) is { } elsewhere)
            return elsewhere;
        var agency = await db.Agencies.AsTracking().FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        if (r.Kind != RepresentativeKind.Authorised && WhyNot(r.Kind, await regimes.OnAsync(r.From, ct)) is { } refusal)
            return refusal;
        var representative = new Representative(agency, r.Kind, r.Name, r.Country, r.Place, r.Registration, r.From, clock.Now(), caller.Name);
        db.Add(representative);
        db.Record(representative, new RepresentativeRegistered(agency.PublicId, r.Kind, r.Country, r.From), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(representative);
        return TypedResults.Created($"/v1/agencies/{agency.PublicId}/representatives", RepresentativeView.Of(representative));
    }

    private Problem? WhyNotThere(RegisterRepresentativeRequest r) => (r.Kind, r.Country == ministry.HomeCountry) switch
    {
        (RepresentativeKind.SubAgent, false) => new(ProblemCode.RequestInvalid, errors: [new("country.not-home", "/country", "A sub-agent acts at home.", r.Country, "Use kind abroad for one who acts in another country.")]),
        (RepresentativeKind.Abroad, true) => new(ProblemCode.RequestInvalid, errors: [new("country.home", "/country", "One abroad acts in another country.", r.Country, "Use kind sub-agent for one who acts at home.")]),
        _ => null,
    };

    private static Problem? WhyNot(RepresentativeKind kind, RegimeOn regime)
    {
        if (regime.WhyNot(LicensingStep.RegisterSubAgent) is { } notSet)
            return notSet;
        // Where the law asks nothing of sub-agents they may be registered; so may those abroad.
        var policy = regime.Answer(RegimeQuestion.SubAgents).As<SubAgentRule>()?.Policy ?? SubAgentPolicy.Registered;
        return policy == SubAgentPolicy.Registered || policy == SubAgentPolicy.OnlyAbroad && kind == RepresentativeKind.Abroad ? null
            : new Problem(ProblemCode.SubAgentForbidden, $"On {regime.Day:yyyy-MM-dd} the regime {regime.Regime.Name} says of sub-agents: {Json.Words.ConvertName(policy.ToString())}.");
    }
}
