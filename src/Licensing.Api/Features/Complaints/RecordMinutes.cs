using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <param name="Minutes">Who was there, what was said and agreed. Sealed.</param>
public sealed record RecordMinutesRequest([property: Personal] string Minutes)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string HearingId { get; init; } = "";
}

public sealed class RecordMinutesValidator : Validator<RecordMinutesRequest>
{
    public RecordMinutesValidator() => RuleFor(r => r.Minutes).NotEmpty().StoredLength(ComplaintHearing.MaxMinutesLength);
}

/// <summary>Writes the minutes of a hearing, once.</summary>
public sealed class RecordMinutes(LicensingDb db, Caller caller, PersonSeal seal, Ministry ministry, TimeProvider clock) : Endpoint<RecordMinutesRequest, Results<Ok<HearingSetView>, Problem>>
{
    public override void Configure()
    {
        Post("complaint-hearings/{HearingId}/minutes");
        Permissions(Permission.HandleComplaints);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalConflict, ProblemCode.HearingMinuted);
    }

    public override async Task<Results<Ok<HearingSetView>, Problem>> ExecuteAsync(RecordMinutesRequest r, CancellationToken ct)
    {
        var hearing = await db.ComplaintHearings.AsTracking().Include(h => h.Complaint).SingleOrDefaultAsync(h => h.PublicId == r.HearingId, ct);
        if (hearing is null)
            return new Problem(ProblemCode.NotFound);
        _ = await db.OfficerFindsAsync(caller, hearing.Complaint.PublicId, ct);
        if (hearing.MinutedAt is not null)
            return new Problem(ProblemCode.HearingMinuted);
        if (hearing.On > ministry.Today(clock))
            return new Problem(ProblemCode.RequestInvalid, errors: [new("date.in-future", "/minutes", $"The hearing is on {hearing.On:yyyy-MM-dd}.", Mend: "Write its minutes when it was held.")]);
        hearing.Write(seal.Seal(r.Minutes.Trim()), clock.Now(), caller.Name);
        db.Record(hearing, new HearingMinuted(hearing.Complaint.PublicId));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(HearingSetView.Of(hearing));
    }
}
