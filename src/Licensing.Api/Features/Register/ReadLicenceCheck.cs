using System.Text.Json;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Register;

public sealed record ReadLicenceCheckRequest
{
    /// <summary>As on the receipt: CK-7K2M9P-X. Case, blanks and the usual confusions (O for 0) are forgiven.</summary>
    [RouteParam]
    public string Reference { get; init; } = "";
}

/// <summary>Shows what the register said when a licence was checked, however the licence has changed since, and what it says now.</summary>
public sealed class ReadLicenceCheck(LicensingDb db, ReceiptWriting receipts, RegisterOptions options, Ministry ministry, TimeProvider clock)
    : Endpoint<ReadLicenceCheckRequest, Results<Ok<LicenceReceipt>, Problem>>
{
    public override void Configure()
    {
        Get("register/checks/{Reference}");
        Permissions(Permission.ReadRegister);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.RegisterAddressNotSet);
    }

    public override async Task<Results<Ok<LicenceReceipt>, Problem>> ExecuteAsync(ReadLicenceCheckRequest r, CancellationToken ct)
    {
        if (options.PublicAddress is null)
            return new Problem(ProblemCode.RegisterAddressNotSet);
        if (Reference.Parse(r.Reference, LicenceCheck.ReferencePrefix) is not { } reference)
            return new Problem(Reference.LooksLikeOne(r.Reference, LicenceCheck.ReferencePrefix) ? ProblemCode.ReferenceMistyped : ProblemCode.NotFound);
        var check = await db.LicenceChecks.AsNoTracking().SingleOrDefaultAsync(c => c.Reference == reference, ct);
        if (check is null)
            return new Problem(ProblemCode.NotFound);

        var at = RegisterMoment.Of(null, null, ministry, clock.Now());
        var asked = JsonDocument.Parse(check.Said).RootElement.GetProperty("asked").GetString()!;
        // By its key where there was one: its number may have been forgiven, and another may be written like it now.
        var licence = check.LicenceId is { } key
            ? await db.Licences.AsNoTracking().Include(l => l.Facts).Include(l => l.Agency).ThenInclude(a => a.Facts).AsSplitQuery().SingleAsync(l => l.Id == key, ct)
            : await db.Licences.AskedForAsync(asked, ct);
        return TypedResults.Ok(await receipts.WriteAsync(check, LicenceSaid.Of(asked, licence, at, ministry), ct));
    }
}
