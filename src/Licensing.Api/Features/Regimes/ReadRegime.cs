using System.Text.Json.Nodes;
using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Regimes;

public sealed record ReadRegimeRequest
{
    /// <summary>The day of which the regime is shown; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    /// <summary>As this deployment held it at that instant (UTC); as it is held now if left out.</summary>
    [QueryParam]
    public DateTime? KnownAt { get; init; }
}

public sealed class ReadRegimeValidator : Validator<ReadRegimeRequest>
{
    public ReadRegimeValidator() => RuleFor(r => r.On!.Value).PlausibleDay().When(r => r.On is not null);
}

/// <param name="Citation">The text that says it.</param>
/// <param name="Grade">statute: the text was read; copy: in an unofficial translation or private copy; secondary: press, summary or abstract.</param>
/// <param name="AsOf">The day, month or year of the text that was read.</param>
public sealed record RegimeSourceView(string Citation, string Address, Grade Grade, string AsOf);

/// <summary>What the regime says to one question on a day.</summary>
/// <param name="Value">In the grammar of regime files, as JSON; of a contested answer every value with its source; null where it is not known.</param>
/// <param name="Sources">None where the ministry set the value.</param>
/// <param name="Note">What is missing or left open, or the ministry's authority.</param>
/// <param name="SetByMinistry">Whether two people of the ministry set it.</param>
public sealed record RegimeAnswerView(RegimeQuestion Question, AnswerState State, JsonNode? Value, IReadOnlyList<RegimeSourceView> Sources, string? Note, bool SetByMinistry);

/// <param name="Missing">What the ministry must set before it can be done; empty where it can.</param>
public sealed record RegimeStepView(LicensingStep Step, IReadOnlyList<RegimeQuestion> Missing);

/// <param name="Days">The ministry's calendar; null where none is set, so that no time in working days can be reckoned.</param>
public sealed record RegimeView(
    string Name, string Title, string Jurisdiction, DateOnly On, DateTime KnownAt, IReadOnlyList<RegimeAnswerView> Answers, IReadOnlyList<RegimeStepView> Steps, CalendarChange? Days);

/// <summary>Shows the licensing regime of a day: every question with what is known, its source, and what the ministry must still set.</summary>
public sealed class ReadRegime(RegimeInForce regimes, Ministry ministry, TimeProvider clock)
    : Endpoint<ReadRegimeRequest, Ok<RegimeView>>
{
    public override void Configure()
    {
        Get("regime");
        Permissions(Permission.ReadRegime);
    }

    public override async Task<Ok<RegimeView>> ExecuteAsync(ReadRegimeRequest r, CancellationToken ct)
    {
        var day = r.On ?? ministry.Today(clock);
        var knownAt = r.KnownAt?.ToUniversalTime() ?? clock.Now();
        var regime = await regimes.OnAsync(day, knownAt, ct);
        return TypedResults.Ok(new RegimeView(
            regime.Regime.Name, regime.Regime.Title, regime.Regime.Jurisdiction, day, knownAt,
            [.. Enum.GetValues<RegimeQuestion>().Select(regime.Answer).Select(a => new RegimeAnswerView(
                a.Question, a.State,
                regime.AsWritten(a),
                [.. a.Sources.Select(s => new RegimeSourceView(s.Source.Citation, s.Source.Address, s.Source.Grade, s.Source.AsOf.ToString()))],
                a.Note, a.SetByMinistry))],
            [.. Enum.GetValues<LicensingStep>().Select(step => new RegimeStepView(step, [.. regime.Regime.Missing(step, day, regime.Settings).Select(a => a.Question)]))],
            regime.Days));
    }
}
