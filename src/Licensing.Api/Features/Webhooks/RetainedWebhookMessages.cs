using Licensing.Api.Database;
using Licensing.Api.Features.Retention;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Webhooks;

/// <summary>What was sent to subscribers, with the log of attempts. It names no worker, so no legal hold stands on it; what still waits is kept.</summary>
public sealed class RetainedWebhookMessages : RetainedClass
{
    public override string Name => "webhook-messages";

    public override string CountedFrom => "The day on which the message was delivered or given up.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) => db.WebhookMessages.Where(m => m.State != WebhookMessageState.Waiting && m.EndedAt < before)
        .Select(m => new DueRow { Id = m.Id, Name = m.PublicId, Since = m.EndedAt!.Value });

    public override async Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct)
    {
        await db.WebhookAttempts.Where(a => keys.Contains(a.MessageId)).ExecuteDeleteAsync(ct);
        await db.WebhookMessages.Where(m => keys.Contains(m.Id)).ExecuteDeleteAsync(ct);
    }
}
