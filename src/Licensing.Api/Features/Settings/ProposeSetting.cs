using System.Text.Json;
using FastEndpoints;
using FluentValidation;
using FluentValidation.Results;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Settings;

/// <param name="From">First day, inclusive; holds until the next.</param>
/// <param name="Value">As docs/settings.md says for the name.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record ProposeSettingRequest(DateOnly From, JsonElement Value, string Reason)
{
    /// <summary>For example judging.rate-band.</summary>
    [RouteParam]
    public string Name { get; init; } = "";
}

public sealed class ProposeSettingValidator : Validator<ProposeSettingRequest>
{
    public ProposeSettingValidator()
    {
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        // A name that is none answers 404, whatever the value.
        RuleFor(r => r.Value).Custom((value, context) =>
        {
            var name = context.InstanceToValidate.Name;
            if (SettingNames.All.ContainsKey(name) && (value.ValueKind == JsonValueKind.Undefined || !SettingNames.IsValue(name, value)))
                context.AddFailure(new ValidationFailure("value", $"It is no value of {name}.", value.ValueKind == JsonValueKind.Undefined ? "" : value.GetRawText())
                {
                    ErrorCode = "setting.invalid", CustomState = SettingNames.Grammar[name],
                });
        });
    }
}

/// <summary>Proposes a setting of the ministry; someone else decides: POST /proposals/{proposalId}/approval.</summary>
public sealed class ProposeSetting(LicensingDb db, TwoPersonRule rule, TimeProvider clock) : Endpoint<ProposeSettingRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("settings/{Name}/proposals");
        Permissions(Permission.ProposeSettings);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalOpen);
        this.Idempotent();
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeSettingRequest r, CancellationToken ct)
    {
        if (!SettingNames.All.ContainsKey(r.Name))
            return new Problem(ProblemCode.NotFound, $"The settings are {string.Join(", ", SettingNames.All.Keys)}.");
        if (r.Name == SettingNames.Order && SettingNames.ReadOrder(r.Value) is { } order)
        {
            var approved = await db.RateSeries.Where(s => s.ApprovedAt != null).Select(s => s.Name).Distinct().ToListAsync(ct);
            if (order.FirstOrDefault(name => !approved.Contains(name)) is { } unknown)
                return new Problem(ProblemCode.RequestInvalid, errors: [new("setting.unknown-series", "/value", "No series of this name is approved.", unknown, "Have the series approved first, or leave it out.")]);
        }

        return await SettingProposal.MakeAsync(db, rule, HttpContext, clock, new(r.Name, r.From, r.Value), r.Reason, ct);
    }
}

internal static class SettingProposal
{
    public static async Task<Results<Created<ProposalView>, Problem>> MakeAsync(
        LicensingDb db, TwoPersonRule rule, HttpContext http, TimeProvider clock, SettingChange change, string reason, CancellationToken ct)
    {
        var version = await SettingApproval.VersionAsync(db, change.Name, ct);
        var (refused, proposal) = await rule.ProposeAsync(ProposalKind.SetSetting, change.Name, version, agencyId: null, change, reason, ct);
        if (refused is not null)
            return refused;
        await db.SaveChangesAsync(ct);
        http.ShowVersion(proposal!);
        return TypedResults.Created($"/v1/proposals/{proposal!.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
