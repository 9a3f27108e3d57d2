using System.Collections.Concurrent;
using Hangfire;
using Hangfire.Common;
using Hangfire.InMemory;
using Hangfire.States;
using Licensing.Api.Database;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.AspNetCore.TestHost;
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
            builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<JobStorage>(new InMemoryStorage())));
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
        var storage = new InMemoryStorage();
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
