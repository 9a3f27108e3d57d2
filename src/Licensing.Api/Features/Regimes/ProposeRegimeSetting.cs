using System.Text.Json;
using FastEndpoints;
using FluentValidation;
using FluentValidation.Results;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Regimes;

/// <param name="Question">The question of the regime that is answered.</param>
/// <param name="From">First day, inclusive.</param>
/// <param name="Value">In the grammar of regime files (docs/rules/licences/README.md), as JSON: <c>"15 days"</c>, <c>{"first":"1 year"}</c>, <c>"none"</c>.
/// Numbers are written as text.</param>
/// <param name="Authority">The order or decision of the ministry by which it holds.</param>
/// <param name="Reason">Why, for the history.</param>
/// <param name="Until">Last day, inclusive; null: until another setting takes its place.</param>
public sealed record ProposeRegimeSettingRequest(RegimeQuestion Question, DateOnly From, JsonElement Value, string Authority, string Reason, DateOnly? Until = null);

public sealed class ProposeRegimeSettingValidator : Validator<ProposeRegimeSettingRequest>
{
    private const int MostCharacters = 20_000;

    public ProposeRegimeSettingValidator(CodeLists codes)
    {
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Until!.Value).PlausibleDay().NotBefore(r => r.From).When(r => r.Until is not null);
        RuleFor(r => r.Authority).NotEmpty().MaximumLength(RegimeSettingRow.MaxAuthorityLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.Value).Custom((value, context) =>
        {
            var text = value.ValueKind == JsonValueKind.Undefined ? "" : value.GetRawText();
            var question = context.InstanceToValidate.Question;
            foreach (var error in text.Length > MostCharacters ? [$"value: must be at most {MostCharacters} characters."] : RegimeText.ReadValue(question, text, codes).Errors)
            {
                // "value[0].title: a text is needed."
                var (place, what) = error.Split(": ", 2) is [var at, var says] && at.StartsWith("value", StringComparison.Ordinal) ? (at, says) : ("value", error);
                context.AddFailure(new ValidationFailure(place, what, text)
                {
                    ErrorCode = "regime-value.invalid",
                    CustomState = $"Write it as regime files write {Json.Words.ConvertName(question.ToString())}: docs/rules/licences/README.md.",
                });
            }
        });
    }
}

/// <summary>Proposes a value that the ministry sets itself, where no source says one or its own order does; someone else decides.</summary>
public sealed class ProposeRegimeSetting(LicensingDb db, TwoPersonRule rule, TimeProvider clock)
    : Endpoint<ProposeRegimeSettingRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("regime/settings");
        Permissions(Permission.ProposeRegime);
        this.Refuses(ProblemCode.ProposalOpen);
        this.Idempotent();
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeRegimeSettingRequest r, CancellationToken ct)
    {
        var change = new RegimeSettingChange(r.Question, r.From, r.Until, r.Value, r.Authority);
        var (refused, proposal) = await rule.ProposeAsync(
            ProposalKind.SetRegimeValue, Json.Words.ConvertName(r.Question.ToString()), subjectVersion: null, agencyId: null, change, r.Reason, ct);
        if (refused is not null)
            return refused;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal!);
        return TypedResults.Created($"/v1/proposals/{proposal!.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
