using System.Collections.Concurrent;
using System.Reflection;
using Hangfire;
using Hangfire.Common;
using Hangfire.InMemory;
using Hangfire.States;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Simulations;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Licensing.Api.Tests.Jobs;

/// <summary>Jobs as Hangfire runs them.</summary>
public sealed class JobQueueTests(ServiceHost host)
{
    [Fact]
    public async Task A_job_runs_in_a_scope_of_its_own_as_itself()
    {
        await using var running = host.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Jobs:Enabled", "true");
            builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<JobStorage>(_ => new InMemoryStorage())));
        });
        await using var scope = running.Services.CreateAsyncScope();
        var mark = Guid.NewGuid().ToString();
        scope.ServiceProvider.GetRequiredService<JobQueue>().Enqueue<WhoAmIJob>(job => job.RunAsync(mark, CancellationToken.None));

        for (var i = 0; i < 100 && !WhoAmIJob.Answers.ContainsKey(mark); i++)
            await Task.Delay(100);
        Assert.Equal((nameof(WhoAmIJob), CallerRole.System), WhoAmIJob.Answers[mark]);
    }

    [Fact]
    public async Task Inside_a_transaction_a_job_waits_for_the_commit()
    {
        using var storage = new InMemoryStorage();
        await using var quiet = host.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<JobStorage>(storage))));
        await using var scope = quiet.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LicensingDb>();
        var jobs = scope.ServiceProvider.GetRequiredService<JobQueue>();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            jobs.Enqueue<WhoAmIJob>(job => job.RunAsync("", CancellationToken.None));
            Assert.Equal(0, Enqueued());
            await transaction.CommitAsync();
        }

        jobs.Release();
        Assert.Equal(1, Enqueued());

        long Enqueued() => storage.GetMonitoringApi().EnqueuedCount("default");
    }

    [Fact]
    public async Task A_queue_that_is_down_fails_no_request_whose_work_is_saved()
    {
        await using var broken = host.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<IBackgroundJobClient>(new Down()))));
        await using var scope = broken.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<JobQueue>().Enqueue<WhoAmIJob>(job => job.RunAsync("", CancellationToken.None));
    }

    [Fact]
    public async Task A_sweep_that_still_runs_makes_the_next_one_end_at_once()
    {
        using var storage = new InMemoryStorage();
        await using var running = host.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Jobs:Enabled", "true");
            builder.UseSetting("Jobs:Workers", "4");
            builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<JobStorage>(storage)));
        });
        await using var scope = running.Services.CreateAsyncScope();
        var jobs = scope.ServiceProvider.GetRequiredService<JobQueue>();
        for (var i = 0; i < 3; i++)
            jobs.Enqueue<SlowSweepJob>(job => job.RunAsync(CancellationToken.None));
        var monitor = storage.GetMonitoringApi();
        // The timetable's own jobs may run as well.
        await UntilAsync(() => monitor.DeletedJobs(0, 1000).Count(j => j.Value.Job?.Type == typeof(SlowSweepJob)) == 2);
        Assert.Equal(1, SlowSweepJob.Runs);
        SlowSweepJob.End.SetResult();
        await UntilAsync(() => monitor.SucceededJobs(0, 1000).Any(j => j.Value.Job?.Type == typeof(SlowSweepJob)));
        // And then it runs again.
        jobs.Enqueue<SlowSweepJob>(job => job.RunAsync(CancellationToken.None));
        await UntilAsync(() => SlowSweepJob.Runs == 2);
    }

    [Theory]
    [InlineData(typeof(JudgeDisclosuresJob))]
    [InlineData(typeof(FlagAgenciesJob))]
    [InlineData(typeof(JudgeAgainAfterLawChangeJob))]
    [InlineData(typeof(SimulateLawJob))]
    public void Every_sweep_is_skipped_while_it_runs(Type job) =>
        Assert.NotNull(job.GetMethod("RunAsync", [typeof(CancellationToken)])!.GetCustomAttribute<SkipWhileRunningAttribute>());

    [Fact]
    public async Task Filings_of_one_agency_ask_for_one_review_until_it_is_done()
    {
        await using var own = new ServiceHost();
        var agency = await own.RegisterAgencyAsync();
        for (var i = 0; i < 3; i++)
            await own.FileDisclosureAsync(agency, Reported.TheExample());
        var versions = await own.InDatabaseAsync(db => db.DisclosureVersions.OrderBy(v => v.Id).Select(v => v.Id).ToListAsync());
        var queue = own.Services.GetRequiredService<JobStorage>().GetMonitoringApi();
        var before = queue.EnqueuedCount("default");
        foreach (var version in versions.Take(2))
            await own.RunJobAsync<JudgeDisclosuresJob>(job => job.RunOneAsync(version, CancellationToken.None));
        Assert.Equal((before, 1), (queue.EnqueuedCount("default"), queue.ScheduledCount()));

        await own.RunJobAsync<FlagAgenciesJob>(job => job.RunAsync(CancellationToken.None));
        await own.RunJobAsync<JudgeDisclosuresJob>(job => job.RunOneAsync(versions[2], CancellationToken.None));
        Assert.Equal(2, queue.ScheduledCount());
    }

    [Fact]
    public void Every_line_of_the_timetable_can_be_registered()
    {
        using var storage = new InMemoryStorage();
        Timetable.Register(new RecurringJobManager(storage));
        Assert.NotEmpty(storage.GetConnection().GetAllItemsFromSet("recurring-jobs"));
    }

    private sealed class Down : IBackgroundJobClient
    {
        public string Create(Job job, IState state) => throw new BackgroundJobClientException("The queue is down.", new IOException());

        public bool ChangeState(string jobId, IState state, string expectedState) => throw new NotSupportedException();
    }

    private static async Task UntilAsync(Func<bool> done)
    {
        for (var i = 0; i < 300 && !done(); i++)
            await Task.Delay(100);
        Assert.True(done());
    }

    public sealed class SlowSweepJob
    {
        private static int _runs;

        public static int Runs => Volatile.Read(ref _runs);
        public static TaskCompletionSource End { get; } = new();

        [SkipWhileRunning]
        public Task RunAsync(CancellationToken ct)
        {
            Interlocked.Increment(ref _runs);
            return End.Task.WaitAsync(TimeSpan.FromSeconds(60), ct);
        }
    }

    public sealed class WhoAmIJob(Caller caller)
    {
        public static ConcurrentDictionary<string, (string, CallerRole)> Answers { get; } = new();

        public Task RunAsync(string mark, CancellationToken ct)
        {
            ct.ThrowIfCancellationRequested();
            Answers[mark] = (caller.Name, caller.Role);
            return Task.CompletedTask;
        }
    }
}
