using Licensing.Api.Database;
using Licensing.Api.Features.Retention;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

/// <summary>What the public said against applications, and how those who said it can be reached. That there was an objection, and what the ministry
/// answered, stays.</summary>
public sealed class RetainedObjections : RetainedClass
{
    private static readonly ApplicationState[] Over =
        [ApplicationState.Granted, ApplicationState.GrantedProvisionally, ApplicationState.Refused, ApplicationState.Withdrawn, ApplicationState.Lapsed];

    public override string Name => "objections";

    public override string CountedFrom => "The last act on the application; never while it is open.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) => db.Objections
        .Where(o => (o.Text != null || o.PersonKey != null) && Over.Contains(o.Application.State) && o.Application.ChangedAt < before)
        .Select(o => new DueRow { Id = o.Id, Name = o.PublicId, Since = o.Application.ChangedAt });

    public override Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct) =>
        db.Objections.Where(o => keys.Contains(o.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(o => o.Text, (string?)null).SetProperty(o => o.PersonKey, (byte[]?)null).SetProperty(o => o.PersonSealed, (byte[]?)null).SetProperty(o => o.SealedUnder, (string?)null), ct);
}
