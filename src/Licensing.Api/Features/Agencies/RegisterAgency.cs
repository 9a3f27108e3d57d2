using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <param name="Name">As registered.</param>
/// <param name="Country">ISO 3166-1 alpha-2; it never changes.</param>
/// <param name="From">First day on which these facts hold.</param>
/// <param name="NameLanguage">Language and script of the name (BCP 47). Names in others follow with RecordAgencyFact.</param>
public sealed record RegisterAgencyRequest(
    string Name, string Country, DateOnly From, string? NameLanguage = null, string? Address = null,
    string? LicenceNumber = null, bool? NonProfit = null, string? Email = null, string? Phone = null);

public sealed record AgencyRegistered(string Reference, string Country, DateOnly From);

public sealed class RegisterAgencyValidator : Validator<RegisterAgencyRequest>
{
    public RegisterAgencyValidator(CodeLists codes)
    {
        RuleFor(r => r.Name).NotEmpty().ShortText();
        RuleFor(r => r.NameLanguage).LanguageTag();
        RuleFor(r => r.Country).CountryCode(codes);
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Address).ShortText();
        RuleFor(r => r.LicenceNumber).ShortText();
        RuleFor(r => r.Email).ShortText().Email();
        RuleFor(r => r.Phone).ShortText();
    }
}

/// <summary>Puts an agency on the register, with what is known of it from a day on.</summary>
public sealed class RegisterAgency(LicensingDb db, Caller caller, TimeProvider clock)
    : Endpoint<RegisterAgencyRequest, Results<Created<AgencyView>, Problem>>
{
    public override void Configure()
    {
        Post("agencies");
        Permissions(Permission.RegisterAgencies);
        this.Idempotent();
    }

    public override async Task<Results<Created<AgencyView>, Problem>> ExecuteAsync(RegisterAgencyRequest r, CancellationToken ct)
    {
        var now = clock.Now();
        var agency = new Agency(r.Country, now);
        // A reference is short enough to meet itself once in a long while; the unique index is the last word.
        while (await db.Agencies.AnyAsync(a => a.Reference == agency.Reference, ct))
            agency = new Agency(r.Country, now);

        agency.State(AgencyFactKind.Name, r.Name, r.NameLanguage, r.From, now, caller.Name);
        foreach (var (kind, value) in OtherFacts(r))
        {
            if (!string.IsNullOrWhiteSpace(value))
                agency.State(kind, value, null, r.From, now, caller.Name);
        }

        db.Add(agency);
        db.Record(agency, new AgencyRegistered(agency.Reference, agency.Country, r.From));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(agency);
        return TypedResults.Created($"/v1/agencies/{agency.PublicId}", AgencyView.Of(agency, r.From, caller));
    }

    private static IEnumerable<(AgencyFactKind Kind, string? Value)> OtherFacts(RegisterAgencyRequest r) =>
    [
        (AgencyFactKind.Address, r.Address),
        (AgencyFactKind.LicenceNumber, r.LicenceNumber),
        (AgencyFactKind.NonProfit, r.NonProfit switch { true => "true", false => "false", null => null }),
        (AgencyFactKind.Email, r.Email),
        (AgencyFactKind.Phone, r.Phone),
    ];
}
