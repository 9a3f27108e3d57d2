using System.Globalization;
using System.Text;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Law;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Demonstration;

/// <summary>What the jobs made of the demonstration, as plain text of at most 120 columns.</summary>
public sealed class DemonstrationTable(LicensingDb db, LawBook book, CodeLists codes)
{
    private const int Width = 120;
    private readonly StringBuilder _text = new();

    private sealed record FlaggedAgency(string Name, string Reference, int Quarters, int Findings, int Workers, Amounts Excess, string PublicId);

    public async Task<string> WriteAsync(string address, CancellationToken ct)
    {
        _text.Clear();
        Rule('=');
        Wrapped("DEMONSTRATION. Every agency, worker, employer and payment below is invented. The law is real, and approved here by "
            + $"two demonstration officers ({SeedDemonstration.FirstOfficer} proposed, {SeedDemonstration.SecondOfficer} approved), by no authority.");
        await SayDraftsAsync(ct);
        Rule('=');
        var flagged = await FlaggedAsync(ct);
        await SayAgenciesAsync(flagged, ct);
        await SayKindsAsync(ct);
        await SayOpenAsync(ct);
        await SayWorstAsync(ct);
        SayAddresses(address, flagged.FirstOrDefault());
        return _text.ToString();
    }

    private async Task SayDraftsAsync(CancellationToken ct)
    {
        var approved = db.LawPacks.Where(p => p.ApprovedAt != null).Select(p => p.Name);
        var drafts = await db.LawPacks.AsNoTracking().Where(p => !approved.Contains(p.Name)).Select(p => p.Name).Distinct().OrderBy(n => n).ToListAsync(ct);
        if (drafts.Count > 0)
            Wrapped($"{drafts.Count} {(drafts.Count == 1 ? "pack" : "packs")} left as draft: {string.Join(", ", drafts)}. What no two officers approved is not law, and judges nothing.");
    }

    private async Task<List<FlaggedAgency>> FlaggedAsync(CancellationToken ct)
    {
        var flags = await db.Flags.AsNoTracking().Where(f => f.LiftedAt == null)
            .Include(f => f.Excess).Include(f => f.Agency).ThenInclude(a => a.Facts).AsSplitQuery().ToListAsync(ct);
        // A worker may be overcharged in two quarters; the flags count him in each, the table once.
        var overcharged = await db.Findings.AsNoTracking().Where(f => f.Kind == BreachKind.WorkerCharged || f.Kind == BreachKind.IllegitimateCost)
            .Select(f => new { f.AgencyId, f.Placement.WorkerId, f.Placement.HappenedOn }).ToListAsync(ct);
        return
        [
            .. flags.GroupBy(f => f.AgencyId).Select(g => new FlaggedAgency(
                    NameOf(g.First().Agency, g.Max(f => f.LastSeen)), g.First().Agency.Reference, g.Count(), g.Sum(f => f.Findings),
                    overcharged.Where(o => o.AgencyId == g.Key && g.Any(f => f.Period == Flags.FlagPeriod.StartOf(o.HappenedOn))).Select(o => o.WorkerId).Distinct().Count(),
                    Amounts.Of(g.SelectMany(f => f.ExcessAmounts.Parts)), g.First().Agency.PublicId))
                .OrderByDescending(a => a.Findings).ThenBy(a => a.Name, StringComparer.Ordinal),
        ];
    }

    private async Task SayAgenciesAsync(List<FlaggedAgency> flagged, CancellationToken ct)
    {
        var (agencies, placements) = (await db.Agencies.CountAsync(ct), await db.Placements.CountAsync(ct));
        Line();
        Line($"FLAGGED AGENCIES: {flagged.Count} of {agencies}, over {Number(placements)} placements");
        Line($"  {"Agency",-28}{"Reference",-13}{"Quarters",8}{"Findings",10}{"Overcharged",13}   Excess");
        foreach (var a in flagged)
            Line($"  {Cut(a.Name, 27),-28}{a.Reference,-13}{a.Quarters,8}{a.Findings,10}{a.Workers,13}   {(a.Excess.IsNone ? "-" : a.Excess.ToText(codes))}");
        Line($"  {"together",-41}{flagged.Sum(a => a.Quarters),8}{flagged.Sum(a => a.Findings),10}{flagged.Sum(a => a.Workers),13}");
        Wrapped("Quarters: in which thresholds were reached. Overcharged: workers charged above a cap, what is prohibited, or an illegitimate cost.", "  ");
    }

    private async Task SayKindsAsync(CancellationToken ct)
    {
        var findings = await db.Findings.AsNoTracking().Include(f => f.Excess).ToListAsync(ct);
        var planted = DemonstrationPlan.Placements().SelectMany(p => p.Breaches).ToLookup(b => b.Kind);
        Line();
        Line("FINDINGS by kind of breach (planted: worked out beforehand by hand, without the engine)");
        Line($"  {"Kind",-20}{"Found",6}{"Planted",9}   Excess, or amount concerned");
        foreach (var kind in Enum.GetValues<BreachKind>())
        {
            var amounts = Amounts.Of(findings.Where(f => f.Kind == kind).SelectMany(f => f.ExcessAmounts.Parts));
            Columns($"  {Words(kind.ToString()),-20}{findings.Count(f => f.Kind == kind),6}{planted[kind].Count(),9}   ", amounts.Parts.Select(m => m.ToText(codes)));
        }
    }

