using System.Data;
using System.Globalization;
using System.Text.Json;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Features.Settings;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Demonstration;

/// <summary>Puts the demonstration into an empty database: two invented officers approve the law that ships, record when
/// agencies are flagged, set what the licensing regime leaves open, and register and license invented agencies, which then file what they charged. What comes of it is for the jobs.</summary>
/// <remarks>One transaction. Killed half-way it leaves nothing, and the next start begins again.</remarks>
public sealed class SeedDemonstration(LicensingDb db, Caller caller, IdentitySeal seal, Ministry ministry, TimeProvider clock)
{
    /// <summary>Proposes the law and the thresholds; registers agencies.</summary>
    public const string FirstOfficer = "demo-officer-1";

    /// <summary>Approves the law and the thresholds.</summary>
    public const string SecondOfficer = "demo-officer-2";

    /// <summary>Left as a draft, to show that what no officer approved is not law: a reading that reaches further than the text.</summary>
    public const string LeftAsDraft = "ae-indirect";

    private const string Reason = "demonstration";
    private static readonly DateOnly AgenciesFrom = new(2010, 1, 1), ThresholdsFrom = new(2000, 1, 1);
    private readonly Dictionary<string, Worker> _workers = [];

    /// <summary>Whether this database holds the demonstration.</summary>
    public static Task<bool> IsInAsync(LicensingDb db, CancellationToken ct) =>
        db.MinistrySettings.AnyAsync(s => s.Name == SettingNames.FlagThresholds && s.ApprovedBy == SecondOfficer && s.From == ThresholdsFrom, ct);

