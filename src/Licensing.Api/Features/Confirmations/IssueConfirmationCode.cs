using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.FeeQuotes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

/// <param name="Delivery">shown: in this answer, once, to be printed and handed over; sent: given to the channel and shown to nobody.</param>
/// <param name="ExpiresOn">Last day on which it can be used, inclusive.</param>
/// <param name="Language">In which the worker is written to.</param>
/// <param name="Contact">Where the channel reaches the worker, never through the agency. Sealed; left out: as before.</param>
public sealed record IssueConfirmationCodeRequest(CodeDelivery Delivery, DateOnly ExpiresOn, string Language, [property: Personal] string? Contact = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string PlacementId { get; init; } = "";
}

public sealed class IssueConfirmationCodeValidator : Validator<IssueConfirmationCodeRequest>
{
    public IssueConfirmationCodeValidator()
    {
        RuleFor(r => r.ExpiresOn).PlausibleDay();
        RuleFor(r => r.Language).NotEmpty().LanguageTag().MaximumLength(20);
        RuleFor(r => r.Contact).ShortText().MaximumLength(Confirmation.MaxContactLength);
    }
}

/// <param name="Code">Shown this once, and stored nowhere; null where it was sent.</param>
/// <param name="Sentences">For the paper that is handed over, or as they were sent without the code.</param>
public sealed record IssueConfirmationCodeResponse(string Id, string PlacementId, CodeDelivery Delivery, DateOnly ExpiresOn, string? Code, IReadOnlyList<string> Sentences);

/// <summary>Gives the worker of a placement a code by which he sees what the agency reported, and says whether it is true. Whatever was given before for this placement
/// opens it no longer. No agency is told.</summary>
public sealed class IssueConfirmationCode(LicensingDb db, Caller caller, WorkerChannel channel, PersonSeal seal, Ministry ministry, TimeProvider clock)
    : Endpoint<IssueConfirmationCodeRequest, Results<Created<IssueConfirmationCodeResponse>, Problem>>
{
    public override void Configure()
    {
        Post("placements/{PlacementId}/confirmation-codes");
        Permissions(Permission.IssueConfirmationCodes);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalConflict, ProblemCode.ChannelNotSet, ProblemCode.ChannelFailed, ProblemCode.ContactMissing);
    }

    public override Task<Results<Created<IssueConfirmationCodeResponse>, Problem>> ExecuteAsync(IssueConfirmationCodeRequest r, CancellationToken ct) => db.AgainIfQuickerAsync(() => IssueAsync(r, ct));

    private async Task<Results<Created<IssueConfirmationCodeResponse>, Problem>> IssueAsync(IssueConfirmationCodeRequest r, CancellationToken ct)
    {
        var (now, today) = (clock.Now(), ministry.Today(clock));
        var placement = await db.Placements.SingleOrDefaultAsync(p => p.PublicId == r.PlacementId, ct);
        if (placement is null)
            return new Problem(ProblemCode.NotFound);
        if (await db.WhyNotFreeAsync(caller, placement.AgencyId, ct) is { } notFree)
            return notFree;
        if (r.ExpiresOn < today)
            return new Problem(ProblemCode.RequestInvalid, errors: [new("date.past", "/expiresOn", $"The day is over: today is {today:yyyy-MM-dd}.", $"{r.ExpiresOn:yyyy-MM-dd}", "Name a day on which the worker can still use it.")]);
        if (r.Delivery == CodeDelivery.Sent && !channel.IsSet)
            return new Problem(ProblemCode.ChannelNotSet);

        var confirmation = await db.Confirmations.AsTracking().SingleOrDefaultAsync(c => c.PlacementId == placement.Id, ct);
        if (confirmation is null)
            db.Add(confirmation = new Confirmation(placement, now, today));
        confirmation.Give(r.Language, r.Contact is null ? null : seal.Seal(r.Contact.Trim()), now);
        if (r.Delivery == CodeDelivery.Sent && confirmation.Contact is null)
            return new Problem(ProblemCode.ContactMissing);

        var earlier = await db.ConfirmationCodes.AsTracking().Where(c => c.ConfirmationId == confirmation.Id && c.RevokedAt == null).ToListAsync(ct);
        foreach (var former in earlier)
            former.Revoke(now);
        var code = OneTimeCode.New();
        var issued = new ConfirmationCode(confirmation, OneTimeCode.HashOf(code)!, r.Delivery, r.ExpiresOn, now, caller.Name);
        db.Add(issued);
        db.Record(confirmation, new ConfirmationCodeIssued(issued.PublicId, placement.PublicId, r.Delivery, r.ExpiresOn, [.. earlier.Select(c => c.PublicId)]));
        var say = WorkerDoor.Catalogue(r.Language);
        if (r.Delivery == CodeDelivery.Sent)
        {
            // Before it is stored: a code that was sent and not stored opens nothing, and the officer is told; one stored and not sent would be waited for.
            try
            {
                await channel.SendAsync(new(issued.PublicId, seal.Open<string>(confirmation.Contact!), r.Language, Sentences(say, code, r.ExpiresOn)), ct);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return new Problem(ProblemCode.ChannelFailed);
            }
        }

        await db.SaveChangesAsync(ct);
        HttpContext.Response.Headers.CacheControl = "no-store";
        var shown = r.Delivery == CodeDelivery.Shown ? code : null;
        return TypedResults.Created("/v1/confirmation-codes", new IssueConfirmationCodeResponse(issued.PublicId, placement.PublicId, r.Delivery, r.ExpiresOn, shown, Sentences(say, shown, r.ExpiresOn)));
    }

    private static IReadOnlyList<string> Sentences(MessageCatalogue say, string? code, DateOnly until) =>
    [
        .. code is null ? [] : (string[])[say.Say(Message.Of("code.what", ("code", code)))],
        say.Say(Message.Of("code.until", ("until", $"{until:yyyy-MM-dd}"))), say.Say(Message.Of("code.free")),
    ];
}
