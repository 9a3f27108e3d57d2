using FastEndpoints;
using FluentValidation;
using FluentValidation.Results;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Law;

/// <param name="Text">The pack as YAML (docs/rules/grammar.md). Line ends count as one, whatever they are.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record DraftLawPackRequest(string Text, string Reason);

public sealed record LawPackDrafted(string Name, int Number, string Digest);

public sealed class DraftLawPackValidator : Validator<DraftLawPackRequest>
{
    public const int MostCharacters = 400_000;

    public DraftLawPackValidator(LawBook book)
    {
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.Text).NotEmpty().MaximumLength(MostCharacters);
        RuleFor(r => r.Text).Custom((text, context) =>
        {
            if (text.Length is 0 or > MostCharacters)
                return;
            foreach (var error in book.TryRead(text.ReplaceLineEndings("\n")).Errors)
                context.AddFailure(new ValidationFailure("text", error) { ErrorCode = "law-pack.invalid", CustomState = "Write it as docs/rules/grammar.md says; packs that ship are examples." });
        });
    }
}

/// <summary>Takes in a rule pack as a draft, checked as the packs that ship are. To edit a draft is to send the next text: no text ever
/// changes, so what was proposed is what is approved. It is law only when two people have made it so.</summary>
public sealed class DraftLawPack(LicensingDb db, LawBook book, Ministry ministry, TimeProvider clock) : Endpoint<DraftLawPackRequest, Results<Created<LawPackView>, Problem>>
{
    public override void Configure()
    {
        Post("law/packs");
        Permissions(Permission.ProposeLaw);
        this.Refuses(ProblemCode.LawTextKnown);
        this.Idempotent();
    }

    public override async Task<Results<Created<LawPackView>, Problem>> ExecuteAsync(DraftLawPackRequest r, CancellationToken ct)
    {
        var text = r.Text.ReplaceLineEndings("\n");
        var read = book.Read("", text);
        var digest = LawPack.DigestOf(text);
        var known = await db.LawPacks.Where(p => p.Name == read.Name).Select(p => new { p.PublicId, p.Number, p.Digest }).ToListAsync(ct);
        if (known.FirstOrDefault(p => p.Digest == digest) is { } same)
            return new Problem(ProblemCode.LawTextKnown, $"It is number {same.Number} of {read.Name}: /v1/law/packs/{same.PublicId}.");

        // Two who draft at once meet at the unique number; the second is told to read again.
        var pack = new LawPack(read, known.Select(p => p.Number).DefaultIfEmpty().Max() + 1, text, clock.Now());
        db.Add(pack);
        db.Record(pack, new LawPackDrafted(pack.Name, pack.Number, pack.Digest), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(pack);
        return TypedResults.Created($"/v1/law/packs/{pack.PublicId}", LawPackView.Of(pack, new LawStanding([], clock.Now(), ministry.Today(clock))));
    }
}
