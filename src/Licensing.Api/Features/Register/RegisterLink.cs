using Licensing.Api.Features.Agencies;

namespace Licensing.Api.Features.Register;

public enum RegisterRelation
{
    /// <summary>The other agency took its place.</summary>
    SucceededBy,

    /// <summary>It took the place of the other agency.</summary>
    SuccessorOf,

    /// <summary>It became part of the other agency.</summary>
    MergedInto,

    /// <summary>The other agency became part of it.</summary>
    MergedFrom,

    /// <summary>The same agency, registered twice; the other entry is kept.</summary>
    DuplicateOf,

    /// <summary>The same agency, registered twice; this entry is kept.</summary>
    HasDuplicate,
}

/// <summary>Another agency that this one leads to, or comes from, on that day.</summary>
/// <param name="Agency">Public id.</param>
/// <param name="Name">Of the other one on that day; null where it had none then.</param>
/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive, where an end is known.</param>
public sealed record RegisterLink(RegisterRelation Relation, string Agency, string Reference, string? Name, DateOnly From, DateOnly? Until)
{
    /// <param name="link">With both agencies and their facts.</param>
    public static RegisterLink Of(AgencyLink link, long agencyId, RegisterMoment at)
    {
        var (isFirst, other) = link.AgencyId == agencyId ? (true, link.Other) : (false, link.Agency);
        var relation = link.Kind switch
        {
            AgencyLinkKind.Succession => isFirst ? RegisterRelation.SucceededBy : RegisterRelation.SuccessorOf,
            AgencyLinkKind.Merger => isFirst ? RegisterRelation.MergedInto : RegisterRelation.MergedFrom,
            _ => isFirst ? RegisterRelation.DuplicateOf : RegisterRelation.HasDuplicate,
        };
        var name = other.FactsOn(at.On, at.KnownAt).Where(f => f.Kind == AgencyFactKind.Name).OrderBy(f => f.Language, StringComparer.Ordinal).FirstOrDefault()?.Value;
        return new(relation, other.PublicId, other.Reference, name, link.From, link.EndKnownAt(at.KnownAt)?.AddDays(-1));
    }
}

/// <summary>A registration in another country that the ministry has confirmed.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, of the authority.</param>
/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive; null: no end is known.</param>
public sealed record RegisteredAbroad(string Country, string Authority, string Number, DateOnly From, DateOnly? Until);

/// <summary>What stands beside an agency's own facts in its entry.</summary>
/// <param name="Links">With both agencies and their facts.</param>
public sealed record RegisterSurroundings(IEnumerable<AgencyLink> Links, IEnumerable<ForeignRegistration> Abroad);
