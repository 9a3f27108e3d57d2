using System.Globalization;
using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Deposits;

/// <param name="Value">A whole number; true or false for first-year; a day for last-contract-ends; the regime's word for choice.</param>
/// <param name="From">First day on which it holds, inclusive; until another of its kind.</param>
/// <param name="Source">Where it is known from: a plan, a return, a decision.</param>
/// <param name="Reason">Why it is recorded, for the audit trail.</param>
public sealed record RecordDepositFactRequest(DepositFactKind Fact, string Value, DateOnly From, string Source, string? Reason = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";
}

public sealed class RecordDepositFactValidator : Validator<RecordDepositFactRequest>
{
    public RecordDepositFactValidator()
    {
        RuleFor(r => r.Value).NotEmpty().ShortText().MaximumLength(60);
        RuleFor(r => r.Value).Must((r, value) => Fits(r.Fact, value)).When(r => !string.IsNullOrEmpty(r.Value)).WithErrorCode("deposit-fact.invalid").WithMessage("Not a value of this fact.")
            .WithState(_ => "Write a whole number such as \"120\" without blanks, \"true\" or \"false\" for first-year, a day such as \"2026-12-31\" for last-contract-ends, a word of small letters for choice.");
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Source).NotEmpty().ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Reason).MaximumLength(2000);
    }

    private static bool Fits(DepositFactKind fact, string value) => fact switch
    {
        DepositFactKind.FirstYear => value is "true" or "false",
        DepositFactKind.LastContractEnds => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= AgencyShape.Earliest && day <= AgencyShape.Latest,
        DepositFactKind.Choice => value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'),
        _ => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _),
    };
}

/// <param name="Id">Public id.</param>
public sealed record DepositFactView(string Id, DepositFactKind Fact, string Value, DateOnly From, string Source, DateTime RecordedAt, string RecordedBy)
{
    public static DepositFactView Of(DepositFact f) => new(f.PublicId, f.Fact, f.Value, f.From, f.Source, f.RecordedAt, f.RecordedBy);
}

/// <summary>Records a fact that decides how much must be held. What is required, and whether a demand is met, follows at once.</summary>
public sealed class RecordDepositFact(LicensingDb db, DepositDemands demands, Caller caller, TimeProvider clock)
    : Endpoint<RecordDepositFactRequest, Results<Created<DepositFactView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/deposit/facts");
        Permissions(Permission.RecordDeposits);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound);
    }

    public override Task<Results<Created<DepositFactView>, Problem>> ExecuteAsync(RecordDepositFactRequest r, CancellationToken ct) => db.AgainIfQuickerAsync(() => RecordAsync(r, ct));

    private async Task<Results<Created<DepositFactView>, Problem>> RecordAsync(RecordDepositFactRequest r, CancellationToken ct)
    {
        if (await db.LicenceOfDepositAsync(r.LicenceId, ct) is not { } licence)
            return new Problem(ProblemCode.NotFound);
        var fact = new DepositFact(licence, r.Fact, r.Value, r.From, r.Source, clock.Now(), caller.Name);
        db.Add(fact);
        db.Record(fact, new DepositFactRecorded(licence.PublicId, r.Fact, r.Value, r.From), r.Reason);
        await demands.MeetAsync(licence, await db.DepositOfAsync(licence.Id, ct), r.Reason, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/licences/{licence.PublicId}/deposit", DepositFactView.Of(fact));
    }
}
