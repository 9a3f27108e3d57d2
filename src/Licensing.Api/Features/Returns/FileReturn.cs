using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Returns.Reading;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Licensing.Api.Features.Returns;

public sealed record FileReturnRequest
{
    /// <summary>Public id of the agency that placed the workers.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";

    /// <summary>The month, for example 2026-03, in the ministry's time zone.</summary>
    [QueryParam]
    public required string Period { get; init; }

    /// <summary>What becomes of the good rows when others are rejected.</summary>
    [QueryParam]
    public required OnError? OnError { get; init; }
}

public sealed class FileReturnValidator : Validator<FileReturnRequest>
{
    public FileReturnValidator()
    {
        RuleFor(r => r.Period).NotEmpty().Period();
        RuleFor(r => r.OnError).NotNull().WithMessage("Say what becomes of the good rows when others are rejected.").WithState(_ => "Write keep-good or all-or-nothing.");
    }
}

/// <summary>Files every placement of a month at once, as CSV or NDJSON. The answer comes when the upload is safe on the disk; a job reads it.</summary>
/// <remarks>The same upload again, for the same agency and month and with the same onError, is the same return, with or without an
/// Idempotency-Key: its digest is its key.</remarks>
public sealed class FileReturn(LicensingDb db, Caller caller, SealedFolder files, Ministry ministry, TimeProvider clock, JobQueue jobs)
    : Endpoint<FileReturnRequest, Results<Accepted<ReturnView>, Problem>>
{
    private const string Csv = "text/csv", Ndjson = "application/x-ndjson";
    private const long DefaultMaxBytes = 2L * 1024 * 1024 * 1024;

    public override void Configure()
    {
        Post("agencies/{AgencyId}/returns");
        Permissions(Permission.FileReturns);
        this.StreamsUpTo(Config.GetValue("Returns:MaxBytes", DefaultMaxBytes), Csv, Ndjson);
        this.Refuses(ProblemCode.NotFound, ProblemCode.PeriodFuture, ProblemCode.BodyEmpty, ProblemCode.BodyCorruptEncoding, ProblemCode.StorageFull);
    }

    public override async Task<Results<Accepted<ReturnView>, Problem>> ExecuteAsync(FileReturnRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.VisibleTo(caller).SingleOrDefaultAsync(a => a.PublicId == r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var period = PeriodText.Read(r.Period);
        if (period > ministry.Today(clock))
            return new Problem(ProblemCode.PeriodFuture);

        var id = PublicId.New(Return.IdPrefix);
        var name = $"{Return.Uploads}/{id}";
        var format = MediaTypeHeaderValue.Parse(HttpContext.Request.ContentType).MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase) ? ReturnFormat.Csv : ReturnFormat.Ndjson;
        await using var body = RequestBody.OpenStream(HttpContext.Request);
        var upload = await files.WriteAsync(name, body, ct);
        var stored = false;
        try
        {
            if (upload.Bytes == 0)
                return new Problem(ProblemCode.BodyEmpty, "The upload is empty. Where nothing was placed, file a nil return.");
            if (await SameAsync() is { } same)
                return await AnswerAsync(same);
            var filing = new Return(id, agency, period, r.OnError!.Value, format, upload, clock.Now(), caller.Name);
            db.Add(filing);
            db.Record(filing, new ReturnReceived(agency.PublicId, period, filing.OnError, format, upload.Digest, upload.Bytes));
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException e) when (StorageFailure.IsDuplicateKey(e))
            {
                // The same upload came twice at once.
                db.ChangeTracker.Clear();
                return await AnswerAsync((await SameAsync())!);
            }

            stored = true;
            jobs.Enqueue<TakeInReturnJob>(job => job.RunAsync(filing.Id, CancellationToken.None));
            return await AnswerAsync(filing);
        }
        finally
        {
            if (!stored)
                files.Destroy(name);
        }

        Task<Return?> SameAsync() => db.Returns.Include(x => x.Agency)
            .SingleOrDefaultAsync(x => x.AgencyId == agency.Id && x.Period == period && x.OnError == r.OnError && x.Digest == upload.Digest, ct);

        async Task<Accepted<ReturnView>> AnswerAsync(Return filing)
        {
            var view = await ReturnView.OfAsync(db, filing, ct);
            view.Show(HttpContext, filing);
            return TypedResults.Accepted($"/v1/returns/{filing.PublicId}", view);
        }
    }
}
