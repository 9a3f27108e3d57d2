using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

/// <param name="Items">Ids of contradictions and of added payments that stand, and of requests for correction.</param>
/// <param name="Kind">figures: that it was said, and both figures; words: his own words too. Words are shown only with their figures.</param>
/// <param name="Given">true: the agency may be shown them; false: it may no longer.</param>
public sealed record ChangeWordConsentRequest(IReadOnlyList<string> Items, ConsentKind Kind, bool Given)
{
    [RouteParam]
    public string Reference { get; init; } = "";
}

public sealed class ChangeWordConsentValidator : Validator<ChangeWordConsentRequest>
{
    public ChangeWordConsentValidator()
    {
        RuleFor(r => r.Items).NotEmpty().Must(items => items.Count <= WorkerWord.Most).WithMessage("Each item once.");
        RuleForEach(r => r.Items).NotEmpty().MaximumLength(PublicId.MaxLength);
    }
}

/// <summary>Agrees that the agency is shown what the worker said, or takes that back, with the reference and the secret. What is taken back it is no longer shown;
/// what it has seen it has seen.</summary>
public sealed class ChangeWordConsent(LicensingDb db, WorkerDoor door, OwnConfirmationReading reading, TimeProvider clock)
    : Endpoint<ChangeWordConsentRequest, Results<Ok<OwnConfirmationView>, Problem>>
{
    public override void Configure()
    {
        Post("confirmations/{Reference}/consents");
        Permissions(Permission.FollowConfirmations);
        this.TakesWorkerSecret();
        this.Refuses(ProblemCode.NotFound, ProblemCode.SessionNotHere, ProblemCode.TooManyRequests);
    }

    public override async Task<Results<Ok<OwnConfirmationView>, Problem>> ExecuteAsync(ChangeWordConsentRequest r, CancellationToken ct)
    {
        await door.EnterAsync(HttpContext);
        return await db.AgainIfQuickerAsync(() => ChangeAsync(r, ct));
    }

    private async Task<Results<Ok<OwnConfirmationView>, Problem>> ChangeAsync(ChangeWordConsentRequest r, CancellationToken ct)
    {
        if (await door.FindAsync(HttpContext, r.Reference, ct) is not { } confirmation)
            return new Problem(ProblemCode.NotFound);
        var asked = r.Items.Distinct().Order(StringComparer.Ordinal).ToList();
        var unknown = asked.Except(await ItemsAsync(confirmation, ct)).ToList();
        if (unknown.Count > 0)
            return new Problem(ProblemCode.RequestInvalid, errors: [.. unknown.Select(item => new ProblemError("consent.item-unknown", "/items", "There is nothing of this id that could be shown.", item, "Name contradictions and added payments that stand, or requests for correction."))]);

        var now = clock.Now();
        var standing = await db.WordConsents.AsTracking().Where(c => c.ConfirmationId == confirmation.Id && c.WithdrawnAt == null && c.Kind == r.Kind).ToListAsync(ct);
        var changed = asked.Where(item => standing.Exists(c => c.Item == item) != r.Given).ToList();
        foreach (var consent in standing.Where(c => !r.Given && changed.Contains(c.Item)))
            consent.Withdraw(now);
        if (r.Given)
            db.AddRange(changed.Select(item => new WordConsent(confirmation, item, r.Kind, now)));
        if (changed.Count > 0)
        {
            confirmation.Touch(now);
            db.Record(confirmation, r.Given ? new WordConsentGiven(r.Kind, changed) : new WordConsentWithdrawn(r.Kind, changed));
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.Ok(await reading.OfAsync(confirmation, HttpContext, ct));
    }

    private async Task<List<string>> ItemsAsync(Confirmation confirmation, CancellationToken ct) =>
    [
        .. new StandingWords(await reading.WordsAsync(confirmation, ct)).Words.Where(w => w.Kind is WordKind.Contradicted or WordKind.Added).Select(w => w.PublicId),
        .. await db.CorrectionRequests.Where(q => q.ConfirmationId == confirmation.Id).Select(q => q.PublicId).ToListAsync(ct),
    ];
}
