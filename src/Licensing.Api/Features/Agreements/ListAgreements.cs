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

public sealed record ListAgreementsRequest
{
    /// <summary>Only those of this country, origin or destination; ISO 3166-1 alpha-2.</summary>
    [QueryParam]
    public string? Party { get; init; }

    /// <summary>Only those that stand so on the day.</summary>
    [QueryParam]
    public AgreementState? State { get; init; }

    /// <summary>The day; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListAgreementsValidator : Validator<ListAgreementsRequest>
{
    public ListAgreementsValidator(CodeLists codes)
    {
        RuleFor(r => r.Party!).CountryCode(codes).OverridePropertyName("Party").When(r => r.Party is not null);
        RuleFor(r => r.On!.Value).PlausibleDay().OverridePropertyName("On").When(r => r.On is not null);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>A bilateral labour agreement and where it stands on a day.</summary>
/// <param name="Name">Stable; the name of the pack that its clauses on costs make.</param>
/// <param name="Signed">As well as it is known: a day, month or year.</param>
/// <param name="InForce">From when it binds; null: not known.</param>
/// <param name="Until">Last day, inclusive; null: no end is known.</param>
/// <param name="RenewsItself">Null: nothing is known of a renewal.</param>
/// <param name="Term">For how long each time; null: not known.</param>
/// <param name="State">On that day, by its dates.</param>
/// <param name="StatedStatus">What the sources say of it when they were read.</param>
/// <param name="SupersededBy">The agreement that took its place.</param>
/// <param name="Publicity">text: anybody can read it; summary: a party's summary; unpublished: only what others report.</param>
/// <param name="LawHere">Whether two people have made its clauses on costs law here; null: no clause makes a rule.</param>
public sealed record AgreementView(
    string Name, string Title, string Origin, string Destination, string Signed, string? InForce, string? Until, bool? RenewsItself, string? Term, AgreementState State,
    DateOnly On, AgreementStatus StatedStatus, string? SupersededBy, Publicity Publicity, SourceView Source, bool? LawHere)
{
    /// <param name="held">What is law here.</param>
    public static AgreementView Of(Agreement a, DateOnly on, IReadOnlyList<HeldPack> held) => new(
        a.Name, a.Title, a.Origin, a.Destination, a.Signed.Text, a.InForce?.Text, a.Until?.Text, a.Renewal?.Automatic, a.Renewal?.Term?.ToString(), a.StateOn(on),
        on, a.Status, a.SupersededBy, a.Publicity, SourceView.Of(a.Source), a.ToPack() is null ? null : held.Any(h => h.Text.Name == a.Name));
}

/// <summary>Lists the bilateral agreements that are known, by name.</summary>
public sealed class ListAgreements(LicensingDb db, AgreementBook agreements, LawBook law, Ministry ministry, TimeProvider clock)
    : Endpoint<ListAgreementsRequest, Ok<PageOf<AgreementView>>>
{
    public override void Configure()
    {
        Get("agreements");
        Permissions(Permission.ReadAgreements);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<AgreementView>>> ExecuteAsync(ListAgreementsRequest r, CancellationToken ct)
    {
        var on = r.On ?? ministry.Today(clock);
        var held = await law.HeldAtAsync(db, clock.Now(), ct);
        var chosen = agreements.All.Where(a => (r.Party is null || a.Origin == r.Party || a.Destination == r.Party) && (r.State is null || a.StateOn(on) == r.State)).ToList();
        return TypedResults.Ok(chosen.ToPage(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, a => a.Name, a => AgreementView.Of(a, on, held)));
    }
}
