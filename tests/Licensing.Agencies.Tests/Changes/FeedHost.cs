using Licensing.Agencies.Tests.Licences;
using Licensing.Api.Audit;
using Licensing.Api.Features.Changes;
using Licensing.Api.Features.Retention;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Agencies.Tests.Changes;

public static class FeedCalls
{
    public static Task SealAsync(this ServiceHost host) => host.RunJobAsync<SealAuditJob>(job => job.RunAsync(CancellationToken.None));

    public static Task PublishAsync(this ServiceHost host) => host.RunJobAsync<PublishChangesJob>(job => job.RunAsync(CancellationToken.None));

    public static Task CompactAsync(this ServiceHost host) => host.RunJobAsync<DeleteExpiredDataJob>(job => job.RunAsync(CancellationToken.None));

    public static Task<int> CountChangesAsync(this ServiceHost host) => host.InDatabaseAsync(db => db.Changes.CountAsync());

    /// <summary>The look at all agencies that begins once a day, to its end.</summary>
    public static async Task LookAtAllAsync(this ServiceHost host)
    {
        await host.InDatabaseAsync(db => db.FeedProgress.ExecuteUpdateAsync(set => set.SetProperty(p => p.LookingAfter, 0L)));
        while (await host.InDatabaseAsync(db => db.FeedProgress.AnyAsync(p => p.LookingAfter != null)))
            await host.PublishAsync();
    }

    /// <summary>The days pass, and each night what is due is deleted.</summary>
    public static async Task RunDaysAsync(this MeasureHost host, string until)
    {
        for (var last = DateOnly.Parse(until); DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime) is var day && day < last;)
        {
            await host.CompactAsync();
            host.GoTo($"{day.AddDays(1):O}");
        }

        await host.CompactAsync();
    }
}
