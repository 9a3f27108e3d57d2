using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Licences;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Register;

public sealed record VerifyLicenceRequest
{
    /// <summary>Number of the licence as printed on it (blanks, strokes and case are forgiven), or its public id.</summary>
    [QueryParam]
    public required string Number { get; init; }

    /// <summary>The day; today in the ministry's time zone if left out, or the day of knownAt.</summary>
    [QueryParam]
    public DateOnly? AsOf { get; init; }

    /// <summary>Only what had been recorded by then (UTC). Now if left out.</summary>
    [QueryParam]
    public DateTime? KnownAt { get; init; }
}

public sealed class VerifyLicenceValidator : Validator<VerifyLicenceRequest>
{
    public VerifyLicenceValidator()
    {
        RuleFor(r => r.Number).LicenceNumber();
        RuleFor(r => r.AsOf!.Value).PlausibleDay().When(r => r.AsOf is not null);
    }
}

/// <summary>What an inspector or a worker needs of a licence: in force today or not, why, since when. That there is no such licence is an answer
/// too, not an error.</summary>
public sealed class VerifyLicence(LicensingDb db, Ministry ministry, TimeProvider clock) : Endpoint<VerifyLicenceRequest, Results<Ok<LicenceSaid>, Problem>>
{
    public override void Configure()
    {
        Get("register/verify");
        Permissions(Permission.ReadRegister);
        this.Refuses(ProblemCode.LicenceNumberAmbiguous);
    }

    public override async Task<Results<Ok<LicenceSaid>, Problem>> ExecuteAsync(VerifyLicenceRequest r, CancellationToken ct)
    {
        var at = RegisterMoment.Of(r.AsOf, r.KnownAt, ministry, clock.Now());
        return TypedResults.Ok(LicenceSaid.Of(r.Number.Trim(), await db.Licences.AskedForAsync(r.Number, ct), at, ministry));
    }
}

public static class LicenceNumberShape
{
    /// <summary>Nobody makes the register say something else in its own name: letters, digits and what stands between them.</summary>
    public static IRuleBuilderOptions<T, string> LicenceNumber<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty().MaximumLength(Licence.MaxNumberLength).Matches(@"^[\p{L}\p{M}\p{N} ._/()-]*$").WithErrorCode("licence-number.malformed")
            .WithMessage("Expected the number of a licence.").WithState(_ => "Write it as printed: letters, digits, and the strokes between them.");
}
