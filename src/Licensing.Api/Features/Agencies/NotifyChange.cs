using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <param name="On">First day on which it is so, inclusive.</param>
/// <param name="What">The new address or name, at most 300 characters; for an owner or a responsible person who it is now. No numbers of identity documents.</param>
/// <param name="Document">The paper that shows it: number, date, who issued it.</param>
/// <param name="Language">Of a name: language and script (BCP 47).</param>
public sealed record NotifyChangeRequest(ChangeKind Kind, DateOnly On, string What, string Document, string? Language = null)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";
}

public sealed class NotifyChangeValidator : Validator<NotifyChangeRequest>
{
    public NotifyChangeValidator()
    {
        RuleFor(r => r.On).PlausibleDay();
        RuleFor(r => r.What).NotEmpty().StoredLength(NotifiedChange.MaxTextLength);
        RuleFor(r => r.What).ShortText().When(r => r.Kind is ChangeKind.Address or ChangeKind.Name);
        RuleFor(r => r.Document).NotEmpty().ShortText();
        RuleFor(r => r.Language).LanguageTag();
        RuleFor(r => r.Language).Null().When(r => r.Kind != ChangeKind.Name).WithErrorCode("language.not-here").WithMessage("Only a name has a language.");
    }
}

/// <summary>Notifies a change of owner, address, name or responsible person. It needs approval, unless the ministry has said of this kind that notification
/// suffices (Licences:ChangesByNotification); an address or a name is then a fact at once.</summary>
public sealed class NotifyChange(LicensingDb db, Caller caller, ChangeOptions options, TimeProvider clock)
    : Endpoint<NotifyChangeRequest, Results<Created<NotifiedChangeView>, Problem>>
{
    public override void Configure()
    {
        Post("agencies/{AgencyId}/changes");
        Permissions(Permission.NotifyChanges);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped);
    }

    public override async Task<Results<Created<NotifiedChangeView>, Problem>> ExecuteAsync(NotifyChangeRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.AsTracking().Include(a => a.Facts).VisibleTo(caller).FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var now = clock.Now();
        var change = new NotifiedChange(agency, r.Kind, r.On, r.What, r.Language, r.Document, options.NeedsApproval(r.Kind), now, caller.Name);
        db.Add(change);
        db.Record(change, new ChangeNotified(agency.PublicId, r.Kind, r.On, change.State == ChangeState.Waiting));
        if (change.State == ChangeState.Noted && change.StateFact(now, caller.Name) is { } fact)
            db.Record(agency, new AgencyFactRecorded(fact.Kind, fact.Language, fact.From, fact.To), $"Notified: {change.PublicId}.");
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(change);
        return TypedResults.Created($"/v1/notified-changes/{change.PublicId}", NotifiedChangeView.Of(change));
    }
}
