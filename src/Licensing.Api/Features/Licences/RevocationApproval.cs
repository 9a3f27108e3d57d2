using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;

namespace Licensing.Api.Features.Licences;

/// <param name="From">First day, inclusive.</param>
public sealed record RevocationChange(DateOnly From, MeasureReason Reason, string Grounds, string? NoticeId, ServedOrder? Served);

/// <param name="Measure">Id of the fact.</param>
public sealed record LicenceRevoked(string Measure, DateOnly From, MeasureReason Reason, string? Notice, string? Order);

/// <summary>A revocation: what it takes, and does.</summary>
public sealed class RevocationApproval(LicensingDb db, Caller caller, RegimeInForce regimes, Ministry ministry, TimeProvider clock)
    : MeasureApproval<RevocationChange>(db, regimes, ministry, clock)
{
    public override ProposalKind Kind => ProposalKind.RevokeLicence;

    public override async Task<Problem?> WhyNotAsync(Licence licence, RevocationChange change, CancellationToken ct)
    {
        if (MeasureMoves.WhyNotFrom(change.From, change.Served, Today) is { } tooEarly)
            return tooEarly;
        if (licence.WhyNot(LicenceAction.Revoke, change.From, Now) is { } impossible)
            return impossible;
        var regime = await RegimeAsync(change.From, ct);
        return regime.WhyNot(LicensingStep.Revoke) ?? await WhyNotAfterAsync(change.NoticeId, licence, IntendedMeasure.Revocation, regime, ct);
    }

    protected override async Task ApplyAsync(Licence licence, RevocationChange change, Proposal proposal, string reason, CancellationToken ct)
    {
        var fact = licence.Revoke(change.From, change.Reason, change.Grounds, Now, caller.Name).By(proposal);
        Db.Record(licence, new LicenceRevoked(fact.PublicId, change.From, change.Reason, change.NoticeId, change.Served?.Order), reason);
        await UseAsync(change.NoticeId, licence, fact, reason, ct);
    }
}
