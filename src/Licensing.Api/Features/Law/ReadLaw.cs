using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Law;

public sealed record ReadLawRequest
{
    /// <summary>The day whose law is asked for; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [QueryParam]
    public string Origin { get; init; } = "";

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [QueryParam]
    public string Destination { get; init; } = "";

    /// <summary>The law of that day as this deployment held it at that instant (UTC); as it is held now if left out.</summary>
    [QueryParam]
    public DateTime? KnownAt { get; init; }
}

public sealed class ReadLawValidator : Validator<ReadLawRequest>
{
    public ReadLawValidator(CodeLists codes)
    {
        RuleFor(r => r.On!.Value).PlausibleDay().When(r => r.On is not null);
        RuleFor(r => r.Origin).CountryCode(codes);
        RuleFor(r => r.Destination).CountryCode(codes);
    }
}

/// <summary>The law of one day for one pair of countries, as it was held at one instant.</summary>
/// <param name="KnownAt">What had been approved by then (UTC).</param>
/// <param name="Digest">Names exactly the texts that it was read from.</param>
/// <param name="Rules">By law, then by provision. A law that has none here is silent, which allows nothing and forbids nothing.</param>
/// <param name="Silent">Whose law says nothing about this pair of countries on that day.</param>
public sealed record LawOnDay(
    DateOnly On, DateTime KnownAt, string Origin, string Destination, string Digest, IReadOnlyList<HeldRuleView> Rules, IReadOnlyList<LawSide> Silent);

/// <summary>A version of a provision that holds on the day, or may hold.</summary>
/// <param name="InForce">perhaps: the day lies inside the doubt about when it began or ended, or in the time in which it is contested.</param>
/// <param name="EffectiveFrom">Inclusive, as well as it is known: a day, month or year, or "by" one.</param>
/// <param name="EffectiveUntil">Inclusive; null while it has no end.</param>
/// <param name="EnforcedFrom">Before it a breach is reported and makes no finding; null: from the beginning.</param>
/// <param name="TransitionUntil">Inclusive; until it a breach is reported and makes no finding.</param>
/// <param name="ApprovedAt">When it became law here, which is no date of the law itself.</param>
/// <param name="PackId">The text that it stands in.</param>
/// <param name="ProposedBy">Who proposed that text as law here.</param>
/// <param name="ApprovedBy">Who else approved it.</param>
public sealed record HeldRuleView(
    string Provision, int Version, string Title, LawSide Law, string? Origin, string? Destination, Holds InForce, string EffectiveFrom, string? EffectiveUntil,
    string? EnforcedFrom, string? TransitionUntil, string? Contested, SourceView Source, string Pack, string PackId, string ProposedBy, string ApprovedBy, DateTime ApprovedAt);

/// <summary>Answers what the law of a day is for a pair of countries, as it is known now or as it was known then. No login.</summary>
public sealed class ReadLaw(LicensingDb db, LawBook book, Ministry ministry, TimeProvider clock) : Endpoint<ReadLawRequest, Ok<LawOnDay>>
{
    public override void Configure()
    {
        Get("law");
        Permissions(Permission.ReadLaw);
    }

    public override async Task<Ok<LawOnDay>> ExecuteAsync(ReadLawRequest r, CancellationToken ct)
    {
        var (on, knownAt) = (r.On ?? ministry.Today(clock), r.KnownAt?.ToUniversalTime() ?? clock.Now());
        var held = await book.HeldAtAsync(db, knownAt, ct);
        var rules = held.SelectMany(p => p.Rules.Where(rule => rule.AppliesTo(r.Origin, r.Destination)).Select(rule => (Rule: rule, p.Text, Holds: HoldsOn(rule, on))))
            .Where(x => x.Holds != Holds.No)
            .OrderBy(x => x.Rule.Law).ThenBy(x => x.Rule.Provision, StringComparer.Ordinal).ThenBy(x => x.Rule.Version).ToList();
        return TypedResults.Ok(new LawOnDay(
            on, knownAt, r.Origin, r.Destination, LawBook.DigestOf(held.Select(p => p.Text)),
            [.. rules.Select(x => new HeldRuleView(
                x.Rule.Provision, x.Rule.Version, x.Rule.Title, x.Rule.Law, x.Rule.Origin, x.Rule.Destination, x.Holds, x.Rule.InForce.From.Text, x.Rule.InForce.Until?.Text,
                x.Rule.EnforcedFrom?.Text, x.Rule.TransitionUntil?.Text, x.Rule.Contested?.By, SourceView.Of(x.Rule), x.Text.Name, x.Text.PublicId, x.Text.ProposedBy!, x.Text.ApprovedBy!, x.Text.ApprovedAt!.Value))],
            [.. ((LawSide[])[LawSide.Origin, LawSide.Destination, LawSide.Agreement]).Where(side => rules.All(x => x.Rule.Law != side))]));
    }

    private static Holds HoldsOn(Rule rule, DateOnly on) =>
        rule.InForce.Contains(on) is Holds.Yes && on >= rule.Contested?.From.Earliest ? Holds.Perhaps : rule.InForce.Contains(on);
}
