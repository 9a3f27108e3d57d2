using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Register;

public sealed record ReadRegisterEntryRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string Agency { get; init; } = "";

    /// <summary>The day; today in the ministry's time zone if left out, or the day of knownAt.</summary>
    [QueryParam]
    public DateOnly? AsOf { get; init; }

    /// <summary>Only what had been recorded by then (UTC): what the register said before later corrections. Now if left out.</summary>
    [QueryParam]
    public DateTime? KnownAt { get; init; }
}

public sealed class ReadRegisterEntryValidator : Validator<ReadRegisterEntryRequest>
{
    public ReadRegisterEntryValidator() => RuleFor(r => r.AsOf!.Value).PlausibleDay().When(r => r.AsOf is not null);
}

/// <summary>Shows what the public register says of one agency, on any day, as it is known now or was known then.</summary>
public sealed class ReadRegisterEntry(LicensingDb db, RegisterReading reading, Ministry ministry, TimeProvider clock)
    : Endpoint<ReadRegisterEntryRequest, Results<Ok<RegisterEntry>, Problem>>
{
    public override void Configure()
    {
        Get("register/agencies/{Agency}");
        Permissions(Permission.ReadRegister);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.FactNotYetTrue);
    }

    public override async Task<Results<Ok<RegisterEntry>, Problem>> ExecuteAsync(ReadRegisterEntryRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().Include(a => a.Facts).FindAsync(r.Agency, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var entry = (await reading.EntriesAsync([agency], RegisterMoment.Of(r.AsOf, r.KnownAt, ministry, clock.Now()), ct))[0];
        return entry is null ? new Problem(ProblemCode.FactNotYetTrue) : TypedResults.Ok(entry);
    }
}
