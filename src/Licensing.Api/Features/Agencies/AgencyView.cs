using Licensing.Api.Security;

namespace Licensing.Api.Features.Agencies;

/// <summary>A name in one language and script.</summary>
public sealed record AgencyName(string Text, string? Language);

/// <summary>What the register says of an agency on one day.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Reference">With a check character, for people to type.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="On">The day that the facts below hold on.</param>
/// <param name="Names">One for each language and script.</param>
/// <param name="Address">Null when none is recorded.</param>
/// <param name="LicenceNumber">As printed on the licence.</param>
/// <param name="NonProfit">Null when nothing is recorded, which is not the same as false.</param>
/// <param name="Email">Shown to officers, the commissioner and the agency itself; null to others.</param>
/// <param name="Phone">As the e-mail address.</param>
public sealed record AgencyView(
    string Id, string Reference, string Country, DateOnly On, IReadOnlyList<AgencyName> Names,
    string? Address, string? LicenceNumber, bool? NonProfit, Contact Email, Contact Phone)
{
    public static AgencyView Of(Agency agency, DateOnly on, Caller caller)
    {
        var facts = agency.Facts.Where(f => f.HoldsOn(on)).OrderBy(f => f.From).ToList();
        return new AgencyView(
            agency.PublicId, agency.Reference, agency.Country, on,
            [.. facts.Where(f => f.Kind == AgencyFactKind.Name).Select(f => new AgencyName(f.Value, f.Language))],
            Value(AgencyFactKind.Address),
            Value(AgencyFactKind.LicenceNumber),
            Value(AgencyFactKind.NonProfit) is { } nonProfit ? bool.Parse(nonProfit) : null,
            Contact.For(caller, agency.Id, Value(AgencyFactKind.Email)),
            Contact.For(caller, agency.Id, Value(AgencyFactKind.Phone)));

        string? Value(AgencyFactKind kind) => facts.FirstOrDefault(f => f.Kind == kind)?.Value;
    }
}
