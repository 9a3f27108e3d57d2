using Hangfire;
using Licensing.Api.Audit;
using Licensing.Api.Features.Changes;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Features.Confirmations;
using Licensing.Api.Features.Deadlines;
using Licensing.Api.Features.Demerits;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Features.Examinations;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Exports;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Register;
using Licensing.Api.Features.Remedies;
using Licensing.Api.Features.Retention;
using Licensing.Api.Features.Returns;
using Licensing.Api.Features.Simulations;
using Licensing.Api.Features.Webhooks;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Api.Security.Issuer;

namespace Licensing.Api.Jobs;

/// <summary>Every recurring job of the service, and when it runs (UTC).</summary>
public static class Timetable
{
    public static void Register(IRecurringJobManager jobs)
    {
        // The first three find what an enqueued job has lost; with nothing to do they cost one query.
        jobs.AddOrUpdate<JudgeDisclosuresJob>("judge-disclosures", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        jobs.AddOrUpdate<FlagAgenciesJob>("flag-agencies", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        jobs.AddOrUpdate<TakeInReturnJob>("take-in-returns", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        jobs.AddOrUpdate<SweepUploadsJob>("sweep-uploads", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
        jobs.AddOrUpdate<DecideBySilenceJob>("decide-by-silence", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
        jobs.AddOrUpdate<CheckDocumentsJob>("check-documents", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        jobs.AddOrUpdate<SweepDocumentsJob>("sweep-documents", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
        jobs.AddOrUpdate<CheckAttachmentsJob>("check-attachments", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        jobs.AddOrUpdate<CheckAnswersJob>("check-answers", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        jobs.AddOrUpdate<WatchComplaintsJob>("watch-complaints", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
        jobs.AddOrUpdate<WatchUnconfirmedPlacementsJob>("watch-unconfirmed-placements", job => job.RunAsync(CancellationToken.None), Cron.Daily());
        jobs.AddOrUpdate<LapseApplicationsJob>("lapse-applications", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
        jobs.AddOrUpdate<SealAuditJob>("seal-audit", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        jobs.AddOrUpdate<AppendAgencyChangesJob>("append-agency-changes", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        jobs.AddOrUpdate<DeliverWebhooksJob>("deliver-webhooks", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        jobs.AddOrUpdate<MakeExportsJob>("make-exports", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        jobs.AddOrUpdate<SweepExportsJob>("sweep-exports", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
        jobs.AddOrUpdate<PublishChangesJob>("publish-changes", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        jobs.AddOrUpdate<JudgeAgainAfterLawChangeJob>("judge-again-after-law-change", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
        jobs.AddOrUpdate<JudgeAgainAfterRateChangeJob>("judge-again-after-rate-change", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
        jobs.AddOrUpdate<SimulateLawJob>("simulate-law", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
        jobs.AddOrUpdate<WatchDeadlinesJob>("watch-deadlines", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
        jobs.AddOrUpdate<SuggestFromDemeritsJob>("suggest-from-demerits", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
        jobs.AddOrUpdate<RotateSigningKeyJob>("rotate-signing-key", job => job.RunAsync(CancellationToken.None), Cron.Daily());
        jobs.AddOrUpdate<RotateRegisterKeyJob>("rotate-register-key", job => job.RunAsync(CancellationToken.None), Cron.Daily());
        jobs.AddOrUpdate<RewrapIdentitiesJob>("rewrap-identities", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
        jobs.AddOrUpdate<ExpireGuaranteesJob>("expire-guarantees", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
        jobs.AddOrUpdate<MarkOverdueRefundsJob>("mark-overdue-refunds", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
        jobs.AddOrUpdate<DeleteExpiredDataJob>("delete-expired-data", job => job.RunAsync(CancellationToken.None), Cron.Daily());
        jobs.AddOrUpdate<DeleteExpiredIdempotencyEntriesJob>("delete-expired-idempotency-entries", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
    }
}
