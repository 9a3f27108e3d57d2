using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="SubjectId">Public id of what is appealed against: of a suspension or a revocation, as the licence shows it, of points, of a refused application, of the decision on a complaint, a
/// finding or a flag.</param>
/// <param name="Path">review: the authority looks at its own decision again; appeal: another body decides.</param>
/// <param name="Grounds">In the agency's words. Leave out what says who a worker is: name cases by their ids.</param>
public sealed record LodgeAppealRequest(string SubjectId, AppealPath Path, string Grounds);

public sealed class LodgeAppealValidator : Validator<LodgeAppealRequest>
{
    public LodgeAppealValidator()
    {
        RuleFor(r => r.SubjectId).NotEmpty().MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Grounds).NotEmpty().StoredLength(Appeal.MaxGroundsLength);
    }
}

/// <summary>The agency appeals against a decision, until the last day of the regime's time, inclusive, which runs from the day of the decision. The
/// measure holds meanwhile, unless it is stayed.</summary>
public sealed class LodgeAppeal(LicensingDb db, Caller caller, IEnumerable<IAppealable> appealables, RegimeInForce regimes, Ministry ministry, TimeProvider clock)
    : Endpoint<LodgeAppealRequest, Results<Created<AppealView>, Problem>>
{
    public override void Configure()
    {
        Post("appeals");
        Permissions(Permission.LodgeAppeals);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.RegimeNotSet, ProblemCode.RegimeExcludes, ProblemCode.AppealLate, ProblemCode.AppealOpen);
    }

    public override async Task<Results<Created<AppealView>, Problem>> ExecuteAsync(LodgeAppealRequest r, CancellationToken ct)
    {
        var kind = appealables.SingleOrDefault(a => r.SubjectId.StartsWith(a.IdPrefix + "_", StringComparison.Ordinal));
        if (kind is null || await kind.FindAsync(r.SubjectId, ct) is not { } about)
            return new Problem(ProblemCode.NotFound);
        var (today, now) = (ministry.Today(clock), clock.Now());
        // The law of the day of the decision.
        var regime = await regimes.OnAsync(about.DecidedOn, ct);
        var time = r.Path == AppealPath.Review ? RegimeQuestion.Review : RegimeQuestion.Appeal;
        if (regime.WhyNot(r.Path == AppealPath.Review ? LicensingStep.Review : LicensingStep.Appeal) is { } notSet)
            return notSet;
        if (regime.Answer(time).Value is NoneRequired)
            return new Problem(ProblemCode.RegimeExcludes, $"The regime knows no {Json.Words.ConvertName(r.Path.ToString())}.");
        var deadline = regime.After(about.DecidedOn, time);
        if (deadline.LastDay is not { } last)
            return RegimeOn.Undetermined("the time to appeal", deadline.Undetermined!.Value);
        if (today > last)
            return new Problem(ProblemCode.AppealLate, $"The decision is of {about.DecidedOn:yyyy-MM-dd}; the last day to ask for a {Json.Words.ConvertName(r.Path.ToString())} was {last:yyyy-MM-dd}.");

        var appeal = new Appeal(about, r.Path, r.Grounds, today, last, now, caller.Name);
        if (await db.Appeals.Where(a => a.OpenKey == appeal.OpenKey).Select(a => a.PublicId).SingleOrDefaultAsync(ct) is { } open)
            return new Problem(ProblemCode.AppealOpen, $"It is {open}.");
        db.Add(appeal);
        db.Record(appeal, new AppealLodged(about.Subject, about.Id, r.Path, last));
        await kind.LodgedAsync(appeal, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (StorageFailure.IsDuplicateKey(e))
        {
            return new Problem(ProblemCode.AppealOpen);
        }

        await db.Entry(appeal).Reference(a => a.Agency).LoadAsync(ct);
        HttpContext.ShowVersion(appeal);
        return TypedResults.Created($"/v1/appeals/{appeal.PublicId}", AppealView.Of(appeal));
    }
}
