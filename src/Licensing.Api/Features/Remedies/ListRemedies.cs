using FastEndpoints;
using FluentValidation;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Law;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Remedies;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Remedies;

public sealed record ListRemediesRequest
{
    /// <summary>Only law of this country, as origin or destination; ISO 3166-1 alpha-2.</summary>
    [QueryParam]
    public string? Country { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListRemediesValidator : Validator<ListRemediesRequest>
{
    public ListRemediesValidator(CodeLists codes)
    {
        RuleFor(r => r.Country!).CountryCode(codes).OverridePropertyName("Country").When(r => r.Country is not null);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>A formula by which money comes back.</summary>
/// <param name="Remedy">Its name, for example np.not-sent.</param>
/// <param name="From">As well as it is known: a day, month or year.</param>
/// <param name="Until">Last day, inclusive; null: no end is known.</param>
/// <param name="Contested">By what it is contested; null where it is not.</param>
/// <param name="Ground">What must have happened.</param>
/// <param name="Needs">What must have been established, where the ground is that.</param>
/// <param name="PercentPerYear">Interest; null where none is stated, or a rate outside the law.</param>
/// <param name="OutsideRate">That rate, in words.</param>
/// <param name="Within">Time to pay; null where none is stated.</param>
public sealed record RemedyView(
    string Remedy, int Version, string Title, LawSide Law, string? Origin, string? Destination, string From, string? Until, string? Contested, string? BelongsTo, Ground Ground,
    Established? Needs, string? PercentPerYear, string? OutsideRate, string? Within, OrderPower Power, SourceView Source)
{
    public static RemedyView Of(Remedy r) => new(
        r.Name, r.Version, r.Reads.Title, r.Reads.Law, r.Reads.Origin, r.Reads.Destination, r.Reads.InForce.From.Text, r.Reads.InForce.Until?.Text, r.Reads.Contested?.By, r.BelongsTo,
        r.Ground, r.Needs, r.Interest?.PercentPerYear?.ToText(), r.Interest?.Outside, r.Within?.ToString(), r.Power, SourceView.Of(r.Reads));
}

/// <summary>Lists the formulas by which money comes back, each with its article and grade.</summary>
public sealed class ListRemedies(RemedyBook book) : Endpoint<ListRemediesRequest, Ok<PageOf<RemedyView>>>
{
    public override void Configure()
    {
        Get("remedies");
        Permissions(Permission.ReadRemedies);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override Task<Ok<PageOf<RemedyView>>> ExecuteAsync(ListRemediesRequest r, CancellationToken ct)
    {
        List<Remedy> remedies = [.. book.Packs.SelectMany(p => p.Remedies).Where(x => r.Country is null || x.Reads.Origin == r.Country || x.Reads.Destination == r.Country).OrderBy(Name, StringComparer.Ordinal)];
        return Task.FromResult(TypedResults.Ok(remedies.ToPage(r.Limit, r.Cursor, new { r.Country }, Name, RemedyView.Of)));
    }

    private static string Name(Remedy remedy) => $"{remedy.Name}.{remedy.Version}";
}
