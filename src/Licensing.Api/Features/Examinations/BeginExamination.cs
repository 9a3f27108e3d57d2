using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

public sealed record BeginExaminationRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";
}

/// <param name="DetailsNumber">Version of the details that is examined.</param>
/// <param name="ObjectionsUntil">Last day on which the public may object, inclusive.</param>
public sealed record ExaminationBegun(int DetailsNumber, int Items, int Alerts, DateOnly? ObjectionsUntil);

/// <summary>Finds an application complete and begins to examine it: the list of what the regime asks is made, the public may object from now on, and what it
/// has in common with those who were revoked, refused or barred is looked for.</summary>
public sealed class BeginExamination(LicensingDb db, Caller caller, RegimeInForce regimes, AlertSearch alerts, ApplicationSeal seal, ExaminationReading reading, Ministry ministry, TimeProvider clock)
    : Endpoint<BeginExaminationRequest, Results<Ok<ExaminationView>, Problem>>
{
    public override void Configure()
    {
        Post("applications/{ApplicationId}/examination");
        Permissions(Permission.ExamineApplications);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict, ProblemCode.ApplicationMoveNotPossible, ProblemCode.RegimeNotSet);
    }

    public override async Task<Results<Ok<ExaminationView>, Problem>> ExecuteAsync(BeginExaminationRequest r, CancellationToken ct)
    {
        var application = await db.Applications.ToDecide().FindApplicationAsync(r.ApplicationId, ct);
        if (application is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(application) is { } stale)
            return stale;
        var (today, now) = (ministry.Today(clock), clock.Now());
        if (await db.WhyNotFreeAsync(caller, application.AgencyId, ct) is { } notFree)
            return notFree;
        if (application.WhyNot(ApplicationAction.Examine, today) is { } notPossible)
            return notPossible;
        var regime = await regimes.OnAsync(today, ct);
        var (refusal, until) = Window(regime, today);
        if (refusal is not null)
            return refusal;

        var examination = await db.Examinations.Whole().SingleOrDefaultAsync(e => e.ApplicationId == application.Id, ct);
        if (examination is null)
            db.Add(examination = new Examination(application));
        var version = await db.ApplicationVersions.AsNoTracking().SingleAsync(v => v.ApplicationId == application.Id && v.Number == application.LatestNumber, ct);
        var details = seal.Open(version);
        examination.Begin(
            AskedItems.Of(regime.Answer), application.LatestNumber, details?.LegalPerson.RegisteredName ?? "", details?.Premises.Select(p => p.Place).FirstOrDefault(p => p is not null),
            // The public has its time once: a correction in the course of the examination does not give it again.
            examination.ObjectionsUntil ?? until, now, caller.Name);
        var found = await alerts.FindAsync(application, ct);
        db.Keep(examination, found, now);
        application.Take(ApplicationAction.Examine, now, caller.Name);
        db.Record(examination, new ExaminationBegun(examination.DetailsNumber, examination.Items.Count, found.Count, examination.ObjectionsUntil));
        db.Record(application, new ExaminationBegun(examination.DetailsNumber, examination.Items.Count, found.Count, examination.ObjectionsUntil));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(examination);
        return TypedResults.Ok(await reading.OfAsync(examination, ct));
    }

    private static (Problem? Refusal, DateOnly? Until) Window(RegimeOn regime, DateOnly today)
    {
        if (regime.WhyNot(RegimeQuestion.ObjectionWindow) is { } notSet)
            return (notSet, null);
        if (regime.Answer(RegimeQuestion.ObjectionWindow).Value is NoneRequired)
            return (null, null);
        if (regime.WhyNot(RegimeQuestion.DayCounting) is { } notCounted)
            return (notCounted, null);
        var last = regime.After(today, RegimeQuestion.ObjectionWindow);
        return last.LastDay is { } until ? (null, until) : (RegimeOn.Undetermined("the time to object", last.Undetermined!.Value), null);
    }
}
