using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Licences;

namespace Licensing.Api.Features.Register;

/// <summary>Of which day the register is asked, and what was known by when.</summary>
/// <param name="On">The day.</param>
/// <param name="KnownAt">UTC; what was recorded later plays no part.</param>
public readonly record struct RegisterMoment(DateOnly On, DateTime KnownAt)
{
    /// <summary>Today and now where nothing is asked; nothing is known from the future.</summary>
    public static RegisterMoment Of(DateOnly? asOf, DateTime? knownAt, Ministry ministry, DateTime now) =>
        new(asOf ?? ministry.DayOf(knownAt < now ? knownAt.Value : now), knownAt < now ? knownAt.Value : now);
}

/// <summary>A name of the agency, in one language and script.</summary>
/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive; null: it is a name still. Former names are listed too.</param>
public sealed record RegisterName(string Text, string? Language, DateOnly From, DateOnly? Until);

/// <summary>Which of the names answered a search, and how well.</summary>
/// <param name="Score">1000: every word that was typed is in it; 500 is the least that is shown.</param>
public sealed record RegisterMatch(string Name, int Score);

/// <summary>A place where the agency does business on that day.</summary>
/// <param name="Place">Town or district.</param>
public sealed record RegisteredBranch(BranchKind Kind, string Address, string? Place, DateOnly From);

/// <summary>Who acts for the agency on that day. Whoever else collects money in its name does not.</summary>
/// <param name="Country">Where it acts; ISO 3166-1 alpha-2.</param>
/// <param name="Registration">Number of its own card or registration.</param>
public sealed record RegisteredRepresentative(RepresentativeKind Kind, string Name, string Country, string? Place, string? Registration, DateOnly From);

/// <summary>What the public is told of an agency on one day.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Reference">With a check character, for people to type.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="On">The day of which this is said.</param>
/// <param name="KnownAt">What had been recorded by then (UTC).</param>
/// <param name="Licensed">Whether a licence of this register allows the agency to recruit on that day. A partner abroad may hold another's.</param>
/// <param name="Names">Present ones first.</param>
/// <param name="Address">Null when none is recorded.</param>
/// <param name="Licences">Every licence that the agency has or had, the newest first.</param>
/// <param name="Branches">Open on that day, the head office first.</param>
/// <param name="Representatives">Authorised persons, sub-agents where the regime registers them, and those abroad.</param>
/// <param name="Links">Its successor or predecessor, what it was merged into or from, and under what else it is registered: whoever knows the one name finds the other.</param>
/// <param name="Abroad">Registrations in other countries that the ministry has confirmed.</param>
/// <param name="Placements">Workers placed, by corridor; null where the ministry publishes none (Register:Publishes).</param>
/// <param name="Match">The name that was found; null where no name was searched for.</param>
public sealed record RegisterEntry(
    string Id, string Reference, string Country, DateOnly On, DateTime KnownAt, bool Licensed, IReadOnlyList<RegisterName> Names, string? Address,
    IReadOnlyList<RegisterLicence> Licences, IReadOnlyList<RegisteredBranch> Branches, IReadOnlyList<RegisteredRepresentative> Representatives,
    IReadOnlyList<RegisterLink> Links, IReadOnlyList<RegisteredAbroad> Abroad, IReadOnlyList<RegisterPlacements>? Placements, RegisterMatch? Match)
{
    /// <returns>Null: on that day, as known then, the agency was not on the register.</returns>
    public static RegisterEntry? Of(
        Agency agency, IEnumerable<Licence> licences, IEnumerable<Branch> branches, IEnumerable<Representative> representatives, RegisterSurroundings surroundings,
        IReadOnlyList<RegisterPlacements>? placements, RegisterMoment at, Ministry ministry, RegisterMatch? match = null)
    {
        var facts = agency.FactsOn(at.On, at.KnownAt).ToList();
        if (!facts.Any(f => f.Kind == AgencyFactKind.Name))
            return null;
        var shown = licences.Select(l => RegisterLicence.Of(l, at, ministry)).OfType<RegisterLicence>().OrderByDescending(l => l.TermFrom).ThenBy(l => l.Number, StringComparer.Ordinal).ToList();
        return new RegisterEntry(
            agency.PublicId, agency.Reference, agency.Country, at.On, at.KnownAt, shown.Exists(l => l.Licensed), NamesOf(agency, at),
            facts.SingleOrDefault(f => f.Kind == AgencyFactKind.Address)?.Value, shown,
            [.. branches.Where(b => b.IsOpenOn(at.On, at.KnownAt)).OrderBy(b => b.Kind).ThenBy(b => b.From).ThenBy(b => b.Id).Select(b => new RegisteredBranch(b.Kind, b.Address, b.Place, b.From))],
            [.. representatives.Where(r => r.ActsOn(at.On, at.KnownAt)).OrderBy(r => r.Kind).ThenBy(r => r.From).ThenBy(r => r.Id)
                .Select(r => new RegisteredRepresentative(r.Kind, r.Name, r.Country, r.Place, r.Registration, r.From))],
            [.. surroundings.Links.Where(l => l.HoldsOn(at.On, at.KnownAt)).OrderBy(l => l.From).ThenBy(l => l.Id).Select(l => RegisterLink.Of(l, agency.Id, at))],
            [.. surroundings.Abroad.Where(x => x.IsShownOn(at.On, at.KnownAt)).OrderBy(x => x.Country, StringComparer.Ordinal).ThenBy(x => x.From).ThenBy(x => x.Id)
                .Select(x => new RegisteredAbroad(x.Country, x.Authority, x.Number, x.From, x.LastDayKnownAt(at.KnownAt)))],
            placements, match);
    }

    private static List<RegisterName> NamesOf(Agency agency, RegisterMoment at) =>
        [.. agency.Facts.Where(f => f.Kind == AgencyFactKind.Name && f.IsKnownAt(at.KnownAt) && f.From <= at.On).GroupBy(f => f.Language)
            .SelectMany(g => g.OrderBy(f => f.From).ToList() is var held
                ? held.Select((f, i) => new RegisterName(f.Value, f.Language, f.From, i + 1 < held.Count ? held[i + 1].From.AddDays(-1) : null)) : [])
            .OrderBy(n => n.Until is not null).ThenByDescending(n => n.From).ThenBy(n => n.Language, StringComparer.Ordinal)];
}

/// <param name="Origin">ISO 3166-1 alpha-2.</param>
/// <param name="Destination">ISO 3166-1 alpha-2.</param>
/// <param name="Workers">Placements filed; null: from one to four, which could point to a person.</param>
public sealed record RegisterPlacements(string Origin, string Destination, int? Workers);
