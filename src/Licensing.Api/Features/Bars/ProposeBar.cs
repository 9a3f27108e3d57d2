using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Bars;

/// <param name="From">First day, inclusive.</param>
/// <param name="Grounds">Why, without who it is: the register keeps this when the person is erased.</param>
/// <param name="Decision">The judgement, order or decision that it follows from, without who it is.</param>
/// <param name="Reason">Why it is proposed now, for the history; without who it is.</param>
/// <param name="Until">Last day, inclusive; null: for ever, unless it is lifted.</param>
/// <param name="AgencyId">Public id or reference of the agency to be barred; null where a person is.</param>
/// <param name="Person">The person to be barred; null where an agency is. Sealed at once, and never shown without a recorded read.</param>
public sealed record ProposeBarRequest(
    DateOnly From, string Grounds, string Decision, string Reason, DateOnly? Until = null, string? AgencyId = null, [property: Personal] BarredPerson? Person = null);

/// <summary>What is decided on. Who the person is stands sealed in the register, held to this by its digest.</summary>
public sealed record BarChange(string BarId, string? AgencyId, string? PersonDigest, DateOnly From, DateOnly? Until, string Grounds, string Decision);

public sealed record BarProposed(string? AgencyId, DateOnly From, DateOnly? Until);

public sealed class ProposeBarValidator : Validator<ProposeBarRequest>
{
    public ProposeBarValidator(CodeLists codes)
    {
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Until!.Value).PlausibleDay().NotBefore(r => r.From).When(r => r.Until is not null);
        RuleFor(r => r.Grounds).NotEmpty().MaximumLength(Bar.MaxTextLength);
        RuleFor(r => r.Decision).NotEmpty().MaximumLength(Bar.MaxTextLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.AgencyId).MaximumLength(60);
        RuleFor(r => r.AgencyId).Must((r, agency) => (agency is null) != (r.Person is null))
            .WithErrorCode("bar.one-subject").WithMessage("A bar is of one person or of one agency.").WithState(_ => "Name agencyId or person, not both.");
        RuleFor(r => r.Person!).SetValidator(new BarredPersonValidator(codes)).When(r => r.Person is not null);
    }
}

/// <summary>Proposes to bar a person or an agency for a time, or for ever; someone else decides.</summary>
public sealed class ProposeBar(LicensingDb db, TwoPersonRule rule, PersonSeal seal, ApplicationSeal marks, TimeProvider clock)
    : Endpoint<ProposeBarRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("bars");
        Permissions(Permission.ProposeBars);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeBarRequest r, CancellationToken ct)
    {
        Agency? agency = null;
        if (r.AgencyId is { } id && (agency = await db.Agencies.AsTracking().FindAsync(id, ct)) is null)
            return new Problem(ProblemCode.NotFound);
        var now = clock.Now();
        var bar = new Bar(agency, r.From, r.Until, r.Grounds, r.Decision, now);
        if (r.Person is { } person)
            bar.Identify(seal.Seal(person), person.MarksBy(marks));
        var change = new BarChange(bar.PublicId, agency?.PublicId, bar.PersonDigest, bar.From, bar.Until, bar.Grounds, bar.Decision);
        var (refused, proposal) = await rule.ProposeAsync(ProposalKind.BarPerson, bar.PublicId, subjectVersion: 1, agency?.Id, change, r.Reason, ct);
        if (proposal is null)
            return refused!;
        db.Add(bar);
        db.Record(bar, new BarProposed(agency?.PublicId, r.From, r.Until), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, now));
    }
}
