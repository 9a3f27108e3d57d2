using Licensing.Rules.Licences;

namespace Licensing.Api.Features.Licences;

/// <param name="On">The day from which it counts.</param>
/// <param name="What">What was done, or why.</param>
/// <param name="Document">The paper that shows it.</param>
/// <param name="ProposalId">Where two people decided it.</param>
public sealed record ConditionActView(ConditionActKind Kind, DateOnly On, string What, string? Document, string? ProposalId, DateTime RecordedAt, string RecordedBy);

/// <summary>A condition of a licence on a day.</summary>
/// <param name="Id">Public id.</param>
/// <param name="LicenceId">Public id.</param>
/// <param name="Text">What is asked.</param>
/// <param name="From">First day on which it binds, inclusive.</param>
/// <param name="DueOn">Last day to meet it, inclusive; null for one that binds as long as the licence.</param>
/// <param name="IsPublic">Whether the register shows it.</param>
/// <param name="State">On that day, as it was known then.</param>
/// <param name="Acts">What had been done about it by then, the oldest first.</param>
/// <param name="ProposalId">By which two people added it; null where it came with the licence.</param>
public sealed record ConditionView(
    string Id, string LicenceId, string AgencyId, string Text, DateOnly From, DateOnly? DueOn, bool IsPublic, ConditionState State, IReadOnlyList<ConditionActView> Acts,
    string? ProposalId, DateTime RecordedAt)
{
    /// <param name="c">With its acts, its licence and the agency of that.</param>
    public static ConditionView Of(LicenceCondition c, DateOnly on, DateTime knownAt) => new(
        c.PublicId, c.Licence.PublicId, c.Licence.Agency.PublicId, c.Text, c.From, c.DueOn, c.IsPublic, c.StateOn(on, knownAt),
        [.. c.Acts.Where(a => a.RecordedAt <= knownAt).OrderBy(a => a.Id).Select(a => new ConditionActView(a.Kind, a.On, a.What, a.Document, a.ProposalId, a.RecordedAt, a.RecordedBy))],
        c.ProposalId, c.RecordedAt);
}

public sealed record ConditionAdded(string LicenceId, DateOnly From, DateOnly? DueOn, bool IsPublic);
public sealed record ConditionWaived(string LicenceId, DateOnly From);
public sealed record ConditionReportedMet(string LicenceId, DateOnly On);
public sealed record ConditionConfirmedMet(string LicenceId, DateOnly On);
public sealed record ConditionReportRefused(string LicenceId, DateOnly On);
