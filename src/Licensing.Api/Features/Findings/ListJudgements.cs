using System.Text;
using System.Text.Json.Serialization;
using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Mapster;
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
public sealed record JudgementOfDisclosure(string DisclosureId, int Number, JudgementView Judgement, [property: JsonIgnore] ReadReceipt Receipt);

/// <summary>Lists judgements of the newest versions, also those that open no finding: within, undetermined, not enforced.</summary>
/// <remarks>Officers only: it would coach those who falsify.</remarks>
public sealed class ListJudgements(LicensingDb db, LawBook book, ReadRegister reads) : Endpoint<ListJudgementsRequest, Ok<PageOf<JudgementOfDisclosure>>>
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
        var page = await judgements.ToPageOfAsync<JudgementRecord, JudgementRow>(
            r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, JudgementRow.Projection, newestFirst: false, ct, all: db.Judgements.AsNoTracking());
        var receipt = await reads.RecordAsync([.. page.Items.Select(row => (row.WorkerKey, row.DisclosureId))], ct);
        return TypedResults.Ok(new PageOf<JudgementOfDisclosure>([.. page.Items.Select(row => new JudgementOfDisclosure(
            row.DisclosureId, row.Number, View(Judgement.FromCanonicalBytes(Encoding.UTF8.GetBytes(row.Canonical)), edition), receipt))], page.Next));
    }

    private static JudgementView View(Judgement judgement, LawEdition edition) => JudgementView.Of(judgement, edition.RuleOf(judgement));

    /// <summary>The columns that a list needs; the reported facts behind a judgement are large.</summary>
    private sealed record JudgementRow(string Id, long WorkerKey, string DisclosureId, int Number, string Canonical) : IIdentified
    {
        public static readonly TypeAdapterConfig Projection = CreateProjection();

        private static TypeAdapterConfig CreateProjection()
        {
            var projection = new TypeAdapterConfig();
            projection.NewConfig<JudgementRecord, JudgementRow>().MapToConstructor(true)
                .Map(row => row.Id, j => j.PublicId)
                .Map(row => row.WorkerKey, j => j.DisclosureVersion.Disclosure.Placement.WorkerId)
                .Map(row => row.DisclosureId, j => j.DisclosureVersion.Disclosure.PublicId)
                .Map(row => row.Number, j => j.DisclosureVersion.Number);
            return projection;
        }
    }
}
