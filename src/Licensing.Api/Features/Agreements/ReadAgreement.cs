using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Law;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Agreements;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Agreements;

public sealed record ReadAgreementRequest
{
    /// <summary>Its name, for example np-my-2018.</summary>
    [RouteParam]
    public string Agreement { get; init; } = "";

    /// <summary>The day; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }
}

public sealed class ReadAgreementValidator : Validator<ReadAgreementRequest>
{
    public ReadAgreementValidator() => RuleFor(r => r.On!.Value).PlausibleDay().OverridePropertyName("On").When(r => r.On is not null);
}

/// <param name="NextReview">The next joint review on or after the day; null where none is agreed or its interval is not known.</param>
public sealed record AgreementPage(AgreementView Agreement, IReadOnlyList<ClauseView> Clauses, DateOnly? NextReview)
{
    /// <param name="held">What is law here.</param>
    public static AgreementPage Of(Agreement agreement, DateOnly on, IReadOnlyList<HeldPack> held, CodeLists codes)
    {
        var reviews = agreement.Clauses.Select(c => c.Term).OfType<JointReview>().Select(t => t.Next(agreement.Signed, on)).OfType<DateOnly>().ToList();
        return new(AgreementView.Of(agreement, on, held), [.. agreement.Clauses.Select(c => ClauseView.Of(c, codes))], reviews.Count == 0 ? null : reviews.Min());
    }
}

/// <summary>One clause with a fixed meaning.</summary>
/// <param name="Meaning">A key of docs/rules/agreements.md: bears, ceiling, wageFloor, …; text: kept as text, because no meaning fits.</param>
/// <param name="Says">A plain sentence.</param>
/// <param name="Effect">rule: it makes a provision that judges disclosures; check: a contract or job order keeps or breaks it; shown: only shown.</param>
/// <param name="From">First day on which it holds, by the day of signing of the contract; of a rule by the rule's own date.</param>
/// <param name="Until">Inclusive; null: no end is known.</param>
/// <param name="EnforcedFrom">Before it a breach is reported and makes no finding.</param>
/// <param name="Scope">For whom, in the words of packs; null: for everyone.</param>
/// <param name="Provision">Of a rule: its page is GET /v1/law/provisions/{provision}, once it is law here.</param>
public sealed record ClauseView(
    string Id, string Title, string Meaning, string Says, ClauseEffect Effect, string From, string? Until, string? EnforcedFrom, string? Contested, string? ContestedFrom,
    string? Scope, SourceView Source, string? Provision)
{
    public static ClauseView Of(Clause c, CodeLists codes) => new(
        c.Id, c.Title, ClauseWords.Key(c.Term), ClauseWords.Say(c.Term, codes), c.Effect, c.Days.From.Text, c.Days.Until?.Text, c.EnforcedFrom?.Text, c.Contested?.By,
        c.Contested?.From.Text, ClauseWords.Scope(c), SourceView.Of(c.Source), c.Rule?.Provision);
}

/// <summary>Shows a bilateral agreement: parties, dates, where it stands on a day, and each clause with what becomes of it.</summary>
public sealed class ReadAgreement(LicensingDb db, AgreementBook agreements, LawBook law, CodeLists codes, Ministry ministry, TimeProvider clock)
    : Endpoint<ReadAgreementRequest, Results<Ok<AgreementPage>, Problem>>
{
    public override void Configure()
    {
        Get("agreements/{Agreement}");
        Permissions(Permission.ReadAgreements);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<AgreementPage>, Problem>> ExecuteAsync(ReadAgreementRequest r, CancellationToken ct)
    {
        if (agreements.All.FirstOrDefault(a => a.Name == r.Agreement) is not { } agreement)
            return new Problem(ProblemCode.NotFound);
        var on = r.On ?? ministry.Today(clock);
        return TypedResults.Ok(AgreementPage.Of(agreement, on, await law.HeldAtAsync(db, clock.Now(), ct), codes));
    }
}
