using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <param name="Kind">What the fact is about.</param>
/// <param name="Value">The new value; "true" or "false" for non-profit.</param>
/// <param name="From">First day on which it holds. It may lie in the past (recorded late) or in the future.</param>
/// <param name="Language">Of a name: language and script (BCP 47).</param>
/// <param name="Reason">Why it is recorded, for the audit trail.</param>
public sealed record RecordAgencyFactRequest(AgencyFactKind Kind, string Value, DateOnly From, string? Language = null, string? Reason = null)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";
}

/// <summary>The value itself stays out of the trail: an e-mail address or a phone number may be a person's.</summary>
public sealed record AgencyFactRecorded(AgencyFactKind Kind, string? Language, DateOnly From, DateOnly? To);

public sealed class RecordAgencyFactValidator : Validator<RecordAgencyFactRequest>
{
    public RecordAgencyFactValidator()
    {
        RuleFor(r => r.Value).NotEmpty().ShortText();
        RuleFor(r => r.Value).Email().When(r => r.Kind == AgencyFactKind.Email);
        RuleFor(r => r.Value).Must(v => v is "true" or "false").When(r => r.Kind == AgencyFactKind.NonProfit)
            .WithErrorCode("word.unknown").WithMessage("Expected true or false.").WithState(_ => "Use \"true\" or \"false\".");
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Language).LanguageTag();
        RuleFor(r => r.Language).Null().When(r => r.Kind != AgencyFactKind.Name)
            .WithErrorCode("language.not-here").WithMessage("Only a name has a language.");
        RuleFor(r => r.Reason).MaximumLength(2000);
    }
}

/// <summary>Records that something is true of an agency from a day on.</summary>
public sealed class RecordAgencyFact(LicensingDb db, Caller caller, TimeProvider clock, JobQueue jobs)
    : Endpoint<RecordAgencyFactRequest, Results<Ok<AgencyView>, Problem>>
{
    public override void Configure()
    {
        Post("agencies/{AgencyId}/facts");
        Permissions(Permission.RecordAgencyFacts);
        this.Idempotent();
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped);
    }

    public override async Task<Results<Ok<AgencyView>, Problem>> ExecuteAsync(RecordAgencyFactRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.Include(a => a.Facts).FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(agency) is { } stale)
            return stale;

        var fact = agency.State(r.Kind, r.Value, r.Language, r.From, clock.Now(), caller.Name);
        db.Record(agency, new AgencyFactRecorded(fact.Kind, fact.Language, fact.From, fact.To), r.Reason);
        await db.SaveChangesAsync(ct);
        if (fact.Kind == AgencyFactKind.NonProfit)
            jobs.Enqueue<JudgeAgainAfterAgencyFactJob>(job => job.RunAsync(agency.Id, CancellationToken.None));
        HttpContext.ShowVersion(agency);
        return TypedResults.Ok(AgencyView.Of(agency, r.From, caller));
    }
}
