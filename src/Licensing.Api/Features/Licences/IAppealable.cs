using Licensing.Api.Http;
using Licensing.Api.Features.Proposals;

namespace Licensing.Api.Features.Licences;

/// <summary>A decision that can be appealed against.</summary>
/// <param name="Id">Public id.</param>
/// <param name="AgencyId">Key of the agency that it is against.</param>
/// <param name="LicenceId">Key of the licence; null where there is none yet.</param>
/// <param name="DecidedOn">In the ministry's time zone; the time to appeal runs from it.</param>
/// <param name="DecidedBy">Who proposed and who approved it: they do not review it.</param>
public sealed record Appealed(AppealSubject Subject, string Id, long AgencyId, long? LicenceId, DateOnly DecidedOn, IReadOnlyList<string> DecidedBy);

/// <summary>A kind of decision that can be appealed against, and what an appeal does to it. One line each in LicencesSetup.</summary>
/// <remarks>An interface, because an application that was refused is another thing with another life, and lives in another part.</remarks>
public interface IAppealable
{
    AppealSubject Subject { get; }

    /// <summary>What the public ids of such decisions begin with.</summary>
    string IdPrefix { get; }

    /// <returns>Null where there is none, or the caller may not know of it.</returns>
    Task<Appealed?> FindAsync(string id, CancellationToken ct);

    /// <summary>An appeal against it was lodged, in the open context: what that changes of it, with its event.</summary>
    Task LodgedAsync(Appeal appeal, CancellationToken ct) => Task.CompletedTask;

    /// <summary>An appeal against it was withdrawn, in the open context.</summary>
    Task WithdrawnAsync(Appeal appeal, CancellationToken ct) => Task.CompletedTask;

    /// <summary>What stands against that outcome today; null: nothing. Asked when a decision is proposed, and when it is approved.</summary>
    Task<Problem?> WhyNotAsync(Appeal appeal, AppealDecisionChange change, CancellationToken ct);

    /// <summary>Makes the outcome true in the open context, with its event.</summary>
    Task ApplyAsync(Appeal appeal, AppealDecisionChange change, Proposal proposal, string reason, CancellationToken ct);
}
