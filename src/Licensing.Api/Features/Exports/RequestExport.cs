using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Exports;

/// <param name="Kind">What is exported.</param>
/// <param name="Format">Of the files.</param>
/// <param name="Filters">Which rows; all that the caller may see where it is left out.</param>
public sealed record RequestExportRequest(ExportKind Kind, ExportFormat Format, ExportFilters? Filters = null);

public sealed class RequestExportValidator : Validator<RequestExportRequest>
{
    private static readonly (ExportKind Kind, string[] Filters)[] Known =
    [
        (ExportKind.Findings, [nameof(ExportFilters.Agency), nameof(ExportFilters.Origin), nameof(ExportFilters.Destination), nameof(ExportFilters.From), nameof(ExportFilters.To),
            nameof(ExportFilters.Status), nameof(ExportFilters.Breach), nameof(ExportFilters.Provision)]),
        (ExportKind.Disclosures, [nameof(ExportFilters.Agency), nameof(ExportFilters.Origin), nameof(ExportFilters.Destination), nameof(ExportFilters.From), nameof(ExportFilters.To)]),
        (ExportKind.Register, [nameof(ExportFilters.AsOf)]),
        (ExportKind.Audit, [nameof(ExportFilters.Subject), nameof(ExportFilters.SubjectKind), nameof(ExportFilters.Actor), nameof(ExportFilters.Action), nameof(ExportFilters.From), nameof(ExportFilters.To)]),
    ];

    public RequestExportValidator(CodeLists codes)
    {
        RuleFor(r => r.Filters!.Agency).MaximumLength(PublicId.MaxLength).When(r => r.Filters is not null);
        RuleFor(r => r.Filters!.Origin!).CountryCode(codes).OverridePropertyName("Filters.Origin").When(r => r.Filters?.Origin is not null);
        RuleFor(r => r.Filters!.Destination!).CountryCode(codes).OverridePropertyName("Filters.Destination").When(r => r.Filters?.Destination is not null);
        RuleFor(r => r.Filters!.Provision).MaximumLength(100).When(r => r.Filters is not null);
        RuleFor(r => r.Filters!.Subject).MaximumLength(PublicId.MaxLength).When(r => r.Filters is not null);
        RuleFor(r => r.Filters!.SubjectKind).MaximumLength(80).When(r => r.Filters is not null);
        RuleFor(r => r.Filters!.Actor).MaximumLength(StorageConventions.DefaultTextLength).When(r => r.Filters is not null);
        RuleFor(r => r.Filters!.Action).MaximumLength(80).When(r => r.Filters is not null);
        RuleFor(r => r.Filters!.From!.Value).PlausibleDay().OverridePropertyName("Filters.From").When(r => r.Filters?.From is not null);
        RuleFor(r => r.Filters!.To!.Value).PlausibleDay().OverridePropertyName("Filters.To").When(r => r.Filters?.To is not null);
        RuleFor(r => r.Filters!.AsOf!.Value).PlausibleDay().OverridePropertyName("Filters.AsOf").When(r => r.Filters?.AsOf is not null);
        RuleFor(r => r.Filters!.To).Must((r, to) => to is null || r.Filters!.From is null || r.Filters.From <= to).When(r => r.Filters is not null)
            .WithErrorCode("period.reversed").WithMessage("The period ends before it begins.");
        foreach (var filter in typeof(ExportFilters).GetProperties())
        {
            var kinds = Known.Where(k => k.Filters.Contains(filter.Name)).Select(k => k.Kind).ToList();
            // One that is passed over would give more than was asked for.
            RuleFor(r => r.Filters).Must((r, filters) => kinds.Contains(r.Kind) || filter.GetValue(filters) is null).When(r => r.Filters is not null).OverridePropertyName($"Filters.{filter.Name}")
                .WithErrorCode("filter.of-another-kind").WithMessage("This kind of export has no such filter.")
                .WithState(_ => $"It is a filter of {string.Join(", ", kinds.Select(k => Json.Words.ConvertName(k.ToString())))}. Leave it out, or ask for that.");
        }
    }
}

/// <summary>Asks for an export of findings, disclosures, the register or the audit: what the caller may list, as files. A job writes them.</summary>
/// <remarks>It holds what is there now. Follow the address in Location until it is done.</remarks>
public sealed class RequestExport(LicensingDb db, Caller caller, ExportReading reading, ExportOptions options, ReadRegister reads, TimeProvider clock, JobQueue jobs)
    : Endpoint<RequestExportRequest, Results<Accepted<ExportView>, Problem>>
{
    public override void Configure()
    {
        Post("exports");
        Permissions(Permission.MakeExports);
        this.Idempotent();
        this.Refuses(ProblemCode.ExportTooMany);
    }

    public override async Task<Results<Accepted<ExportView>, Problem>> ExecuteAsync(RequestExportRequest r, CancellationToken ct)
    {
        caller.ActFor(r.Kind);
        var own = db.Exports.OwnedBy(caller);
        if (await own.CountAsync(e => e.State == ExportState.Waiting || e.State == ExportState.Running, ct) is var unfinished && unfinished >= options.MostUnfinished)
            return new Problem(ProblemCode.ExportTooMany, $"{unfinished} exports of {caller.Name} are being written, and at most {options.MostUnfinished} at a time. Wait until one is done, or delete one.");
        if (await own.CountAsync(e => e.State == ExportState.Done, ct) is var kept && kept >= options.MostKept)
            return new Problem(ProblemCode.ExportTooMany, $"{kept} exports of {caller.Name} are kept, and at most {options.MostKept}. Delete one; each goes by itself after {options.Kept.TotalHours:0.#} hours.");
        if (r.Kind == ExportKind.Audit)
            await reads.RecordAuditAsync(PersonalRead.AuditTrail, ct);
        var export = new DataExport(r.Kind, r.Format, StoredJson.Write(r.Filters ?? new ExportFilters()), await reading.LastAsync(r.Kind, ct), caller, reads.Purpose(), clock.Now());
        db.Add(export);
        db.RecordOf(nameof(DataExport), export.PublicId, new ExportRequested(export.Kind, export.Format, export.Filters));
        await db.SaveChangesAsync(ct);
        jobs.Enqueue<MakeExportsJob>(job => job.RunOneAsync(export.Id, CancellationToken.None));
        HttpContext.Response.Headers.RetryAfter = $"{ExportView.AskAgainAfterSeconds}";
        return TypedResults.Accepted($"/v1/exports/{export.PublicId}", ExportView.Of(export));
    }
}