    private async Task SayOpenAsync(CancellationToken ct)
    {
        var open = await db.Judgements.AsNoTracking().Where(j => j.Result == Result.Undetermined && j.DisclosureVersion.IsCurrent)
            .GroupBy(j => j.Because).Select(g => new { Because = g.Key, Count = g.Count(), Cases = g.Select(j => j.DisclosureVersionId).Distinct().Count() }).ToListAsync(ct);
        Line();
        Line("UNDETERMINED: not a breach, and never \"within\"; an officer looks");
        Line($"  {"Because",-26}{"Judgements",10}{"Placements",12}");
        foreach (var o in open.OrderByDescending(o => o.Count).ThenBy(o => o.Because, StringComparer.Ordinal))
            Line($"  {o.Because,-26}{Number(o.Count),10}{Number(o.Cases),12}");
        Wrapped("no-rule-known: origin, destination or agreement has no approved rule about something that the worker paid.", "  ");
    }

    /// <summary>Amounts in different currencies have no order, so the worst is the greatest overcharge in the currency in which
    /// most workers were overcharged.</summary>
    private async Task SayWorstAsync(CancellationToken ct)
    {
        var overcharges = await db.Findings.AsNoTracking().Include(f => f.Excess).Include(f => f.Placement).ThenInclude(p => p.Agency).ThenInclude(a => a.Facts)
            .Where(f => f.Kind == BreachKind.WorkerCharged || f.Kind == BreachKind.IllegitimateCost).AsSplitQuery().ToListAsync(ct);
        var most = overcharges.SelectMany(f => f.ExcessAmounts.Parts).GroupBy(m => m.Currency)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault();
        if (most is null)
            return;
        var currency = most.Key;
        var worst = overcharges.OrderByDescending(f => f.ExcessAmounts.Parts.Where(m => m.Currency == currency).Sum(m => m.AmountMinor)).ThenBy(f => f.Id).First();
        var edition = await book.CurrentAsync(db, ct);
        var judgement = (await db.Judgements.AsNoTracking().Where(j => j.DisclosureVersionId == worst.DisclosureVersionId && j.Provision == worst.Provision).ToListAsync(ct))
            .Select(j => j.Read()).First(j => j.Version == worst.ProvisionVersion);
        var rule = edition.RuleOf(judgement);
        Line();
        Line($"WORST CASE in {currency}, in which most workers were overcharged: finding {worst.PublicId}");
        Wrapped($"{NameOf(worst.Placement.Agency, worst.Placement.HappenedOn)} ({worst.Placement.Agency.Reference}), {worst.Placement.Origin} to {worst.Placement.Destination}, "
            + $"signed {worst.Placement.HappenedOn:yyyy-MM-dd}: {worst.ExcessAmounts.ToText(codes)} too much, by {worst.Provision}, version {worst.ProvisionVersion}.", "  ");
        Wrapped(Explanation.Paragraph(judgement, rule), "  ");
        if (rule is not null)
        {
            Line($"  Grade {rule.Source.GradeText}: {GradeWords(rule.Source.GradeText)}, at");
            Line($"  {rule.Source.Address}");
        }
    }

    private void SayAddresses(string address, FlaggedAgency? first)
    {
        Line();
        Line($"  Reference page     {address}/reference");
        Line($"  OpenAPI document   {address}/v1/openapi.json");
        Line($"  Job dashboard      {address}/jobs");
        Line("  Try");
        Line($"  curl -s '{address}/v1/findings?{(first is null ? "limit=5" : $"agency={first.PublicId}&limit=5")}' -H \"Authorization: Bearer $TOKEN\"");
        Line("  TOKEN is made by the line that the service printed when it began to listen.");
        Rule('=');
    }

    private static string NameOf(Agency agency, DateOnly day) =>
        agency.Facts.FirstOrDefault(f => f.Kind == AgencyFactKind.Name && f.HoldsOn(day))?.Value ?? agency.Reference;

    private static string GradeWords(string grade) => grade switch
    {
        "P" => "the statutory text was read",
        "P*" => "an unofficial translation or copy was read",
        _ => "press or summary",
    };

    /// <summary>NoReceipt: no receipt.</summary>
    private static string Words(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(c) : c.ToString()));

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..width];

    private void Line(string text = "") => _text.Append(text).Append('\n');

    private void Rule(char c) => Line(new string(c, Width));

    /// <summary>Entries after a heading, wrapped under each other.</summary>
    private void Columns(string heading, IEnumerable<string> entries)
    {
        var line = heading;
        foreach (var entry in entries)
        {
            var separator = line.Length == heading.Length ? "" : ", ";
            // Room for the comma that may follow.
            if (line.Length + separator.Length + entry.Length + 1 > Width)
            {
                Line(line + ",");
                (line, separator) = (new string(' ', heading.Length), "");
            }

            line += separator + entry;
        }

        Line(line.TrimEnd());
    }

    private void Wrapped(string text, string indent = "")
    {
        var line = indent;
        foreach (var word in text.Split(' '))
        {
            if (line.Length > indent.Length && line.Length + 1 + word.Length > Width)
            {
                Line(line);
                line = indent;
            }

            line += (line.Length > indent.Length ? " " : "") + word;
        }

        Line(line);
    }
}
