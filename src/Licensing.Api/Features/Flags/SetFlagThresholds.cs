using System.Text.Json;
using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Features.Settings;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Flags;

/// <param name="From">First day; quarters that begin on or after it are flagged by these limits.</param>
/// <param name="LeastFindings">Findings of the agency in the quarter.</param>
/// <param name="LeastWorkers">Workers concerned.</param>
/// <param name="LeastSharePercent">Placements with a finding, in percent of all of the quarter.</param>
/// <param name="Reason">Why, for the audit trail.</param>
public sealed record SetFlagThresholdsRequest(DateOnly From, int LeastFindings, int LeastWorkers, int LeastSharePercent, string Reason);

/// <param name="RecordedAt">When it was approved.</param>
/// <param name="RecordedBy">Who approved it.</param>
public sealed record FlagThresholdView(
    string Id, DateOnly From, int LeastFindings, int LeastWorkers, int LeastSharePercent, DateTime RecordedAt, string RecordedBy, string ProposedBy)
{
    public static FlagThresholdView Of(MinistrySetting s)
    {
        var limits = SettingNames.ReadFlagThresholds(s.Value())!;
        return new(s.PublicId, s.From, limits.LeastFindings, limits.LeastWorkers, limits.LeastSharePercent, s.ApprovedAt, s.ApprovedBy, s.ProposedBy);
    }
}

public sealed class SetFlagThresholdsValidator : Validator<SetFlagThresholdsRequest>
{
    public SetFlagThresholdsValidator()
    {
        RuleFor(r => r.From).InclusiveBetween(new DateOnly(1950, 1, 1), new DateOnly(2100, 1, 1));
        RuleFor(r => r.LeastFindings).InclusiveBetween(1, FlagLimits.Most);
        RuleFor(r => r.LeastWorkers).InclusiveBetween(1, FlagLimits.Most);
        RuleFor(r => r.LeastSharePercent).InclusiveBetween(0, 100);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes from when agencies are flagged; someone else decides: POST /proposals/{proposalId}/approval. Then every agency's flags are worked out
/// again. It is the setting flags.thresholds.</summary>
public sealed class SetFlagThresholds(LicensingDb db, TwoPersonRule rule, TimeProvider clock) : Endpoint<SetFlagThresholdsRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("flag-thresholds");
        Permissions(Permission.SetFlagThresholds);
        this.Refuses(ProblemCode.ProposalOpen);
        this.Idempotent();
        this.IsDeprecated(since: "2026-12-01", sunset: "2027-07-01", successor: "/v1/settings/flags.thresholds/proposals");
    }

    public override Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(SetFlagThresholdsRequest r, CancellationToken ct) => SettingProposal.MakeAsync(
        db, rule, HttpContext, clock,
        new(SettingNames.FlagThresholds, r.From, JsonSerializer.SerializeToElement(new FlagLimits(r.LeastFindings, r.LeastWorkers, r.LeastSharePercent), JsonSerializerOptions.Web)), r.Reason, ct);
}
