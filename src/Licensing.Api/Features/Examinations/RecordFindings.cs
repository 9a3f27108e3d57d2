using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Examinations;

/// <param name="Code">As the list of the examination has it.</param>
/// <param name="Finding">open: nobody has looked, or it is to be looked at again.</param>
/// <param name="Note">What was seen.</param>
public sealed record FoundItem(ExaminationItemKind Kind, string Code, ItemFinding Finding, string? Note = null);

/// <param name="Items">Those that were looked at; the others stay.</param>
public sealed record RecordFindingsRequest(IReadOnlyList<FoundItem> Items)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";
}

public sealed record ItemsFound(IReadOnlyList<ItemFound> Items);

public sealed record ItemFound(ExaminationItemKind Kind, string Code, ItemFinding Finding);

public sealed class RecordFindingsValidator : Validator<RecordFindingsRequest>
{
    public RecordFindingsValidator()
    {
        RuleFor(r => r.Items).Must(i => i.Count is > 0 and <= 200).WithErrorCode("list.too-long").WithMessage("1 to 200 items.");
        RuleFor(r => r.Items).Must(items => items.DistinctBy(i => (i.Kind, i.Code)).Count() == items.Count).WithErrorCode("item.twice").WithMessage("An item is named twice.");
        RuleForEach(r => r.Items).ChildRules(item =>
        {
            item.RuleFor(i => i.Code).NotEmpty().MaximumLength(60);
            item.RuleFor(i => i.Note).MaximumLength(ExaminationItem.MaxNoteLength);
            item.RuleFor(i => i.Note).NotEmpty().When(i => i.Finding is ItemFinding.NotMet or ItemFinding.NotApplicable).WithErrorCode("note.missing").WithMessage("What is not met, or does not apply, is said in a note.");
        });
    }
}

/// <summary>Says of items of the list what was found, by whom and when.</summary>
public sealed class RecordFindings(LicensingDb db, Caller caller, ExaminationReading reading, Ministry ministry, TimeProvider clock)
    : Endpoint<RecordFindingsRequest, Results<Ok<ExaminationView>, Problem>>
{
    public override void Configure()
    {
        Post("applications/{ApplicationId}/examination/findings");
        Permissions(Permission.ExamineApplications);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict, ProblemCode.ExaminationOver);
    }

    public override async Task<Results<Ok<ExaminationView>, Problem>> ExecuteAsync(RecordFindingsRequest r, CancellationToken ct)
    {
        if (await db.FindByApplicationAsync(r.ApplicationId, ct) is not { } examination)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(examination) is { } stale)
            return stale;
        if (await db.WhyNotFreeAsync(caller, examination.Application.AgencyId, ct) is { } notFree)
            return notFree;
        if (examination.WhyNotOpen(ministry.Today(clock)) is { } over)
            return over;
        var unknown = r.Items.Index().Where(i => !examination.Items.Any(x => x.Kind == i.Item.Kind && x.Code == i.Item.Code)).ToList();
        if (unknown.Count > 0)
            return new Problem(ProblemCode.RequestInvalid, errors: [.. unknown.Select(i => new ProblemError("item.unknown", $"/items/{i.Index}", "The list has no such item.", i.Item.Code, "GET the examination for its items."))]);
        foreach (var item in r.Items)
            examination.Items.Single(x => x.Kind == item.Kind && x.Code == item.Code).Find(item.Finding, item.Note, caller.Name, clock.Now());
        db.Record(examination, new ItemsFound([.. r.Items.Select(i => new ItemFound(i.Kind, i.Code, i.Finding))]));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(examination);
        return TypedResults.Ok(await reading.OfAsync(examination, ct));
    }
}
