using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Features.Licences;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Licensing.Agencies.Tests.Licences.MeasureHost;

namespace Licensing.Agencies.Tests.Licences;

/// <summary>Every state against every act that begins here, by HTTP: what comes is what the hand-written file of all pairs says.</summary>
public sealed class EveryStateTests(EveryStateTests.WithoutNotices host) : IClassFixture<EveryStateTests.WithoutNotices>
{
    private static readonly string[] Acts = ["suspend", "suspend-in-part", "revoke", "accept-surrender"];

    /// <summary>A regime that asks for no notice and limits no suspension: what is refused, the state refuses.</summary>
    public sealed class WithoutNotices : ServiceHost, IAsyncLifetime
    {
        public async ValueTask InitializeAsync() => await SetRegimeAsync(
            ("show-cause", "\"none\""), ("suspension", "{}"), ("preventive-suspension", "{}"), ("day-counting", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}"""));
    }

    public static TheoryData<LicenceState> States => [.. Enum.GetValues<LicenceState>()];

    [Theory, MemberData(nameof(States))]
    public async Task What_the_file_allows_is_proposed_and_what_it_does_not_is_refused_with_what_is_possible(LicenceState state)
    {
        var written = Written(Json.Words.ConvertName(state.ToString()));
        Assert.Equal(Enum.GetValues<LicenceAction>().Length, written.Count);
        var possible = written.Where(p => p.Value).Select(p => p.Key).Order(StringComparer.Ordinal).ToList();
        foreach (var act in Acts)
        {
            var agency = await host.RegisterAgencyAsync();
            var licence = await InStateAsync(agency, state);
            using var answer = act == "accept-surrender"
                ? await ServiceHost.SendAsync(host.As($"agency:{agency.Id}"), $"/v1/licences/{licence}/surrenders", new JsonObject { ["from"] = "2026-03-15" })
                : await ServiceHost.SendAsync(host.Officer, $"/v1/licences/{licence}/{(act == "revoke" ? "revocations" : "suspensions")}", act switch
                {
                    "revoke" => Against("2026-03-15", null),
                    "suspend" => Suspension("2026-03-15", "2026-03-20"),
                    _ => Suspension("2026-03-15", "2026-03-20").With("part", "Malaysia"),
                });
            if (written[act])
            {
                Assert.True((int)answer.StatusCode == 201, $"{state} {act}: {await answer.Content.ReadAsStringAsync()}");
                continue;
            }

            var problem = await ProblemAnswer.ReadAsync(answer);
            Assert.Equal("licence.not-possible", problem.Code);
            var listed = problem.Body.GetProperty("detail").GetString()!.Split("possible are: ")[1].TrimEnd('.').Split(", ");
            Assert.Equal(possible, listed.Order(StringComparer.Ordinal));
        }
    }

    /// <summary>Of a licence in that state: each action, and whether the file names a state that follows.</summary>
    private static Dictionary<string, bool> Written(string state)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root(), "tests", "Licensing.Rules.Tests", "Licences", "transitions.txt"));
        var of = lines.SkipWhile(l => l != $"licence {state}").Skip(1).TakeWhile(l => l.StartsWith(' ')).Select(l => l.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries)).ToList();
        return of.SelectMany(w => w[0] == "no" ? w[1..].Select(a => (Act: a, Can: false)) : [(w[0], true)]).ToDictionary(p => p.Act, p => p.Can);
    }

    private async Task<string> InStateAsync(RegisteredAgency agency, LicenceState state)
    {
        var (from, until) = state switch { LicenceState.Upcoming => ("2026-03-16", "2028-12-31"), LicenceState.Expired => ("2024-01-01", "2026-03-14"), _ => ("2024-01-01", "2028-12-31") };
        var licence = await host.StoreLicenceAsync(agency, from: from, until: until, isProvisional: state == LicenceState.Provisional);
        await host.InScopeAsync(async services =>
        {
            services.GetRequiredService<Caller>().Become(Caller.Officer("maya"));
            var (db, now, day) = (services.GetRequiredService<LicensingDb>(), host.Clock.Now(), new DateOnly(2026, 3, 1));
            var found = await db.Licences.Include(l => l.Facts).SingleAsync(l => l.PublicId == licence);
            switch (state)
            {
                case LicenceState.NotGranted: found.Withdraw(found.Facts.Single(), now, "maya"); break;
                case LicenceState.Suspended or LicenceState.PartlySuspended:
                    found.Suspend(day, null, state == LicenceState.Suspended ? null : "a part", SuspensionGround.Preventive, "a condition", MeasureReason.Other, "a test", now, "maya");
                    break;
                case LicenceState.Revoked: found.Revoke(day, MeasureReason.Other, "a test", now, "maya"); break;
                case LicenceState.Surrendered: found.AcceptSurrender(day, null, now, "maya"); break;
            }

            db.Record(found, new LicenceGranted(found.Number, null, day, day, false));
            return await db.SaveChangesAsync();
        });
        var shown = await host.InDatabaseAsync(db => db.Licences.Include(l => l.Facts).SingleAsync(l => l.PublicId == licence));
        Assert.Equal(state, shown.StandingOn(new(2026, 3, 15), host.Clock.Now()).State);
        return licence;
    }
}
