using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

/// <param name="Reference">Number of the receipt; one number pays once.</param>
public sealed record RecordFeeReceiptRequest(Money Amount, string Reference, DateOnly PaidOn)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";
}

public sealed record FeeReceiptRecorded(string ApplicationId, Money Amount, string Reference, DateOnly PaidOn);

public sealed class RecordFeeReceiptValidator : Validator<RecordFeeReceiptRequest>
{
    public RecordFeeReceiptValidator(CodeLists codes)
    {
        RuleFor(r => r.Amount).Must(a => a.AmountMinor > 0).WithErrorCode("amount.not-positive").WithMessage("An amount is more than nothing.");
        RuleFor(r => r.Amount).Must(a => a.Currency is not null && codes.MinorUnits.ContainsKey(a.Currency)).WithErrorCode("currency.unknown").WithMessage("Not a currency code.").WithState(_ => "Use ISO 4217, for example NPR.");
        RuleFor(r => r.Reference).NotEmpty().ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.PaidOn).PlausibleDay();
    }
}

/// <summary>Records that the applicant has shown a receipt for a fee. A grant waits until what is owed is covered.</summary>
public sealed class RecordFeeReceipt(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<RecordFeeReceiptRequest, Results<Created<FeeReceiptView>, Problem>>
{
    public override void Configure()
    {
        Post("applications/{ApplicationId}/fee-receipts");
        Permissions(Permission.ExamineApplications);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict, ProblemCode.ReceiptUsed);
    }

    public override async Task<Results<Created<FeeReceiptView>, Problem>> ExecuteAsync(RecordFeeReceiptRequest r, CancellationToken ct)
    {
        var application = await db.Applications.FindApplicationAsync(r.ApplicationId, ct);
        if (application is null)
            return new Problem(ProblemCode.NotFound);
        if (await db.WhyNotFreeAsync(caller, application.AgencyId, ct) is { } notFree)
            return notFree;
        var reference = Text.Normalise(r.Reference);
        if (await db.FeeReceipts.AnyAsync(x => x.Reference == reference, ct))
            return new Problem(ProblemCode.ReceiptUsed);
        var receipt = new FeeReceipt(application, r.Amount, reference, r.PaidOn, clock.Now(), caller.Name);
        db.Add(receipt);
        db.Record(receipt, new FeeReceiptRecorded(application.PublicId, r.Amount, reference, r.PaidOn));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/applications/{application.PublicId}/examination", new FeeReceiptView(receipt.PublicId, r.Amount, reference, r.PaidOn, receipt.RecordedAt, receipt.RecordedBy));
    }
}
