using System.Globalization;
using System.Text.Json;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Audit;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Reads;
using Licensing.Api.Features.Register;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Mapster;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Licensing.Api.Features.Exports;

/// <param name="Looked">How many rows were looked at; none: that was all.</param>
/// <param name="Last">Key of the last of them.</param>
/// <param name="Written">How many of them are in the file.</param>
public readonly record struct ExportPage(int Looked, long Last, int Written);

/// <summary>Reads the rows of an export by keyset, through the scopes and views of the lists, and writes them.</summary>
public sealed class ExportReading(
    LicensingDb db, RegisterReading register, ReadRegister reads, Ministry ministry, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json)
{
    private static readonly string[] FindingColumns =
    [
        "id", "agencyId", "placementId", "disclosureId", "breach", "status", "amendedAfterJudgement", "fellByLaw", "origin", "destination", "happenedOn", "provision", "version", "law",
        "result", "excess", "openedAt", "updatedAt",
    ];

    private static readonly string[] DisclosureColumns =
    [
        "id", "placementId", "placementReference", "number", "filedAt", "filedBy", "state", "sex", "ageAtSigning", "origin", "destination", "occupation", "contractSignedOn", "contractMonths",
        "wageAmountMinor", "wageCurrency", "itemId", "itemKind", "itemCategory", "itemAmountMinor", "itemCurrency", "itemPayer", "itemPayee", "itemDate", "itemChannel", "itemReceipt",
    ];

    private static readonly string[] AuditColumns = ["id", "index", "at", "actor", "role", "action", "subjectKind", "subjectId", "payload", "reason", "redacted"];

    public static string HeaderOf(ExportKind kind) => kind switch
    {
        ExportKind.Findings => string.Join(',', FindingColumns) + "\r\n",
        ExportKind.Disclosures => string.Join(',', DisclosureColumns) + "\r\n",
        ExportKind.Register => RegisterCsv.Header,
        _ => string.Join(',', AuditColumns) + "\r\n",
    };

    /// <summary>Key of the last row that is there now. Of audit one more than its place, so that 0 is before the first.</summary>
    public async Task<long> LastAsync(ExportKind kind, CancellationToken ct) => kind switch
    {
        ExportKind.Findings => await db.Findings.MaxAsync(f => (long?)f.Id, ct),
        ExportKind.Disclosures => await db.Disclosures.MaxAsync(d => (long?)d.Id, ct),
        ExportKind.Register => await db.Agencies.MaxAsync(a => (long?)a.Id, ct),
        _ => await db.AuditEvents.MaxAsync(e => e.LeafIndex, ct) + 1,
    } ?? 0;

    public Task<long> CountAsync(DataExport export, CancellationToken ct)
    {
        var filters = FiltersOf(export);
        return export.Kind switch
        {
            ExportKind.Findings => Findings(export, filters, 0).LongCountAsync(ct),
            ExportKind.Disclosures => Disclosures(export, filters, 0).LongCountAsync(ct),
            ExportKind.Register => Agencies(export, 0).LongCountAsync(ct),
            _ => Events(export, filters, 0).LongCountAsync(ct),
        };
    }

    /// <param name="after">Key of the last row that is written already.</param>
    public async Task<ExportPage> WriteAsync(DataExport export, long after, int take, TextWriter text, CancellationToken ct)
    {
        var (filters, isCsv) = (FiltersOf(export), export.Format == ExportFormat.Csv);
        switch (export.Kind)
        {
            case ExportKind.Findings:
                var findings = await Findings(export, filters, after).OrderBy(f => f.Id).Take(take).ProjectToType<FindingRow>(FindingRow.Projection).ToListAsync(ct);
                foreach (var f in await FindingView.OfAsync(db, findings, ct))
                    Write(text, isCsv, f, Cells);
                return PageOf(findings, f => f.Key);

            case ExportKind.Disclosures:
                var disclosures = await Disclosures(export, filters, after).Include(d => d.Placement).OrderBy(d => d.Id).Take(take).ToListAsync(ct);
                foreach (var d in await ViewsAsync(export, disclosures, ct))
                {
                    if (!isCsv)
                        Write(text, isCsv, d, _ => []);
                    else
                        // One line an item: what is said of the placement is on each.
                        foreach (var item in d.Reported.Items.DefaultIfEmpty())
                            WriteCells(text, Cells(d, item));
                }

                return PageOf(disclosures, d => d.Id);

            case ExportKind.Register:
                var agencies = await Agencies(export, after).Include(a => a.Facts).OrderBy(a => a.Id).Take(take).ToListAsync(ct);
                var at = RegisterMoment.Of(filters.AsOf ?? ministry.DayOf(export.RequestedAt), null, ministry, export.RequestedAt);
                var entries = (await register.EntriesAsync(agencies, at, ct)).OfType<RegisterEntry>().ToList();
                foreach (var e in entries)
                {
                    if (isCsv)
                        RegisterCsv.Write(text, e);
                    else
                        Write(text, isCsv, e, _ => []);
                }

                return PageOf(agencies, a => a.Id) with { Written = entries.Count };

            default:
                var events = await Events(export, filters, after).OrderBy(e => e.LeafIndex).Take(take).ToListAsync(ct);
                foreach (var e in events)
                    Write(text, isCsv, AuditEventView.Of(e), Cells);
                return PageOf(events, e => e.LeafIndex!.Value + 1);
        }
    }

    private static ExportFilters FiltersOf(DataExport export) => StoredJson.Read<ExportFilters>(export.Filters);

    private IQueryable<Finding> Findings(DataExport export, ExportFilters f, long after) => new ListFindingsRequest
    {
        Agency = f.Agency, Origin = f.Origin, Destination = f.Destination, From = f.From, To = f.To, Status = f.Status, Breach = f.Breach, Provision = f.Provision,
    }.Choose(db.Findings.AsNoTracking().VisibleTo(export.Reader())).Where(x => x.Id > after && x.Id <= export.UpTo);

    private IQueryable<Disclosure> Disclosures(DataExport export, ExportFilters f, long after)
    {
        var at = export.RequestedAt;
        var rows = db.Disclosures.AsNoTracking().VisibleTo(export.Reader()).Where(d => d.Id > after && d.Id <= export.UpTo && d.Versions.Any(v => v.FiledAt <= at));
        if (f.Agency is { } agency) rows = rows.Where(d => d.Placement.Agency.PublicId == agency);
        if (f.Origin is { } origin) rows = rows.Where(d => d.Placement.Origin == origin);
        if (f.Destination is { } destination) rows = rows.Where(d => d.Placement.Destination == destination);
        if (f.From is { } from) rows = rows.Where(d => d.Placement.HappenedOn >= from);
        if (f.To is { } to) rows = rows.Where(d => d.Placement.HappenedOn <= to);
        return rows;
    }

    private IQueryable<Agencies.Agency> Agencies(DataExport export, long after) => db.Agencies.AsNoTracking().Where(a => a.Id > after && a.Id <= export.UpTo);

    private IQueryable<AuditEvent> Events(DataExport export, ExportFilters f, long after) =>
        new ExportedEvents { Subject = f.Subject, SubjectKind = f.SubjectKind, Actor = f.Actor, Action = f.Action, From = f.From, To = f.To }
            .Choose(db.AuditEvents.AsNoTracking(), ministry).Where(e => e.LeafIndex >= after && e.LeafIndex < export.UpTo);

    // Each in the version that was the newest when it was asked for; that it is shown is recorded first.
    private async Task<List<DisclosureView>> ViewsAsync(DataExport export, List<Disclosure> disclosures, CancellationToken ct)
    {
        var (ids, at) = (disclosures.ConvertAll(d => d.Id), export.RequestedAt);
        var versions = (await db.DisclosureVersions.AsNoTracking().Where(v => ids.Contains(v.DisclosureId) && v.FiledAt <= at).ToListAsync(ct)).ToLookup(v => v.DisclosureId);
        var receipt = await reads.RecordExportAsync([.. disclosures.Select(d => (d.Placement.WorkerId, d.PublicId))], export.Reader(), export.Purpose, at, ct);
        return [.. disclosures.Select(d => DisclosureView.Of(d, versions[d.Id].MaxBy(v => v.Number)!, receipt))];
    }

    private static ExportPage PageOf<TRow>(List<TRow> rows, Func<TRow, long> key) => new(rows.Count, rows.Count == 0 ? 0 : key(rows[^1]), rows.Count);

    private void Write<TView>(TextWriter text, bool isCsv, TView view, Func<TView, string?[]> cells)
    {
        if (isCsv)
            WriteCells(text, cells(view));
        else
            text.Write(JsonSerializer.Serialize(view, json.Value.SerializerOptions) + "\n");
    }

    private static void WriteCells(TextWriter text, string?[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                text.Write(',');
            CsvText.WriteCell(text, cells[i] ?? "");
        }

        text.Write("\r\n");
    }

    private static string?[] Cells(FindingView f) =>
    [
        f.Id, f.AgencyId, f.PlacementId, f.DisclosureId, Word(f.Breach), Word(f.Status), Word(f.AmendedAfterJudgement), Word(f.FellByLaw), f.Origin, f.Destination, Day(f.HappenedOn), f.DecidedBy.Provision,
        Number(f.DecidedBy.Version), Word(f.DecidedBy.Law), Word(f.DecidedBy.Result), string.Join("; ", f.Excess.Select(e => $"{e.Currency} {Number(e.AmountMinor)}")), Instant(f.OpenedAt), Instant(f.UpdatedAt),
    ];

    private static string?[] Cells(DisclosureView d, ReportedItem? item) =>
    [
        d.Id, d.PlacementId, d.PlacementReference, Number(d.Number), Instant(d.FiledAt), d.FiledBy, Word(d.State), Word(d.Worker.Sex), Number(d.Worker.AgeAtSigning), d.Reported.Origin, d.Reported.Destination,
        d.Reported.Occupation, Day(d.Reported.Contract?.SignedOn), Number(d.Reported.Contract?.Months), Number(d.Reported.Contract?.MonthlyWage?.AmountMinor), d.Reported.Contract?.MonthlyWage?.Currency,
        item?.Id, Word(item?.Kind), item?.Category, Number(item?.Amount.AmountMinor), item?.Amount.Currency, Word(item?.Payer), Word(item?.Payee), Day(item?.Date), Word(item?.Channel), item?.Receipt,
    ];

    private static string?[] Cells(AuditEventView e) =>
    [
        e.Id, Number(e.Index), Instant(e.At), e.Actor, Word(e.Role), e.Action, e.SubjectKind, e.SubjectId, e.Payload, e.Reason, string.Join("; ", e.Redacted.Select(field => Word(field))),
    ];

    private static string? Word<T>(T? value) => value is null ? null : value is bool yes ? yes ? "true" : "false" : Json.Words.ConvertName(value.ToString()!);

    private static string? Number<T>(T? value) => value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Instant(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ss.FFFK", CultureInfo.InvariantCulture);

    private sealed record ExportedEvents : AuditEventFilter;
}
