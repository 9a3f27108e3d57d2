using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Law;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

public sealed record ListJudgementsRequest
{
    /// <summary>Public id of the disclosure.</summary>
    [QueryParam]
    public string? Disclosure { get; init; }

    /// <summary>Public id of the agency.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    [QueryParam]
    public string? Provision { get; init; }

    [QueryParam]
    public Result? Result { get; init; }

    /// <summary>Why undetermined, for example no-rule-known or missing-fact.</summary>
    [QueryParam]
    public string? Because { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListJudgementsValidator : Validator<ListJudgementsRequest>
{
    public ListJudgementsValidator()
    {
        RuleFor(r => r.Disclosure).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Provision).MaximumLength(100);
        RuleFor(r => r.Because).MaximumLength(40);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <param name="DisclosureId">Public id of the disclosure that was judged.</param>
/// <param name="Number">Which version of it.</param>
public sealed record JudgementOfDisclosure(string DisclosureId, int Number, JudgementView Judgement);

/// <summary>Lists judgements of the newest versions, also those that open no finding: within, undetermined, not enforced.</summary>
/// <remarks>Officers only: it would coach those who falsify.</remarks>
public sealed class ListJudgements(LicensingDb db, LawBook book) : Endpoint<ListJudgementsRequest, Ok<PageOf<JudgementOfDisclosure>>>
{
    public override void Configure()
    {
        Get("judgements");
        Permissions(Permission.ReadJudgements);
    }

    public override async Task<Ok<PageOf<JudgementOfDisclosure>>> ExecuteAsync(ListJudgementsRequest r, CancellationToken ct)
    {
        var judgements = db.Judgements.AsNoTracking().Where(j => j.DisclosureVersion.IsCurrent);
        if (r.Disclosure is not null) judgements = judgements.Where(j => j.DisclosureVersion.Disclosure.PublicId == r.Disclosure);
        if (r.Agency is not null) judgements = judgements.Where(j => j.DisclosureVersion.Disclosure.Placement.Agency.PublicId == r.Agency);
        if (r.Provision is not null) judgements = judgements.Where(j => j.Provision == r.Provision);
        if (r.Result is { } result) judgements = judgements.Where(j => j.Result == result);
        if (r.Because is not null) judgements = judgements.Where(j => j.Because == r.Because);

        var edition = await book.CurrentAsync(db, ct);
        return TypedResults.Ok(await judgements.Include(j => j.DisclosureVersion).ThenInclude(v => v.Disclosure).ToPageAsync(
            r.Limit, r.Cursor, r with { Limit = 0, Cursor = null },
            j => new JudgementOfDisclosure(j.DisclosureVersion.Disclosure.PublicId, j.DisclosureVersion.Number, View(j.Read(), edition)), newestFirst: false, ct));
    }

    private static JudgementView View(Judgement judgement, LawEdition edition) => JudgementView.Of(judgement, edition.RuleOf(judgement));
}
