using System.Text.Json.Nodes;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Access;

public sealed class RoleTests(ServiceHost host)
{
    [Fact]
    public async Task Of_roles_that_exclude_each_other_and_are_given_at_once_one_is_given()
    {
        string[] roles = ["case-officer", "auditor", "portal", "administrator", "case-officer", "auditor", "portal", "administrator"];
        foreach (var subject in Enumerable.Range(0, 5).Select(i => $"at-once-{i}-{Guid.NewGuid():N}"))
        {
            using var start = new Barrier(roles.Length);
            // On threads of their own: all of them send before any has an answer.
            var codes = await Task.WhenAll(roles.Select((role, i) => Task.Factory.StartNew(() =>
            {
                start.SignalAndWait();
                return CodeAsync(i, subject, role);
            }, default, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
            Assert.Single(codes, (string?)null);
            Assert.All(codes.OfType<string>(), code => Assert.Contains(code, (string[])["role.held", "role.excluded"]));
            Assert.Equal(1, await host.InDatabaseAsync(db => db.Memberships.CountAsync(m => m.Subject == subject)));
        }
    }

    [Fact]
    public async Task Roles_that_go_together_are_all_given_at_once_each_once()
    {
        var subject = $"at-once-{Guid.NewGuid():N}";
        string[] roles = ["case-officer", "licensing-officer", "case-officer", "licensing-officer"];
        var codes = await Task.WhenAll(roles.Select((role, i) => Task.Run(() => CodeAsync(i, subject, role))));
        Assert.Equal((2, 2), (codes.Count(c => c is null), codes.Count(c => c == "role.held")));
        Assert.Equal(
            [(CallerRole.CaseOfficer, 1), (CallerRole.LicensingOfficer, 1)],
            await host.InDatabaseAsync(async db => (await db.Memberships.Where(m => m.Subject == subject).ToListAsync()).GroupBy(m => m.Role).OrderBy(g => g.Key).Select(g => (g.Key, g.Count())).ToList()));
    }

    [Fact]
    public async Task The_database_itself_takes_no_second_membership_of_the_same_number()
    {
        var subject = $"numbered-{Guid.NewGuid():N}";
        var now = host.Clock.GetUtcNow().UtcDateTime;
        var failure = await Assert.ThrowsAsync<DbUpdateException>(() => host.InDatabaseAsync(db =>
        {
            foreach (var role in (CallerRole[])[CallerRole.Auditor, CallerRole.Portal])
            {
                var membership = new Licensing.Api.Features.Access.Membership(subject, role, null, now, null, now, "test");
                db.Add(membership);
                db.Record(membership, new Licensing.Api.Features.Access.RoleGiven(subject, role, null, now, null));
            }

            return db.SaveChangesAsync();
        }));
        Assert.True(Licensing.Api.Database.StorageFailure.IsDuplicateKey(failure));
    }

    private async Task<string?> CodeAsync(int administrator, string subject, string role)
    {
        using var answer = await ServiceHost.SendAsync(
            host.As($"administrator:admin-{administrator}"), "/v1/access/memberships", new JsonObject { ["subject"] = subject, ["role"] = role, ["reason"] = "a test" });
        return answer.IsSuccessStatusCode ? null : (await ProblemAnswer.ReadAsync(answer)).Code;
    }
}
