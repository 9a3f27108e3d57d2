using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Register;

/// <param name="Licence">Number of the licence as printed on it, or its public id.</param>
public sealed record CheckLicenceRequest(string Licence);

public sealed class CheckLicenceValidator : Validator<CheckLicenceRequest>
{
    public CheckLicenceValidator() => RuleFor(r => r.Licence).LicenceNumber();
}

/// <summary>Checks a licence and gives a receipt that a worker can keep: what the register said at this moment. Nothing of who asks is stored.</summary>
public sealed class CheckLicence(LicensingDb db, ReceiptWriting receipts, RegisterOptions options, CheckLimit limit, Ministry ministry, TimeProvider clock)
    : Endpoint<CheckLicenceRequest, Results<Created<LicenceReceipt>, Problem>>
{
    public override void Configure()
    {
        Post("register/checks");
        Permissions(Permission.CheckLicences);
        this.Idempotent();
        this.Refuses(ProblemCode.LicenceNumberAmbiguous, ProblemCode.RegisterAddressNotSet, ProblemCode.TooManyRequests);
    }

    public override async Task<Results<Created<LicenceReceipt>, Problem>> ExecuteAsync(CheckLicenceRequest r, CancellationToken ct)
    {
        if (options.PublicAddress is null)
            return new Problem(ProblemCode.RegisterAddressNotSet);
        limit.Take(HttpContext);
        var now = clock.Now();
        var licence = await db.Licences.AskedForAsync(r.Licence, ct);
        var said = LicenceSaid.Of(r.Licence.Trim(), licence, RegisterMoment.Of(null, null, ministry, now), ministry);
        var check = new LicenceCheck(said.Known ? licence : null, receipts.ToStored(said), now);
        // A reference is short enough to meet itself once in a long while; the unique index is the last word.
        while (await db.LicenceChecks.AnyAsync(c => c.Reference == check.Reference, ct))
            check = new LicenceCheck(said.Known ? licence : null, receipts.ToStored(said), now);
        db.Add(check);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/register/checks/{check.Reference}", await receipts.WriteAsync(check, said, ct));
    }
}