    /// <returns>False, and nothing done, where the register holds an agency already.</returns>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        // Asked inside the transaction: of two instances that start together, one seeds.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, ct);
        if (await db.Agencies.AnyAsync(ct))
            return false;
        await ApproveLawAsync(ct);
        await SetThresholdsAsync(ct);
        var agencies = await RegisterAgenciesAsync(ct);
        if (ministry.HomeCountry == "NP")
            await LicenseAsync(agencies, ct);
        foreach (var filing in DemonstrationPlan.Placements().GroupBy(p => p.Agency.Key))
            await FileAsync(agencies[filing.Key], filing, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task ApproveLawAsync(CancellationToken ct)
    {
        var drafts = await db.LawPacks.Where(p => p.ApprovedAt == null && p.WithdrawnAt == null && p.Name != LeftAsDraft).OrderBy(p => p.Name).ThenBy(p => p.Number).ToListAsync(ct);
        caller.Become(Caller.Officer(FirstOfficer));
        foreach (var pack in drafts.Where(p => p.ProposedAt is null))
        {
            pack.Propose(caller.Name, Now);
            db.Record(pack, new LawPackProposed(pack.Name, pack.Number, pack.Digest), Reason);
        }

        await db.SaveChangesAsync(ct);
        caller.Become(Caller.Officer(SecondOfficer));
        // Somebody else's proposal is not ours to approve, nor our own.
        foreach (var pack in drafts.Where(p => p.ProposedBy == FirstOfficer))
        {
            pack.Approve(caller.Name, Now);
            db.Record(pack, new LawPackApproved(pack.Name, pack.Number, pack.Digest), Reason);
        }

        await db.SaveChangesAsync(ct);
    }

    private async Task SetThresholdsAsync(CancellationToken ct)
    {
        var limits = new FlagLimits(LeastFindings: 3, LeastWorkers: 3, LeastSharePercent: 5);
        var setting = new MinistrySetting(
            new(SettingNames.FlagThresholds, ThresholdsFrom, JsonSerializer.SerializeToElement(limits, JsonSerializerOptions.Web)), FirstOfficer, Now, caller.Name, Now, Reason);
        db.Add(setting);
        db.Record(setting, new SettingSet(setting.Name, setting.From, setting.ValueJson), Reason);
        await db.SaveChangesAsync(ct);
    }

    private async Task<Dictionary<string, Agency>> RegisterAgenciesAsync(CancellationToken ct)
    {
        caller.Become(Caller.Officer(FirstOfficer));
        var agencies = new Dictionary<string, Agency>();
        foreach (var invented in DemonstrationPlan.Agencies)
        {
            var agency = new Agency(invented.Country, Now);
            while (agencies.Values.Any(a => a.Reference == agency.Reference))
                agency = new Agency(invented.Country, Now);
            agency.State(AgencyFactKind.Name, invented.Name, "en", AgenciesFrom, Now, caller.Name);
            agency.State(AgencyFactKind.LicenceNumber, $"DEMO-{invented.Country}-{agencies.Count + 1:000}", null, AgenciesFrom, Now, caller.Name);
            agency.State(AgencyFactKind.NonProfit, "false", null, AgenciesFrom, Now, caller.Name);
            db.Add(agency);
            db.Record(agency, new AgencyRegistered(agency.Reference, agency.Country, AgenciesFrom), Reason);
            agencies[invented.Key] = agency;
        }

        await db.SaveChangesAsync(ct);
        return agencies;
    }

    private async Task LicenseAsync(Dictionary<string, Agency> agencies, CancellationToken ct)
    {
        caller.Become(Caller.Officer(SecondOfficer));
        foreach (var change in DemonstrationLicences.Settings)
        {
            var setting = new RegimeSettingRow(change, FirstOfficer, Now, caller.Name, Now, Reason);
            db.Add(setting);
            db.Record(setting, new RegimeValueSet(setting.Question, setting.From, setting.Until, setting.ValueJson, setting.Authority), Reason);
        }

        var calendar = new MinistryCalendar(DemonstrationLicences.Calendar, FirstOfficer, Now, caller.Name, Now, Reason);
        db.Add(calendar);
        db.Record(calendar, new CalendarSet(DemonstrationLicences.Calendar.From, DemonstrationLicences.Calendar.Until, 0, DemonstrationLicences.Calendar.NamedDays.Count), Reason);
        var number = 0;
        foreach (var (key, until, isProvisional, then) in DemonstrationLicences.Licences)
        {
            var (from, last) = (new DateOnly(2024, 7, 17), DateOnly.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture));
            var licence = Licence.Grant(agencies[key], string.Create(CultureInfo.InvariantCulture, $"DEMO-{++number:000}"), "np", DemonstrationLicences.Class, from, last, isProvisional, Now, caller.Name);
            then(licence, Now, caller.Name);
            db.Add(licence);
            db.Record(licence, new LicenceGranted(licence.Number, DemonstrationLicences.Class, from, last, isProvisional), Reason);
        }

        await db.SaveChangesAsync(ct);
    }

    private async Task FileAsync(Agency agency, IEnumerable<PlannedPlacement> filing, CancellationToken ct)
    {
        // What was saved for the agency before would be looked through at every save.
        db.ChangeTracker.Clear();
        db.Attach(agency);
        caller.Become(Caller.Agency(agency.PublicId, agency.Id));
        _workers.Clear();
        foreach (var planned in filing)
        {
            if (!_workers.TryGetValue(planned.Document.Number, out var worker))
            {
                worker = new Worker(seal.Seal(planned.Document.Country, planned.Document.Kind.ToString(), planned.Document.Number));
                _workers.Add(planned.Document.Number, worker);
            }

            var placement = new Placement(agency, worker, planned.Reference, agencyFileNumber: null);
            var disclosure = new Disclosure(placement);
            disclosure.Add(planned.Reported, planned.Worker, current: null, Now, caller.Name, ministry.Today(clock));
            db.Add(disclosure);
            db.Record(disclosure, new DisclosureFiled(placement.PublicId, planned.Reported.Items.Count), Reason);
        }

        await db.SaveChangesAsync(ct);
    }

    private DateTime Now => clock.Now();
}
